package verticles.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where rows are written, some at a time: all of a batch or none. It blocks. */
interface Batches {
  /** Rows of a batch. */
  int ROWS = 100;

  /**
   * What became of rows.
   *
   * @param unchanged there already, as they came
   */
  record Counts(long inserted, long updated, long unchanged) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          inserted + other.inserted, updated + other.updated, unchanged + other.unchanged);
    }
  }

  /**
   * Writes rows; the same rows again change nothing.
   *
   * @param first the place of the first one in its page, from 1 on, for messages
   * @param reached the checkpoint once they are written, without what became of them
   * @throws verticles.tasks.TaskFailure when a row cannot be stored, or another worker has the task
   */
  Counts write(List<JsonNode> rows, int first, JsonObject reached);

  /** Whether the checkpoint is kept with the rows, in their transaction. */
  boolean keepsCheckpoints();
}
