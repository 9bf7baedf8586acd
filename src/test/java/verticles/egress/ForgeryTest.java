package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Attempts to make the server send requests where it must not. */
class ForgeryTest {
  private final Way way = new Way();
  private final AtomicInteger hits = new AtomicInteger();
  private int port;

  @BeforeEach
  void serve() {
    port =
        way.serve(
            request -> {
              hits.incrementAndGet();
              request.response().end("inside");
            });
  }

  @AfterEach
  void close() {
    way.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.1.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2"
      })
  void a_name_that_leads_inside_is_refused(String address) {
    way.privates = List.of();
    way.names.answer("up.example", address);
    EgressClient egress = way.open();
    String url = "http://up.example:" + port + "/";

    assertRefused(egress.check(Purpose.WEBHOOK, URI.create(url)), "public Internet");
    assertRefused(egress.send(Purpose.WEBHOOK, get(url)), "public Internet");
    assertThat(hits.get()).isZero();
  }

  @Test
  void one_address_inside_among_public_ones_is_enough_to_refuse() {
    way.privates = List.of();
    way.names.answer("up.example", "93.184.215.14", "127.0.0.1");

    assertRefused(send("http://up.example:" + port + "/"), "public Internet");
  }

  @Test
  void a_name_that_is_bound_anew_after_it_was_saved_is_refused_when_it_is_used() {
    way.privates = List.of();
    way.names.answer("up.example", "93.184.215.14").answer("up.example", "127.0.0.1");
    EgressClient egress = way.open();
    URI address = URI.create("http://up.example:" + port + "/");

    await(egress.check(Purpose.WEBHOOK, address));

    assertRefused(egress.send(Purpose.WEBHOOK, get(address.toString())), "public Internet");
    assertThat(hits.get()).isZero();
  }

  @Test
  void a_name_that_is_bound_anew_after_it_was_checked_does_not_move_the_connection() {
    // the first answer is checked; were the name looked up again, it would lead to the server
    way.privates = List.of("127.0.0.9/32");
    way.names.answer("up.example", "127.0.0.9").answer("up.example", "127.0.0.1");

    Throwable thrown = failure(send("http://up.example:" + port + "/"));

    assertThat(((FailureException) thrown).failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(hits.get()).isZero();
  }

  @Test
  void a_kept_connection_is_not_used_for_a_name_that_now_leads_elsewhere() {
    way.privates = List.of("127.0.0.1/32");
    way.names.answer("up.example", "127.0.0.1").answer("up.example", "10.0.0.1");
    EgressClient egress = way.open();
    await(egress.send(Purpose.CDN, get("http://up.example:" + port + "/")));

    assertRefused(
        egress.send(Purpose.CDN, get("http://up.example:" + port + "/")), "public Internet");
    assertThat(hits.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example:PORT/, not among the allowed",
    "http://wild.example:PORT/, not among the allowed",
    "http://evilwild.example:PORT/, not among the allowed",
    "http://a.wild.example.evil:PORT/, not among the allowed",
    "http://up.example.evil:PORT/, not among the allowed",
    "http://127.0.0.1:PORT/, not among the allowed",
    "http://[::1]:PORT/, not among the allowed",
    "http://localhost:PORT/, not among the allowed",
    "http://up.example:1/, its port",
    "http://up.example/, its port",
    "ftp://up.example:PORT/, must begin with",
    "http://up.example@127.0.0.1:PORT/, user or password"
  })
  void what_is_not_listed_is_refused(String address, String said) {
    way.names.answer("up.example", "127.0.0.1");

    assertRefused(send(address.replace("PORT", String.valueOf(port))), said);
    assertThat(hits.get()).isZero();
  }

  @Test
  void what_a_wildcard_stands_for_is_allowed() {
    way.names.answer("a.b.wild.example", "127.0.0.1");

    assertThat(await(send("http://a.b.wild.example:" + port + "/")).body()).hasToString("inside");
  }

  @Test
  void an_address_is_allowed_when_it_is_listed_and_its_network_too() {
    way.hosts = List.of("127.0.0.1");
    assertThat(await(send("http://127.0.0.1:" + port + "/")).status()).isEqualTo(200);

    way.privates = List.of();
    assertRefused(send("http://127.0.0.1:" + port + "/"), "public Internet");
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
    int first = redirecting(302, location.replace("PORT", String.valueOf(port)));

    assertRefused(send("http://up.example:" + first + "/"), "not allowed");
    assertThat(hits.get()).isZero();
  }

  @Test
  void a_redirect_to_an_allowed_name_that_leads_inside_is_refused() {
    way.redirects = 3;
    way.privates = List.of("127.0.0.1/32");
    way.names.answer("up.example", "127.0.0.1").answer("other.example", "169.254.169.254");
    int first = redirecting(307, "http://other.example:" + port + "/");

    assertRefused(send("http://up.example:" + first + "/"), "public Internet");
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
    int first = redirecting(302, "http://other.example:" + last + "/x");

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
    int first = redirecting(302, "/");

    assertRefused(send("http://up.example:" + first + "/"), "too many redirects");
    assertThat(hits.get()).isEqualTo(4);
  }

  private int redirecting(int status, String location) {
    return way.serve(
        request -> {
          if (location.equals("/")) {
            hits.incrementAndGet();
          }
          request.response().setStatusCode(status).putHeader("location", location).end();
        });
  }

  private Future<EgressAnswer> send(String address) {
    return way.open().send(Purpose.ORIGIN, get(address));
  }

  private static void assertRefused(Future<?> future, String text) {
    Throwable thrown = failure(future);
    assertThat(thrown).isInstanceOf(FailureException.class).hasMessageContaining(text);
    assertThat(((FailureException) thrown).failure()).isEqualTo(Failure.BAD_REQUEST);
  }
}
