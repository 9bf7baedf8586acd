package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.CommandLine;
import verticles.testing.RunningNode;

/** Warming as a user sees it: a node that is started again, and the command {@code warm}. */
class WarmingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NUMBERS =
      """
      datasets:
        numbers:
          description: A number and its square.
          scope: shared
          policy: simple
          parameters: { n: { type: integer, min: 1, max: 1000, required: true } }
          warm: [{ parameters: { n: "*" } }]
          sql: SELECT :n AS n, :n * :n AS square
        broken:
          description: It fails.
          scope: shared
          policy: simple
          sql: SELECT 1 / (random() * 0)::int AS never
      """;

  @TempDir private static Path folder;
  private static Map<String, String> settings = Map.of();
  private static RunningNode node;
  private static String token = "";
  private static final List<String> FIRST_READS = new ArrayList<>();

  @BeforeAll
  static void startTwice() throws IOException {
    Path datasets = Files.writeString(folder.resolve("numbers.yaml"), NUMBERS);
    settings =
        Map.of(
            "SPINRESERVE_DATASETS_FILES", datasets.toString(),
            "SPINRESERVE_MARKET_HISTORY", "5d",
            "SPINRESERVE_REDIS_URL", "none");
    RunningNode.start("demo", folder.resolve("data"), settings).close();
    node = RunningNode.start("demo", folder.resolve("data"), settings);
    token = "Bearer " + node.token("--role", "operator");
    // before any test warms more
    FIRST_READS.add(status("zones"));
    FIRST_READS.add(status("day-ahead-prices?zone=SIM-1"));
    FIRST_READS.add(status("numbers?n=1000"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String status(String path) {
    HttpResponse<String> answer = node.get("/api/v1/data/" + path, "Authorization", token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("x-cache-status").orElse("");
  }

  private static CommandLine.Result warm(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "warm";
    arguments[1] = "--data";
    arguments[2] = node.data().toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandLine.run(settings, arguments);
  }

  @Test
  void the_first_read_of_a_critical_answer_after_a_restart_is_a_hit() {
    assertThat(FIRST_READS).containsExactly("HIT", "HIT", "MISS");
  }

  @Test
  void a_full_run_by_command_fills_what_is_declared() throws IOException {
    CommandLine.Result result = warm("--mode", "full");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("questions done in", "0 failed");
    assertThat(status("numbers?n=17")).isEqualTo("HIT");
    var runs = node.get("/api/v1/performance/cache/warm", "Authorization", token).body();
    assertThat(JSON.readTree(runs).path("items").findValuesAsText("mode")).contains("full");
  }

  @Test
  void a_run_with_failures_says_why_and_exits_with_one() {
    CommandLine.Result result = warm("--datasets", "broken");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("1 failed");
    assertThat(result.err()).contains("broken: The dataset broken failed at its source.");
  }

  @Test
  void stats_prints_the_hits_of_each_namespace() {
    status("zones");

    CommandLine.Result result = warm("--mode", "stats");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .anyMatch(line -> line.startsWith("dataset "))
        .anyMatch(line -> line.startsWith("all "));
  }

  @Test
  void bad_usage_and_an_unknown_dataset_are_told_apart() {
    assertThat(warm().exitCode()).isEqualTo(2);
    assertThat(warm("--mode", "half").exitCode()).isEqualTo(2);
    CommandLine.Result unknown = warm("--datasets", "numbrs");

    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("numbers");
  }

  @Test
  void without_a_node_it_says_how_to_name_its_folder() {
    CommandLine.Result result =
        CommandLine.run("warm", "--mode", "full", "--data", folder.resolve("none").toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("No node runs on").contains("--data");
  }
}
