package verticles.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import verticles.audit.AuditQuery;
import verticles.audit.Outcome;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** The parameters of the audit log's operations. */
final class AuditForm {
  private static final int USUAL = 100;

  private final Map<String, List<String>> query;
  private final List<FieldError> errors = new ArrayList<>();

  private AuditForm(Exchange exchange) {
    this.query = Reads.parameters(exchange.request());
  }

  /**
   * Which events are wanted.
   *
   * @throws FailureException BAD_REQUEST naming each bad parameter
   */
  static AuditQuery query(Exchange exchange) {
    AuditForm form = new AuditForm(exchange);
    AuditQuery wanted =
        new AuditQuery(
            form.text("actor"),
            form.text("operation"),
            form.text("subject"),
            form.outcome(),
            form.instant("from"),
            form.instant("to"),
            form.number("cursor", 0),
            (int) form.number("limit", USUAL));
    return form.checked(wanted);
  }

  record Range(Instant from, Instant to) {}

  static Range times(Exchange exchange) {
    AuditForm form = new AuditForm(exchange);
    Range range =
        new Range(
            form.instant("from").orElse(Instant.EPOCH),
            form.instant("to").orElse(Instant.parse("9999-01-01T00:00:00Z")));
    return form.checked(range);
  }

  record Rows(long from, long to) {}

  static Rows rows(Exchange exchange) {
    AuditForm form = new AuditForm(exchange);
    Rows rows = new Rows(form.number("fromRow", 1), form.number("toRow", Long.MAX_VALUE));
    if (rows.from() > rows.to()) {
      form.errors.add(new FieldError("fromRow", "It is at most toRow."));
    }
    return form.checked(rows);
  }

  private <T> T checked(T read) {
    if (!errors.isEmpty()) {
      throw FailureException.of(Failure.BAD_REQUEST, "Parameters are wrong.", errors);
    }
    return read;
  }

  private String text(String name) {
    return query.getOrDefault(name, List.of("")).getFirst();
  }

  private Optional<Outcome> outcome() {
    String text = text("outcome");
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Outcome.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** The contract has checked that it is a number, not how large it is. */
  private long number(String name, long usual) {
    String text = text(name);
    return text.isEmpty() ? usual : Long.parseLong(text);
  }

  private Optional<Instant> instant(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.isAfter(Instant.EPOCH)
          && instant.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        return Optional.of(instant);
      }
    } catch (DateTimeParseException malformed) {
      // said below
    }
    errors.add(new FieldError(name, "An instant such as 2026-11-21T08:00:00Z, from 1970 to 9998."));
    return Optional.empty();
  }
}
