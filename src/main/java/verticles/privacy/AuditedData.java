package verticles.privacy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import verticles.audit.AuditEntry;
import verticles.audit.AuditReader;

/** What the audit log has about somebody: what he did and what was refused to him. */
final class AuditedData implements PersonalData {
  private final AuditReader reader;

  AuditedData(AuditReader reader) {
    this.reader = reader;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Future<JsonArray> export(String user) {
    return reader
        .of(user)
        .map(
            entries -> {
              JsonArray all = new JsonArray();
              entries.forEach(entry -> all.add(told(entry)));
              return all;
            });
  }

  private static JsonObject told(AuditEntry entry) {
    JsonObject told =
        new JsonObject()
            .put("row", entry.seq())
            .put("at", entry.at().toString())
            .put("operation", entry.operation())
            .put("subject", entry.subject())
            .put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT))
            .put("address", entry.address())
            .put("times", entry.times());
    entry.before().ifPresent(before -> told.put("before", new JsonObject(before)));
    entry.after().ifPresent(after -> told.put("after", new JsonObject(after)));
    return told;
  }

  @Override
  public Future<Long> erase(String user) {
    return reader.erase(user);
  }
}
