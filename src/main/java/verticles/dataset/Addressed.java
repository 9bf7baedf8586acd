package verticles.dataset;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;

/** A question and the dataset of this node that answers it. */
record Addressed(Question question, Dataset dataset) {

  /**
   * The question of a load.
   *
   * @throws FailureException NOT_FOUND when there is no such dataset, or it is declared differently
   */
  static Addressed of(CacheMessage.Load load, DatasetCatalog catalog) {
    Question question = Question.of(load);
    Dataset dataset = catalog.find(question.dataset());
    String wanted = load.question().getOrDefault(Question.DECLARATION, dataset.fingerprint());
    if (!wanted.equals(dataset.fingerprint())) {
      throw FailureException.of(
          Failure.NOT_FOUND,
          "This node declares the dataset %s differently.".formatted(dataset.name()));
    }
    return new Addressed(question, dataset);
  }

  /** What the dataset's query needs. */
  Tuple values() {
    return Binding.of(dataset, question);
  }

  /** The answer of what the database gave. */
  CacheMessage.Loaded answered(RowSet<Row> rows) {
    return new CacheMessage.Loaded(
        AnswerWriter.write(Answer.of(dataset, question, rows), question.format()),
        question.format().contentType());
  }
}
