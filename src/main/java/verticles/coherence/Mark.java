package verticles.coherence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a ledger has been read.
 *
 * @param server which history of which server: its identifier and timeline
 * @param snapshot of PostgreSQL: the transactions that its reader saw
 */
record Mark(String server, String snapshot) {
  private static final Pattern FORM =
      Pattern.compile("([0-9A-Za-z.]{1,64})/(\\d{1,20}:\\d{1,20}:[0-9,]*)");

  /** The mark of a text; empty when it is none of a ledger. */
  static Optional<Mark> read(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new Mark(form.group(1), form.group(2))) : Optional.empty();
  }

  String text() {
    return server + "/" + snapshot;
  }
}
