package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.postgres.LocalPostgres;
import verticles.postgres.PostgresTarget;
import verticles.testing.CommandLine;
import verticles.testing.Patience;
import verticles.testing.RunningNode;

/** A real node with secrets that a test can recognise, in working and in broken settings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsIT {
  private static final String MASTER = "Z2VoZWltLW1hc3Rlci1rZXktMDAwMDAwMDAwMDAwMDE=";
  private static final String SHARED = "Z2VoZWltLXNoYXJlZC1rZXktMDAwMDAwMDAwMDAwMDE=";

  @TempDir static Path folder;
  private final List<String> secrets = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private LocalPostgres postgres;
  private RunningNode node;

  @BeforeAll
  void start() throws Exception {
    postgres = LocalPostgres.start(folder);
    PostgresTarget target = postgres.target();
    String password = target.password().reveal();
    Path file = Files.writeString(folder.resolve("postgres-password"), password + "\n");
    secrets.addAll(List.of(password, MASTER, SHARED, "geheim-redis", "geheim-sign"));
    settings.put(
        "SPINRESERVE_POSTGRES_URL",
        "postgresql://%s@%s:%d/%s"
            .formatted(target.user(), target.host(), target.port(), target.database()));
    settings.put("SPINRESERVE_POSTGRES_PASSWORD_FILE", file.toString());
    settings.put("SPINRESERVE_SECRETS_MASTER_KEY", MASTER);
    settings.put("SPINRESERVE_CACHE_SHARED_KEY", SHARED);
    // nobody listens there, so that the address is complained about
    settings.put("SPINRESERVE_REDIS_URL", "redis://:geheim-redis@127.0.0.1:" + Ports.free());
    node = RunningNode.start("serve", folder.resolve("node"), settings);
  }

  @AfterAll
  void stop() {
    node.close();
    postgres.stop();
  }

  @Test
  void no_secret_is_printed_or_answered() {
    String token = node.token("--role", "admin");
    secrets.add(token);
    for (String path :
        List.of(
            "/health",
            "/api/v1/data",
            "/api/v1/data/prices?zone=DK1",
            "/api/v1/data/nothing",
            "/api/v1/performance/cache/health",
            "/api/v1/performance/cache/entries?namespace=x",
            "/api/v1/performance/cache/policies")) {
      HttpResponse<String> answer = node.get(path, "Authorization", "Bearer " + token);
      answers.add(answer.body() + answer.headers().map());
    }
    answers.add(node.get("/api/v1/data", "Authorization", "Bearer geheim-sign").body());
    Patience.holds(() -> assertThat(node.output()).contains("Redis is not used"));

    answers.add(node.output());

    assertThat(answers).allSatisfy(said -> assertThat(said).doesNotContain(secrets));
  }

  @Test
  void the_check_of_bad_settings_shows_no_secret() throws Exception {
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            secrets: { master-key: geheim-short }
            redis: { url: "geheim://:geheim-redis@x" }
            postgres: { url: "mysql://me:geheim-pg@x", password: [geheim-list] }
            cache: { shared: { key: geheim-key } }
            """);

    CommandLine.Result result = CommandLine.run("config", "check", "--config", bad.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("secrets.master-key", "redis.url", "postgres.url", "cache.shared.key", "***")
        .doesNotContain("geheim-");
  }

  @Test
  void a_second_node_with_another_master_key_does_not_start() {
    Map<String, String> other = new HashMap<>(settings);
    other.put("SPINRESERVE_SECRETS_MASTER_KEY", "b3RoZXItbWFzdGVyLWtleS0wMDAwMDAwMDAwMDAwMDE=");

    try (RunningNode second = RunningNode.launch("serve", folder.resolve("second"), other)) {
      Patience.holds(() -> assertThat(second.output()).contains("Give every node the same key"));
      Patience.holds(() -> assertThat(second.process().isAlive()).isFalse());
      assertThat(second.output()).doesNotContain("b3RoZXI");
    }
  }
}
