package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the rows of a chain out of events. */
final class Links {
  private final SealKey key;

  Links(SealKey key) {
    this.key = key;
  }

  /**
   * The rows behind a place.
   *
   * @param now by the database's clock; a row is never recorded before the one in front of it
   * @param pseudonyms of every name in the events
   */
  List<ChainRow> behind(
      Mark end, Instant now, List<AuditEvent> events, Map<String, Buffer> pseudonyms) {
    Instant micros = now.truncatedTo(ChronoUnit.MICROS);
    Instant recorded = micros.isBefore(end.recordedAt()) ? end.recordedAt() : micros;
    List<ChainRow> rows = new ArrayList<>();
    Mark before = end;
    for (AuditEvent event : events) {
      ChainRow row = behind(before, recorded, event, pseudonyms);
      rows.add(row);
      before = row.mark();
    }
    return rows;
  }

  private ChainRow behind(
      Mark before, Instant recorded, AuditEvent event, Map<String, Buffer> pseudonyms) {
    Detail detail =
        new Detail(
            Digests.salt(),
            event.subject(),
            event.who().address(),
            Bounds.document(event.before()),
            Bounds.document(event.after()));
    ChainRow.Columns columns =
        new ChainRow.Columns(
            recorded,
            event.at().truncatedTo(ChronoUnit.MICROS),
            pseudonyms.getOrDefault(event.who().name(), Buffer.buffer()),
            event.who().organisation(),
            event.operation(),
            event.outcome().name());
    Payload payload =
        new Payload(
            before.seq() + 1,
            columns.recordedAt(),
            columns.at(),
            columns.actor(),
            columns.organisation(),
            columns.operation(),
            event.outcome(),
            event.status(),
            event.requestId(),
            event.times(),
            detail.digest());
    Buffer bytes = payload.bytes();
    Buffer hash = ChainRow.hash(before.hash(), bytes);
    return new ChainRow(
        payload.seq(),
        columns,
        bytes,
        hash,
        key.id(),
        key.seal(hash),
        Optional.of(detail),
        Optional.empty());
  }
}
