package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.InsideServer.assertRefused;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Attempts to make the server send requests where it must not. */
class ForgeryTest {
  private final InsideServer inside = new InsideServer();
  private final Way way = inside.way;

  @AfterEach
  void close() {
    inside.close();
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
    String url = "http://up.example:" + inside.port + "/";

    assertRefused(egress.check(Purpose.WEBHOOK, URI.create(url)), "public Internet");
    assertRefused(egress.send(Purpose.WEBHOOK, get(url)), "public Internet");
    assertThat(inside.hits.get()).isZero();
  }

  @Test
  void one_address_inside_among_public_ones_is_enough_to_refuse() {
    way.privates = List.of();
    way.names.answer("up.example", "93.184.215.14", "127.0.0.1");

    assertRefused(inside.send("http://up.example:" + inside.port + "/"), "public Internet");
  }

  @Test
  void a_name_that_is_bound_anew_after_it_was_saved_is_refused_when_it_is_used() {
    way.privates = List.of();
    way.names.answer("up.example", "93.184.215.14").answer("up.example", "127.0.0.1");
    EgressClient egress = way.open();
    URI address = URI.create("http://up.example:" + inside.port + "/");

    await(egress.check(Purpose.WEBHOOK, address));

    assertRefused(egress.send(Purpose.WEBHOOK, get(address.toString())), "public Internet");
    assertThat(inside.hits.get()).isZero();
  }

  @Test
  void a_name_that_is_bound_anew_after_it_was_checked_does_not_move_the_connection() {
    // the first answer is checked; were the name looked up again, it would lead to the server
    way.privates = List.of("127.0.0.9/32");
    way.names.answer("up.example", "127.0.0.9").answer("up.example", "127.0.0.1");

    Throwable thrown = failure(inside.send("http://up.example:" + inside.port + "/"));

    assertThat(((FailureException) thrown).failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(inside.hits.get()).isZero();
  }

  @Test
  void a_kept_connection_is_not_used_for_a_name_that_now_leads_elsewhere() {
    way.privates = List.of("127.0.0.1/32");
    way.names.answer("up.example", "127.0.0.1").answer("up.example", "10.0.0.1");
    EgressClient egress = way.open();
    await(egress.send(Purpose.CDN, get("http://up.example:" + inside.port + "/")));

    assertRefused(
        egress.send(Purpose.CDN, get("http://up.example:" + inside.port + "/")), "public Internet");
    assertThat(inside.hits.get()).isEqualTo(1);
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

    assertRefused(inside.send(address.replace("PORT", String.valueOf(inside.port))), said);
    assertThat(inside.hits.get()).isZero();
  }

  @Test
  void what_a_wildcard_stands_for_is_allowed() {
    way.names.answer("a.b.wild.example", "127.0.0.1");

    assertThat(await(inside.send("http://a.b.wild.example:" + inside.port + "/")).body())
        .hasToString("inside");
  }

  @Test
  void an_address_is_allowed_when_it_is_listed_and_its_network_too() {
    way.hosts = List.of("127.0.0.1");
    assertThat(await(inside.send("http://127.0.0.1:" + inside.port + "/")).status()).isEqualTo(200);

    way.privates = List.of();
    assertRefused(inside.send("http://127.0.0.1:" + inside.port + "/"), "public Internet");
  }
}
