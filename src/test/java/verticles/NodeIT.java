package verticles;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.NodeSteps.header;
import static verticles.NodeSteps.importPrices;
import static verticles.NodeSteps.json;
import static verticles.NodeSteps.programsIn;
import static verticles.NodeSteps.withAccount;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.testing.CommandLine;
import verticles.testing.Patience;
import verticles.testing.RunningNode;

/** The product as a user runs it: a demo in a process of its own, looked at from outside. */
class NodeIT {
  private static final Map<String, String> SHORT_HISTORY =
      Map.of(
          "SPINRESERVE_MARKET_HISTORY",
          "40d",
          "SPINRESERVE_HTTP_MAX_DIRECT_IMPORT",
          "4KiB",
          CommandLine.JVM_OPTIONS,
          CommandLine.AS_SHIPPED);
  private static final String PRICES = "/api/v1/data/day-ahead-prices?zone=";

  @TempDir private static Path folder;
  private static RunningNode demo;
  private static String token;

  @BeforeAll
  static void startDemo() {
    demo = RunningNode.start("demo", folder.resolve("data"), SHORT_HISTORY);
    token = "Bearer " + demo.token("--role", "operator", "--organisation", "sim-north");
  }

  @AfterAll
  static void stopDemo() {
    demo.close();
  }

  private static HttpResponse<String> get(RunningNode node, String path, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Authorization";
    all[1] = token;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return node.get(path, all);
  }

  /** Hourly rows from one UTC instant, as an exchange would publish them. */
  private static Path prices(String name, String from, int hours, double first) throws IOException {
    StringBuilder csv = new StringBuilder("ts_utc,spot_eur_mwh\n");
    for (int hour = 0; hour < hours; hour++) {
      csv.append(Instant.parse(from).plus(Duration.ofHours(hour)))
          .append(',')
          .append(first + hour)
          .append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  @Test
  void imported_prices_are_read_as_a_miss_then_a_hit_then_not_modified() throws IOException {
    Path file = prices("dk1.csv", "2024-03-30T00:00:00Z", 72, -5.5);
    CommandLine.Result imported = importPrices(demo, file, "DK1");
    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).contains("72 new, 0 changed, 0 as before");
    String path = PRICES + "DK1&from=2024-03-31&to=2024-04-01";

    HttpResponse<String> first = get(demo, path);
    HttpResponse<String> second = get(demo, path);
    HttpResponse<String> third = get(demo, path, "If-None-Match", header(first, "etag"));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(json(first).path("rows")).hasSize(23);
    assertThat(json(first).path("simulated").asBoolean()).isFalse();
    assertThat(header(first, "x-cache-status")).isEqualTo("MISS");
    assertThat(header(second, "x-cache-status")).isEqualTo("HIT");
    assertThat(header(second, "etag")).isEqualTo(header(first, "etag")).isNotEmpty();
    assertThat(header(second, "age")).isNotEmpty();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(third.statusCode()).isEqualTo(304);
    assertThat(third.body()).isEmpty();
  }

  @Test
  void the_same_file_a_second_time_changes_nothing_and_a_corrected_one_is_taken()
      throws IOException {
    Path file = prices("no2.csv", "2024-10-26T22:00:00Z", 25, 10);
    assertThat(importPrices(demo, file, "NO2").out()).contains("25 new");

    assertThat(importPrices(demo, file, "NO2").out()).contains("0 new, 0 changed, 25 as before");
    Path corrected = prices("no2-corrected.csv", "2024-10-26T22:00:00Z", 25, 11);
    assertThat(importPrices(demo, corrected, "NO2").out()).contains("0 new, 25 changed");
    HttpResponse<String> longDay = get(demo, PRICES + "NO2&from=2024-10-27&to=2024-10-28");
    assertThat(json(longDay).path("rows")).hasSize(25);
  }

  @Test
  void a_file_with_bad_rows_is_refused_whole_and_every_one_is_listed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.csv"),
            """
            ts_utc,spot_eur_mwh
            2024-01-01T00:00:00Z,1
            2024-01-01T25:00:00Z,2
            2024-01-01T02:00:00Z,NaN
            2024-01-01T00:00:00Z,4
            """);

