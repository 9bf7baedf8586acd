package verticles.dataset;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Map;
import java.util.Objects;
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
    return bus.<CacheMessage.Load, CacheMessage.Loaded>answer(
        CacheMessage.source(Question.SOURCE), this::load);
  }

  private Future<CacheMessage.Loaded> load(CacheMessage.Load load) {
    Question question = Question.of(load);
    Dataset dataset = catalog.find(question.dataset());
    String wanted = load.question().getOrDefault(Question.DECLARATION, dataset.fingerprint());
    if (!wanted.equals(dataset.fingerprint())) {
      throw FailureException.of(
          Failure.NOT_FOUND,
          "This node declares the dataset %s differently.".formatted(dataset.name()));
    }
    return sources
        .query(dataset, Binding.of(dataset, question))
        .recover(thrown -> Future.failedFuture(explained(dataset, thrown)))
        .compose(rows -> write(dataset, question, rows));
  }

  private Future<CacheMessage.Loaded> write(Dataset dataset, Question question, RowSet<Row> rows) {
    return rows.size() <= INLINE_ROWS
        ? Future.succeededFuture(rows).map(few -> loaded(dataset, question, few))
        : vertx
            .executeBlocking(() -> loaded(dataset, question, rows), false)
            .map(Objects::requireNonNull);
  }

  private static CacheMessage.Loaded loaded(Dataset dataset, Question question, RowSet<Row> rows) {
    Answer answer = Answer.of(dataset, question, rows);
    return new CacheMessage.Loaded(
        AnswerWriter.write(answer, question.format()), question.format().contentType());
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
