package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.InsideServer.assertRefused;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to lead the server by redirects where it must not go. */
class RedirectForgeryTest {
  private final InsideServer inside = new InsideServer();
  private final Way way = inside.way;

  @AfterEach
  void close() {
    inside.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:PORT/",
        "http://[::1]:PORT/",
        "http://inside.example:PORT/",
        "//inside.example:PORT/",
        "http://up.example:22/",
        "file:///etc/passwd",
        "gopher://up.example/",
        "http://2130706433:PORT/",
        "http://\\\\evil"
      })
  void a_redirect_is_checked_like_the_first_address(String location) {
    way.redirects = 3;
    way.names.answer("up.example", "127.0.0.1").answer("inside.example", "127.0.0.1");
    int first = inside.redirecting(302, location.replace("PORT", String.valueOf(inside.port)));

    assertRefused(inside.send("http://up.example:" + first + "/"), "not allowed");
    assertThat(inside.hits.get()).isZero();
  }

  @Test
  void a_redirect_to_an_allowed_name_that_leads_inside_is_refused() {
    way.redirects = 3;
    way.privates = List.of("127.0.0.1/32");
    way.names.answer("up.example", "127.0.0.1").answer("other.example", "169.254.169.254");
    int first = inside.redirecting(307, "http://other.example:" + inside.port + "/");

    assertRefused(inside.send("http://up.example:" + first + "/"), "public Internet");
  }

  @Test
  void a_redirect_to_another_origin_takes_no_secret_along() {
    way.redirects = 1;
    way.names.answer("up.example", "127.0.0.1").answer("other.example", "127.0.0.1");
    AtomicReference<String> seen = new AtomicReference<>("");
    int last =
        way.serve(
            request -> {
              seen.set(request.headers().toString());
              request.response().end("there");
            });
    int first = inside.redirecting(302, "http://other.example:" + last + "/x");

    EgressAnswer answer =
        await(
            way.open()
                .send(
                    Purpose.ORIGIN,
                    get(
                        "http://up.example:" + first + "/",
                        Map.of(
                            "Authorization", "Bearer s3cret",
                            "Cookie", "s3cret",
                            "X-Api-Key", "s3cret",
                            "Accept", "text/plain"),
                        Duration.ofSeconds(5))));

    assertThat(answer.body()).hasToString("there");
    assertThat(seen.get()).contains("text/plain").doesNotContain("s3cret");
  }

  @Test
  void a_redirect_within_an_origin_keeps_its_headers() {
    way.redirects = 1;
    way.names.answer("up.example", "127.0.0.1");
    int first =
        way.serve(
            request -> {
              if ("/".equals(request.path())) {
                request.response().setStatusCode(303).putHeader("location", "next?a=b").end();
              } else {
                request.response().end(request.uri() + " " + request.getHeader("authorization"));
              }
            });

    EgressAnswer answer =
        await(
            way.open()
                .send(
                    Purpose.ORIGIN,
                    get(
                        "http://up.example:" + first + "/",
                        Map.of("Authorization", "k"),
                        Duration.ofSeconds(5))));

    assertThat(answer.body()).hasToString("/next?a=b k");
  }

  @Test
  void a_redirect_in_circles_ends() {
    way.redirects = 3;
    way.names.answer("up.example", "127.0.0.1");
    int first = inside.redirecting(302, "/");

    assertRefused(inside.send("http://up.example:" + first + "/"), "too many redirects");
    assertThat(inside.hits.get()).isEqualTo(4);
  }
}
