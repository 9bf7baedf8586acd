package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

/** A real server, a token and a request that is repeated until it is answered by its bytes. */
abstract class RepeatServer {
  static final String PRICES = "/api/v1/data/prices?zone=DK1";
  static final String LIVE = "GET /health/live HTTP/1.1\nHost: x\n\n";

  TestServer server;
  String token = "";

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    token = server.token(Role.VIEWER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  String request(String... headers) {
    return "GET "
        + PRICES
        + " HTTP/1.1\nHost: x\nAuthorization: Bearer "
        + token
        + "\n"
        + String.join("", headers)
        + "\n";
  }

  double repeats() {
    return server.meters.get("spinreserve.http.repeats").functionCounter().count();
  }

  double hits(String status) {
    return server.meters.get("spinreserve.http.hits").tag("status", status).functionTimer().count();
  }

  /** Sends the request until it is answered by its bytes; the last answer. */
  Raw.Answer untilRepeated(Raw raw, String request, boolean body) throws IOException {
    double before = repeats();
    Raw.Answer answer = raw.send(request).answer(body);
    for (int round = 0; round < 50 && repeats() == before; round++) {
      answer = raw.send(request).answer(body);
    }
    assertThat(repeats()).isGreaterThan(before);
    return answer;
  }
}