    CommandLine.Result refused = importPrices(demo, file, "FI");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("line 3", "25:00", "line 4", "NaN", "line 5");
    HttpResponse<String> nothing = get(demo, PRICES + "FI&from=2024-01-01&to=2024-01-02");
    assertThat(nothing.statusCode() == 200 && json(nothing).path("rows").size() > 0).isFalse();
  }

  @Test
  void a_long_file_becomes_a_task_that_is_waited_for() throws IOException {
    Path file = prices("long.csv", "2024-03-01T00:00:00Z", 400, 20);
    Path bad = Files.copy(file, folder.resolve("bad-long.csv"));
    Files.writeString(bad, "2024-03-30T00:00:00Z,NaN\n", StandardOpenOption.APPEND);

    CommandLine.Result imported = importPrices(demo, file, "SE1");
    CommandLine.Result refused = importPrices(demo, bad, "SE1");

    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).contains("400 new, 0 changed, 0 as before");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("line 402", "NaN");
    JsonNode tasks = json(demo.get("/api/v1/tasks?type=market.import", "Authorization", admin()));
    assertThat(tasks.path("items").findValuesAsText("state"))
        .containsExactly("failed", "succeeded");
    assertThat(tasks.path("items").findValuesAsText("owner"))
        .containsOnly("(os:%s)".formatted(System.getProperty("user.name")));
  }

  private static String admin() {
    return "Bearer " + demo.token("--role", "admin");
  }

  @Test
  void a_wrong_header_names_what_is_missing() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.csv"), "when,price\n2024-01-01,1\n");

    CommandLine.Result refused =
        CommandLine.run(
            "import", "prices", file.toString(), "--zone", "SE3", "--data", demo.data().toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("delivery_start", "when", "map");
  }

  @Test
  void every_simulated_answer_says_so() throws IOException {
    JsonNode prices = json(get(demo, PRICES + "SIM-1"));

    assertThat(prices.path("simulated").asBoolean()).isTrue();
    assertThat(prices.path("rows")).isNotEmpty();
    assertThat(prices.path("rows")).allMatch(row -> row.path("simulated").asBoolean());
  }

  @Test
  void every_shipped_dataset_answers_through_http() throws IOException {
    JsonNode listed = json(get(demo, "/api/v1/data"));
    assertThat(listed.path("items").size()).isGreaterThanOrEqualTo(8);
    for (JsonNode dataset : listed.path("items")) {
      StringBuilder path = new StringBuilder("/api/v1/data/" + dataset.path("name").asText() + "?");
      // a demo pulls nothing from other servers
      boolean pulled = false;
      for (JsonNode parameter : dataset.path("parameters")) {
        switch (parameter.path("name").asText()) {
          case "zone" -> path.append("zone=SIM-1");
          case "source" -> {
            path.append("source=none");
            pulled = true;
          }
          default -> {}
        }
      }
      HttpResponse<String> answer = get(demo, path.toString());
      assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
      assertThat(json(answer).path("rows").isEmpty()).as(path.toString()).isEqualTo(pulled);
    }
  }

  @Test
  void live_prices_move() {
    String before = get(demo, "/api/v1/data/latest-prices").body();

    Patience.holds(
        () -> assertThat(get(demo, "/api/v1/data/latest-prices").body()).isNotEqualTo(before));
  }

  @Test
  void an_organisation_sees_its_own_portfolios_only() throws IOException {
    String other = "Bearer " + demo.token("--organisation", "sim-south");

    JsonNode north = json(get(demo, "/api/v1/data/portfolio-overview"));
    JsonNode south = json(demo.get("/api/v1/data/portfolio-overview", "Authorization", other));

    assertThat(north.path("rows")).isNotEmpty();
    assertThat(south.path("rows")).isNotEmpty();
    List<String> ofNorth = north.path("rows").findValuesAsText("portfolioId");
    assertThat(south.path("rows").findValuesAsText("portfolioId"))
        .doesNotContainAnyElementsOf(ofNorth);
  }

  @Test
  void a_second_node_on_the_same_sources_answers_the_same() throws IOException {
    importPrices(demo, prices("fr.csv", "2024-06-01T00:00:00Z", 24, 40), "FR");
    String path = PRICES + "FR&from=2024-06-01&to=2024-06-02";
    String url = CommandLine.run("db", "url", "--data", demo.data().toString()).out().strip();
    Map<String, String> sources =
        Map.of(
            "SPINRESERVE_POSTGRES_URL",
            url,
            "SPINRESERVE_REDIS_URL",
            "none",
            "SPINRESERVE_GRID_MEMBERS",
            demo.gridAddress(),
            "SPINRESERVE_SECRETS_MASTER_KEY_FILE",
            demo.data().resolve("secrets/master-key").toString());

    try (RunningNode second = RunningNode.start("serve", folder.resolve("second"), sources)) {
      HttpResponse<String> here = get(demo, path);
      HttpResponse<String> there = get(second, path);

      assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
      assertThat(there.body()).isEqualTo(here.body());
      assertThat(header(there, "etag")).isEqualTo(header(here, "etag"));
      assertThat(json(second.get("/health")).path("services").path("redis").path("status").asText())
          .isEqualTo("disabled");
      assertThat(json(second.get("/health")).path("services").path("grid").path("detail").asText())
          .isEqualTo("members: 2");
    }
  }

  @Test
  void what_a_command_changes_is_in_the_audit_log_with_who_ran_it() throws Exception {
    String data = demo.data().toString();
    Path password = Files.writeString(folder.resolve("password"), "correct horse battery\n");

    Process account =
        CommandLine.process(Map.of(), "account", "create", "tom", "--data", data)
            .redirectInput(password.toFile())
            .start();
    account.waitFor();
    CommandLine.run("service-token", "create", "audited", "--scopes", "data:read", "--data", data);
    CommandLine.run("keys", "rotate", "--data", data);
    CommandLine.run("secrets", "rotate", "--data", data);

    String rows = CommandLine.run("audit", "export", "--data", data).out();
    String me = "\"actor\":\"(os:%s)\"".formatted(System.getProperty("user.name"));
    for (String operation :
        List.of("createAccount", "createServiceToken", "rotateSigningKeys", "secrets rotate")) {
      assertThat(rows.lines().filter(row -> row.contains("\"" + operation + "\"")))
          .as(operation)
          .hasSize(1)
          .allSatisfy(row -> assertThat(row).contains(me, "\"done\""));
    }
    assertThat(rows).contains("account/tom").doesNotContain("correct horse");
  }

  @Test
  void a_second_demo_on_the_same_folder_is_refused() {
    CommandLine.Result refused =
        CommandLine.run(
            "demo", "--data", demo.data().toString(), "--port", String.valueOf(Ports.free()));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("is in use").contains(demo.baseUrl().toString());
  }

  @Test
  void a_port_in_use_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(Ports.free())) {
      CommandLine.Result refused =
          CommandLine.run(
              "serve",
              "--data",
              folder.resolve("port").toString(),
              "--port",
              String.valueOf(taken.getLocalPort()));

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains(String.valueOf(taken.getLocalPort())).contains("in use");
    }
  }

  @Test
  void without_postgresql_a_node_waits_and_is_not_ready() {
    Map<String, String> nowhere =
        Map.of(
            "SPINRESERVE_POSTGRES_URL",
            "postgresql://me:geheim@127.0.0.1:" + Ports.free() + "/none",
            "SPINRESERVE_REDIS_URL",
            "none");

    try (RunningNode waiting = RunningNode.launch("serve", folder.resolve("waiting"), nowhere)) {
      Patience.holds(() -> assertThat(waiting.output()).contains("waiting for PostgreSQL"));
      assertThat(waiting.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(waiting.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(waiting.output()).doesNotContain("geheim");
    }
  }

  @Test
  void a_killed_node_starts_again_with_its_data_and_a_stopped_one_leaves_nothing_running()
      throws Exception {
    Path data = folder.resolve("killed");
    RunningNode first = RunningNode.start("demo", data, SHORT_HISTORY);
    importPrices(first, prices("be.csv", "2024-06-01T00:00:00Z", 24, 40), "BE");
    first.kill();

    List<ProcessHandle> started;
    try (RunningNode again = RunningNode.start("demo", data, SHORT_HISTORY)) {
      String url = CommandLine.run("db", "url", "--data", data.toString()).out().strip();
      try (var connection = DriverManager.getConnection("jdbc:" + withAccount(url));
          var rows =
              connection
                  .createStatement()
                  .executeQuery("select count(*) from price where zone_id = 'BE'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(24);
      }
      started = programsIn(data);
      assertThat(started).isNotEmpty();
    }

    // a process that has ended is there until init has taken note
    Patience.holds(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
  }
}
