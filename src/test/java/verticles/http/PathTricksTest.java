package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

class PathTricksTest {

  @Test
  void pathTricksFindNothing(@TempDir Path data) throws Exception {
    try (TestServer server = new TestServer(data).open()) {
      check(server);
    }
  }

  private static void check(TestServer server) throws Exception {
    String token = server.token(Role.ADMIN);
    for (String path :
        new String[] {
          "/api/v1//data",
          "/api/v1/./data",
          "/a/../api/v1/data",
          "/api%2Fv1/data",
          "/api/v1/data;x=1",
          "/api/v1/dataXbatch",
          "/api/v1/performance/cache/./entries/a/b",
          "/api/v1/performance/cache/entries/../metrics",
          "/api/v1/performance/cache/entries/%2e%2e/metrics",
          "/.env",
          "/a/.env",
          "/a/..%2f..%2fconf/spinreserve.yaml",
          "/%00",
          "/health/li\0ve",
          "/health\\live",
          "/health%5clive",
          "/health/live/",
          "/health/live;a=b.css",
          "/health/live%3fa",
          "/health/%6cive",
          "/api/v1/data/prices/x.css",
          "/api/v1/data/prices;x.css?zone=DK1",
          "/api/v1/data/prices%2f..%2f..%2fhealth?zone=DK1",
          "/api/v1/data/prices%00.css?zone=DK1",
          "/api/v1/data/prices%0d%0aX-A:b?zone=DK1",
          "/a/%2e%2e/%2e%2e/health",
          "/.git/config",
          "/.well-known/../health",
          "/" + "a/".repeat(4000)
        }) {
      try (Raw raw = server.raw()) {
        Raw.Answer answer =
            raw.send("GET " + path + " HTTP/1.1\nHost: x\nAuthorization: Bearer " + token + "\n\n")
                .answer();

        assertThat(answer.status()).as(path).isIn(400, 404);
      }
    }
  }
}
