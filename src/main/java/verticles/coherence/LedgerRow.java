package verticles.coherence;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** One target of an invalidation, as a row of the ledger has it. */
record LedgerRow(String kind, String what) {

  static List<LedgerRow> of(Invalidation invalidation) {
    return invalidation.targets().stream().map(LedgerRow::of).toList();
  }

  private static LedgerRow of(Target target) {
    return switch (target) {
      case Target.Key(String key) -> new LedgerRow("key", key);
      case Target.Tag(String tag) -> new LedgerRow("tag", tag);
      case Target.Namespace(String namespace) -> new LedgerRow("namespace", namespace);
      case Target.Pattern(String glob) -> new LedgerRow("pattern", glob);
      case Target.Everything all -> new LedgerRow("everything", "");
    };
  }

  private Target target() {
    return switch (kind) {
      case "key" -> new Target.Key(what);
      case "tag" -> new Target.Tag(what);
      case "namespace" -> new Target.Namespace(what);
      case "pattern" -> new Target.Pattern(what);
      // a newer build may know more kinds: to drop too much is never wrong
      default -> new Target.Everything();
    };
  }

  /** Puts the rows of each change together again, in the order of their first rows. */
  static List<Invalidation> invalidations(Iterable<Row> rows) {
    Map<String, Parts> changes = new LinkedHashMap<>();
    for (Row row : rows) {
      String id = row.getString("change_id");
      if (id != null) { // the row that only has the mark has none
        Mode mode = "EXPIRE".equals(row.getString("mode")) ? Mode.EXPIRE : Mode.REMOVE;
        changes
            .computeIfAbsent(id, first -> new Parts(mode, new ArrayList<>()))
            .targets()
            .add(new LedgerRow(row.getString("kind"), row.getString("what")).target());
      }
    }
    return changes.entrySet().stream()
        .map(all -> new Invalidation(all.getKey(), all.getValue().mode(), all.getValue().targets()))
        .toList();
  }

  private record Parts(Mode mode, List<Target> targets) {}
}
