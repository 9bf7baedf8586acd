package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Nobody reads what is for others, on the short cut neither. */
class ReadIsolationTest {
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twoOrganisationsThatAskForTheSameAtTheSameTimeEachGetTheirOwn() throws Exception {
    String positions = "/api/v1/data/positions";
    AtomicInteger crossed = new AtomicInteger();
    AtomicInteger own = new AtomicInteger();
    List<Thread> readers = new ArrayList<>();
    for (int reader = 0; reader < 50; reader++) {
      String mine = reader % 2 == 0 ? "@north" : "@south";
      String other = reader % 2 == 0 ? "@south" : "@north";
      Caller caller = new Caller("user-" + reader, mine.substring(1), Role.VIEWER);
      HttpRequest.Builder request =
          server
              .request(positions)
              .header("Authorization", "Bearer " + server.token(caller, Duration.ofMinutes(5)));
      readers.add(
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  String body = server.send(request).body();
                  (body.contains(mine) && !body.contains(other) ? own : crossed).incrementAndGet();
                }
              }));
    }
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(crossed).hasValue(0);
    assertThat(own).hasValue(10_000);
    assertThat(
            server.meters.get("spinreserve.http.hits").tag("status", "200").functionTimer().count())
        .as("answers by the short cut")
        .isGreaterThan(1_000);
  }

  @Test
  void organisationsDoNotSeeEachOther() {
    String positions = "/api/v1/data/positions";
    for (int round = 0; round < 3; round++) {
      for (String organisation : new String[] {"north", "south"}) {
        String token =
            server.token(new Caller("ann", organisation, Role.VIEWER), Duration.ofMinutes(5));
        HttpResponse<String> answer =
            server.send(server.request(positions).header("Authorization", "Bearer " + token));

        assertThat(answer.body()).contains("@" + organisation);
      }
    }
    String nobody = server.token(new Caller("eve", "", Role.VIEWER), Duration.ofMinutes(5));
    assertThat(
            server
                .send(server.request(positions).header("Authorization", "Bearer " + nobody))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aTokenThatExpiresIsRefusedAlsoOnTheShortCut() throws Exception {
    String token = server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofSeconds(2));
    HttpRequest.Builder request = server.request(PRICES).header("Authorization", "Bearer " + token);
    assertThat(server.send(request).statusCode()).isEqualTo(200);

    HttpResponse<String> answer = server.send(request);
    for (int round = 0; round < 100 && answer.statusCode() == 200; round++) {
      Thread.sleep(50);
      answer = server.send(request);
    }

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("expired");
  }
}
