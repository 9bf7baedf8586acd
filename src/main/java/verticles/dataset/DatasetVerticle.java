package verticles.dataset;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.cache.CacheMessage;
import verticles.postgres.Postgres;

/** Loads the answers of datasets from their databases, for the cache of this node. */
public final class DatasetVerticle extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(DatasetVerticle.class);

  /** More rows are written off the event loop. */
  private static final int INLINE_ROWS = 200;

  private static final long LOOK_MILLIS = 500;

  private static final FailureException NOT_TOGETHER =
      FailureException.of(
          Failure.UPSTREAM, "The questions could not be answered together; ask for each of them.");

  private final Bus bus;
  private final DatasetCatalog catalog;
  private final Sources sources;

  /**
   * The verticle of that catalog; one instance per node.
   *
   * @param sources the databases by the names that datasets use; {@code postgres} is the node's own
   */
  public DatasetVerticle(Bus bus, DatasetCatalog catalog, Map<String, Postgres> sources) {
    this.bus = bus;
    this.catalog = catalog;
    this.sources = new Sources(sources);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(LOOK_MILLIS, tick -> sources.look());
    return bus.<CacheMessage, CacheMessage>answer(
        CacheMessage.source(Question.SOURCE), this::answer);
  }

  private Future<CacheMessage> answer(CacheMessage asked) {
    return switch (asked) {
      case CacheMessage.Load load -> load(load).map(loaded -> loaded);
      case CacheMessage.LoadAll(List<CacheMessage.Load> loads) -> loadAll(loads);
      default -> throw new IllegalArgumentException(asked + " is no load");
    };
  }

  private Future<CacheMessage.Loaded> load(CacheMessage.Load load) {
    Addressed asked = Addressed.of(load, catalog);
    return sources
        .query(asked.dataset(), asked.values())
        .recover(thrown -> Future.failedFuture(explained(asked.dataset(), thrown)))
        .compose(rows -> offLoop(rows.size(), () -> asked.answered(rows)));
  }

  /** One dataset after the other. Who asked asks for each again when it fails, and hears why. */
  private Future<CacheMessage> loadAll(List<CacheMessage.Load> loads) {
    List<Addressed> all = loads.stream().map(load -> Addressed.of(load, catalog)).toList();
    Map<String, List<Addressed>> byDataset = new LinkedHashMap<>();
    all.forEach(
        asked ->
            byDataset
                .computeIfAbsent(asked.dataset().name(), fresh -> new ArrayList<>())
                .add(asked));
    Map<Addressed, CacheMessage.Loaded> answers = new IdentityHashMap<>();
    Future<?> done = Future.succeededFuture();
    for (List<Addressed> alike : byDataset.values()) {
      done = done.compose(before -> loadAlike(alike)).onSuccess(answers::putAll);
    }
    return done.<CacheMessage>map(
            each -> new CacheMessage.LoadedAll(all.stream().map(answers::get).toList()))
        .recover(thrown -> Future.failedFuture(NOT_TOGETHER));
  }

  private Future<Map<Addressed, CacheMessage.Loaded>> loadAlike(List<Addressed> asked) {
    return sources
        .queryAll(asked.getFirst().dataset(), asked.stream().map(Addressed::values).toList())
        .compose(
            rows -> offLoop(rows.stream().mapToInt(RowSet::size).sum(), () -> each(asked, rows)));
  }

  private static Map<Addressed, CacheMessage.Loaded> each(
      List<Addressed> asked, List<RowSet<Row>> rows) {
    Map<Addressed, CacheMessage.Loaded> answers = new IdentityHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      answers.put(asked.get(i), asked.get(i).answered(rows.get(i)));
    }
    return answers;
  }

  private <T> Future<T> offLoop(int rows, Supplier<T> work) {
    return rows <= INLINE_ROWS
        ? Future.succeededFuture(work).map(Supplier::get)
        : vertx.executeBlocking(work::get, false).map(Objects::requireNonNull);
  }

  /** The client reads which dataset failed; the log has what the database said. */
  private static FailureException explained(Dataset dataset, Throwable thrown) {
    FailureException failure = Failures.of(thrown);
    return switch (failure.failure()) {
      case TIMEOUT ->
          FailureException.of(
              Failure.TIMEOUT,
              "The dataset %s took too long at its source.".formatted(dataset.name()));
      case UNAVAILABLE, TOO_MANY -> failure;
      case TOO_LARGE -> dataset.tooLarge();
      default -> {
        LOGGER
            .atError()
            .addKeyValue("dataset", dataset.name())
            .addKeyValue("source", dataset.source())
            .setCause(thrown)
            .log("a dataset failed at its source");
        yield FailureException.of(
            Failure.UPSTREAM, "The dataset %s failed at its source.".formatted(dataset.name()));
      }
    };
  }
}
