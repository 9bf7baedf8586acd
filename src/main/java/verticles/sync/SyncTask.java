package verticles.sync;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.config.Nearest;
import verticles.egress.Egress;
import verticles.identity.Role;
import verticles.market.MarketImport;
import verticles.postgres.Postgres;
import verticles.tasks.Backoff;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskHold;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/** The task {@code data.sync}: pulls a declared dataset of another server. */
public final class SyncTask implements TaskType<SyncTask.Wanted> {
  static final String NAME = "data.sync";

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final SyncConfig config;
  private final Egress egress;
  private final Postgres postgres;
  private final MarketImport imports;
  private final InstantSource clock;

  /**
   * What is to be pulled.
   *
   * @param full whether pages that have not changed are read again, too
   */
  public record Wanted(String source, boolean full) {}

  /** The type for the declared sources. */
  public SyncTask(
      SyncConfig config,
      Egress egress,
      Postgres postgres,
      MarketImport imports,
      InstantSource clock) {
    this.config = config;
    this.egress = egress;
    this.postgres = postgres;
    this.imports = imports;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Pulls a dataset of another server, page by page.";
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public JsonObject schema() {
    return new JsonObject(
            """
            {"type": "object", "additionalProperties": false, "required": ["source"], "properties": {
              "source": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,62}$"},
              "full": {"type": "boolean"}}}
            """)
        .put("examples", examples());
  }

  /** The declared sources, for those who look up what can be asked for. */
  private JsonArray examples() {
    JsonArray examples = new JsonArray();
    new TreeSet<>(config.sources().keySet())
        .forEach(source -> examples.add(new JsonObject().put("source", source)));
    return examples;
  }

  @Override
  public Wanted read(JsonObject payload) {
    Wanted wanted = new Wanted(payload.getString("source"), payload.getBoolean("full", false));
    if (!config.sources().containsKey(wanted.source())) {
      List<String> nearest = Nearest.several(wanted.source(), config.sources().keySet(), 3);
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "There is no such source.",
          List.of(
              new FieldError(
                  "/payload/source",
                  nearest.isEmpty()
                      ? "None is declared; the configuration names them at sync.sources."
                      : "Declared at sync.sources; the nearest are %s."
                          .formatted(String.join(", ", nearest)))));
    }
    return wanted;
  }

  @Override
  public TaskLimits limits() {
    return TaskLimits.perNode(2).inCluster(8).attempts(8).timeout(Duration.ofHours(6));
  }

  /** An upstream that is down is so for minutes rather than seconds. */
  @Override
  public Backoff backoff() {
    return new Backoff(Duration.ofSeconds(20), Duration.ofMinutes(15));
  }

  @Override
  public Optional<String> uniqueKey(Wanted wanted) {
    return Optional.of(wanted.source());
  }

  @Override
  public TaskResult run(Wanted wanted, TaskContext context) throws InterruptedException {
    SyncSource source = Objects.requireNonNull(config.sources().get(wanted.source()));
    new TaskHold(postgres).take(NAME + " " + wanted.source(), context, BUSY);
    PageTable table = new PageTable(wanted.source(), source, postgres);
    Map<String, KnownPage> known = wanted.full() ? Map.of() : table.known();
    Upstream upstream =
        new Upstream(
            source,
            known,
            egress,
            new Throttle(source.requestsPerSecond(), System.nanoTime()),
            clock);
    Progress reached =
        new SyncRun(
                source,
                new Ahead(upstream, new Pages(source), source.parallel()),
                batches(wanted.source(), source, context),
                table,
                known,
                context)
            .run();
    JsonObject numbers = reached.numbers().put("source", wanted.source());
    return new TaskResult(
        numbers,
        source.into() == Into.ROWS
            ? Optional.of("/api/v1/data/synced-rows?source=" + wanted.source())
            : Optional.empty());
  }

  private Batches batches(String name, SyncSource source, TaskContext context) {
    return source
        .into()
        .kind()
        .<Batches>map(kind -> new MarketBatches(source, kind, imports, context))
        .orElseGet(() -> new RowBatches(name, source, postgres, context));
  }
}
