package verticles.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rows as their readers see them. What a row says is read from what was hashed. */
final class Entries {
  private static final int SHORT_PSEUDONYM = 4;

  private Entries() {}

  static AuditEntry of(ChainRow row) {
    Payload payload = payload(row);
    Optional<Detail> detail = row.detail();
    return new AuditEntry(
        row.seq(),
        payload.at(),
        payload.recordedAt(),
        actor(row, payload.actor()),
        payload.organisation(),
        payload.operation(),
        detail.map(Detail::subject).orElse(""),
        payload.outcome(),
        payload.status(),
        detail.map(Detail::address).orElse(""),
        payload.requestId(),
        payload.times(),
        detail.flatMap(known -> document(known.before())),
        detail.flatMap(known -> document(known.after())),
        detail.isEmpty(),
        Hex.of(row.hash()));
  }

  private static String actor(ChainRow row, Buffer pseudonym) {
    if (pseudonym.length() == 0) {
      return "";
    }
    return row.actor()
        .map(ChainRow.Actor::name)
        .orElseGet(() -> "erased:" + Hex.of(pseudonym.getBuffer(0, SHORT_PSEUDONYM)));
  }

  private static Optional<Map<String, Object>> document(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JsonObject(text).getMap());
    } catch (DecodeException tampered) {
      return Optional.of(Map.of("unreadable", text));
    }
  }

  /** What was hashed; of a row that somebody has changed, what its columns say. */
  private static Payload payload(ChainRow row) {
    try {
      return Payload.of(row.payload());
    } catch (IllegalArgumentException tampered) {
      ChainRow.Columns columns = row.columns();
      return new Payload(
          row.seq(),
          columns.recordedAt(),
          columns.at(),
          columns.actor(),
          columns.organisation(),
          columns.operation(),
          Outcome.valueOf(columns.outcome()),
          0,
          "",
          1,
          Buffer.buffer());
    }
  }

  /** All of a row, so that it can be checked without this server. */
  static String line(ChainRow row) {
    AuditEntry entry = of(row);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", entry.seq());
    line.put("at", entry.at().toString());
    line.put("recordedAt", entry.recordedAt().toString());
    line.put("actor", entry.actor());
    line.put("organisation", entry.organisation());
    line.put("operation", entry.operation());
    line.put("subject", entry.subject());
    line.put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT));
    line.put("status", entry.status());
    line.put("address", entry.address());
    line.put("requestId", entry.requestId());
    line.put("times", entry.times());
    entry.before().ifPresent(before -> line.put("before", before));
    entry.after().ifPresent(after -> line.put("after", after));
    line.put("erased", entry.erased());
    line.put("payload", Base64.getEncoder().encodeToString(row.payload().getBytes()));
    line.put("hash", entry.hash());
    line.put("keyId", Hex.of(row.keyId()));
    line.put("seal", Hex.of(row.seal()));
    return new JsonObject(line).encode();
  }
}
