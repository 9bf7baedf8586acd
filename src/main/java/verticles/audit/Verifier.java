package verticles.audit;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks pieces of the chain, reading it in pages: the next one while it checks this one. */
final class Verifier {
  private static final int PAGE = 1000;

  private final AuditTable table;
  private final SealKeys keys;
  private final Supplier<List<Anchor>> anchors;

  Verifier(AuditTable table, SealKeys keys, Supplier<List<Anchor>> anchors) {
    this.table = table;
    this.keys = keys;
    this.anchors = anchors;
  }

  /**
   * Checks rows.
   *
   * @param from the first; those before the oldest kept row are passed over
   * @param to the last; those behind the end of the chain do not count as missing
   * @param most stops after so many, before the end of the range
   */
  Future<Verification> verify(long from, long to, long most) {
    return table
        .head()
        .compose(
            head ->
                table
                    .start()
                    .compose(
                        start ->
                            verify(start, head.mark(), Math.max(from, 1), to, most)
                                .compose(checked -> unlessDropped(start, checked, to, most))));
  }

  /** A month that was dropped meanwhile is not missing. */
  private Future<Verification> unlessDropped(
      DroppedMonth start, Verification checked, long to, long most) {
    if (checked.broken().isEmpty()) {
      return Future.succeededFuture(checked);
    }
    return table
        .start()
        .compose(
            now ->
                now.end().seq() > start.end().seq()
                    ? verify(checked.from(), to, most)
                    : Future.succeededFuture(checked));
  }

  private Future<Verification> verify(
      DroppedMonth start, Mark head, long from, long to, long most) {
    long first = Math.max(from, start.end().seq() + 1);
    if (!start.holds(keys)) {
      return Future.succeededFuture(
          new Verification(
              first,
              first - 1,
              0,
              0,
              0,
              true,
              Optional.of(
                  new Broken(
                      start.end().seq(),
                      "The note about the months that were dropped is not this server's."))));
    }
    return before(start, first)
        .compose(
            mark ->
                run(
                    new Run(new ChainCheck(mark, keys, anchors.get()), head, first, to, most),
                    table.after(mark.seq(), PAGE)));
  }

  /** The row in front of the range is taken as it is; a check of the range before looks at it. */
  private Future<Mark> before(DroppedMonth start, long first) {
    if (first == start.end().seq() + 1) {
      return Future.succeededFuture(start.end());
    }
    return table
        .after(first - 2, 1)
        .map(
            rows ->
                rows.isEmpty() || rows.getFirst().seq() != first - 1
                    ? new Mark(first - 2, Mark.START.hash(), Mark.START.recordedAt())
                    : rows.getFirst().mark());
  }

  private record Run(ChainCheck check, Mark head, long from, long to, long most) {
    Verification result(boolean complete, Optional<Broken> broken) {
      return new Verification(
          from,
          check.end().seq(),
          check.checked(),
          check.erased(),
          check.unknownKeys(),
          complete,
          broken);
    }
  }

  private Future<Verification> run(Run run, Future<List<ChainRow>> page) {
    return page.compose(
        rows -> {
          boolean last = rows.size() < PAGE;
          boolean enough = run.check.checked() + rows.size() >= run.most;
          Future<List<ChainRow>> next =
              last || enough
                  ? Future.succeededFuture(List.of())
                  : table.after(rows.getLast().seq(), PAGE);
          for (ChainRow row : rows) {
            if (row.seq() > run.to) {
              return Future.succeededFuture(upTo(run));
            }
            Optional<Broken> broken = run.check.next(row);
            if (broken.isPresent()) {
              return Future.succeededFuture(run.result(true, broken));
            }
          }
          if (last) {
            return Future.succeededFuture(run.result(true, run.check.end(run.head)));
          }
          return enough
              ? Future.succeededFuture(run.result(false, Optional.empty()))
              : run(run, next);
        });
  }

  /** A row behind the range was met: those of the range must have come before. */
  private static Verification upTo(Run run) {
    long expected = run.check.end().seq() + 1;
    return run.result(
        true,
        expected > run.to
            ? Optional.empty()
            : Optional.of(new Broken(expected, "The row is missing.")));
  }
}
