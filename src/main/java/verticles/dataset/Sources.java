package verticles.dataset;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;
import verticles.postgres.Postgres;

/** The databases that datasets read. */
final class Sources {
  private static final long TOGETHER = 16L << 20;

  private final Map<String, Source> byName;

  Sources(Map<String, Postgres> databases) {
    Map<String, Source> sources = new HashMap<>();
    databases.forEach((name, database) -> sources.put(name, new Source(name, database)));
    this.byName = Map.copyOf(sources);
  }

  /** The rows of a dataset's query; UNAVAILABLE at once while its database does not answer. */
  Future<RowSet<Row>> query(Dataset dataset, Tuple values) {
    return ask(dataset, source -> source.query(dataset.query().sql(), values, most(dataset)));
  }

  /** The same for several values, in one go; fails as one. */
  Future<List<RowSet<Row>>> queryAll(Dataset dataset, List<Tuple> values) {
    DataSize most = new DataSize(together(most(dataset).bytes(), values.size()));
    return ask(dataset, source -> source.queryAll(dataset.query().sql(), values, most));
  }

  private <T> Future<T> ask(Dataset dataset, Function<Source, Future<T>> question) {
    Source source = byName.get(dataset.source());
    return source == null
        ? Future.failedFuture(unavailable(dataset, "is not connected"))
        : question
            .apply(source)
            .recover(
                thrown ->
                    Future.failedFuture(
                        thrown instanceof Source.SilentException
                            ? unavailable(dataset, "has not answered lately")
                            : thrown));
  }

  /** Arrays of small numbers are longer on their way than in the answer, where all is counted. */
  private static DataSize most(Dataset dataset) {
    return new DataSize(4 * dataset.maxBytes());
  }

  /** Several large answers are asked for one by one again rather than be in memory together. */
  private static long together(long each, int answers) {
    return Math.max(each, Math.min(TOGETHER, answers * each));
  }

  /** Finds out which databases do not answer; to be called several times a second. */
  void look() {
    byName.values().forEach(Source::look);
  }

  private static FailureException unavailable(Dataset dataset, String why) {
    return FailureException.of(
        Failure.UNAVAILABLE,
        "The source %s of the dataset %s %s.".formatted(dataset.source(), dataset.name(), why));
  }
}
