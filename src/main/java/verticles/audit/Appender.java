package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Appends batches to the chain that all nodes share. Nobody is locked out: each computes his rows
 * behind the end that he saw, and only he whose end is still the end moves it; the others look
 * again. One batch at a time.
 */
final class Appender {
  private static final int TRIES = 200;

  private final AuditTable table;
  private final Links links;
  private final Set<Long> months = new HashSet<>();
  // rows that may have been appended, though the database's answer was lost
  private final List<Mark> unsure = new ArrayList<>();

  Appender(AuditTable table, SealKey key) {
    this.table = table;
    this.links = new Links(key);
  }

  /**
   * Appends a batch.
   *
   * @return its last row; a failure means that it may be in the chain or not: try the same again
   */
  Future<Mark> append(List<AuditEvent> batch) {
    Set<String> names =
        batch.stream()
            .map(event -> event.who().name())
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    return table.pseudonyms(names).compose(pseudonyms -> attempt(batch, pseudonyms, TRIES));
  }

  private Future<Mark> attempt(
      List<AuditEvent> batch, Map<String, Buffer> pseudonyms, int triesLeft) {
    return settled()
        .compose(
            known ->
                known.isEmpty()
                    ? fresh(batch, pseudonyms, triesLeft)
                    : Future.succeededFuture(known.getFirst()));
  }

  private Future<Mark> fresh(
      List<AuditEvent> batch, Map<String, Buffer> pseudonyms, int triesLeft) {
    return table
        .head()
        .compose(head -> month(head).map(head))
        .compose(
            head -> {
              List<ChainRow> rows = links.behind(head.mark(), head.now(), batch, pseudonyms);
              Mark end = rows.getLast().mark();
              unsure.add(end);
              return table
                  .append(head.mark(), rows)
                  .compose(
                      appended -> {
                        if (appended) {
                          unsure.clear();
                          return Future.succeededFuture(end);
                        }
                        unsure.remove(end);
                        return triesLeft > 0
                            ? attempt(batch, pseudonyms, triesLeft - 1)
                            : Future.failedFuture("other nodes were always faster");
                      });
            });
  }

  /** Whether an earlier try of this batch got into the chain after all. */
  private Future<List<Mark>> settled() {
    Future<List<Mark>> found = Future.succeededFuture(List.of());
    for (Mark mark : List.copyOf(unsure)) {
      found =
          found.compose(
              known ->
                  known.isEmpty()
                      ? table.has(mark).map(there -> there ? List.of(mark) : known)
                      : Future.succeededFuture(known));
    }
    return found.onSuccess(
        known -> {
          if (!known.isEmpty()) {
            unsure.clear();
          }
        });
  }

  private Future<Void> month(AuditTable.Head head) {
    Instant recorded =
        head.now().isBefore(head.mark().recordedAt()) ? head.mark().recordedAt() : head.now();
    long month = Months.number(recorded);
    if (months.contains(month)) {
      return Future.succeededFuture();
    }
    return table.month(recorded).onSuccess(made -> months.add(month));
  }
}
