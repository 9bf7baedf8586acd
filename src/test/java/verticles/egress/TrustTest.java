package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.testing.TestCertificates;
import verticles.testing.TestCertificates.Pem;

/** Whom the way out believes to be who he says. */
class TrustTest {
  @TempDir static Path folder;
  private static TestCertificates authority;
  private static Pem right;
  private static Pem wrong;

  private final Way way = new Way();
  private final AtomicReference<String> served = new AtomicReference<>("");

  @BeforeAll
  static void sign() {
    authority = TestCertificates.in(folder);
    right = authority.sign("right", "dns:up.example");
    wrong = authority.sign("wrong", "dns:evil.example,ip:127.0.0.1");
  }

  @AfterEach
  void close() {
    way.close();
  }

  @Test
  void a_server_with_the_right_certificate_is_believed_though_its_address_was_pinned() {
    way.ca = Optional.of(authority.ca());
    int port = way.serve(right, this::serve);
    way.names.answer("up.example", "127.0.0.1");

    EgressAnswer answer =
        await(way.open().send(Purpose.OIDC, get("https://up.example:" + port + "/")));

    assertThat(answer.body()).hasToString("hello");
    assertThat(served.get()).isEqualTo("up.example of up.example:" + port);
  }

  @Test
  void a_certificate_for_another_name_is_not_believed() {
    way.ca = Optional.of(authority.ca());
    int port = way.serve(wrong, this::serve);

    assertNotBelieved(port);
  }

  @Test
  void a_certificate_of_an_unknown_authority_is_not_believed() {
    int port = way.serve(right, this::serve);

    assertNotBelieved(port);
  }

  @Test
  void a_redirect_from_https_to_http_is_not_followed() {
    way.ca = Optional.of(authority.ca());
    way.redirects = 1;
    int clear = way.serve(this::serve);
    int port =
        way.serve(
            right,
            request ->
                request
                    .response()
                    .setStatusCode(301)
                    .putHeader("location", "http://up.example:" + clear + "/")
                    .end());
    way.names.answer("up.example", "127.0.0.1");

    Throwable thrown =
        failure(way.open().send(Purpose.OIDC, get("https://up.example:" + port + "/")));

    assertThat(thrown).hasMessageContaining("from https to http");
    assertThat(served.get()).isEmpty();
  }

  private void serve(HttpServerRequest request) {
    served.set(request.connection().indicatedServerName() + " of " + request.authority());
    request.response().end("hello");
  }

  private void assertNotBelieved(int port) {
    way.names.answer("up.example", "127.0.0.1");

    Throwable thrown =
        failure(way.open().send(Purpose.OIDC, get("https://up.example:" + port + "/")));

    assertThat(((FailureException) thrown).failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(thrown).hasMessage("The other server cannot be reached.");
    assertThat(served.get()).isEmpty();
  }
}
