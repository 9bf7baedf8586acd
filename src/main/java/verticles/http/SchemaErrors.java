package verticles.http;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import verticles.bus.FieldError;

/**
 * What a validator found wrong with a body, each bad part once. It reports a bad value again for
 * everything around it, as "does not match schema"; that is left out.
 */
final class SchemaErrors {
  private static final int MOST = 20;
  private static final String UNKNOWN = "does not match additional properties schema";
  private static final Pattern AROUND =
      Pattern.compile(".* " + UNKNOWN + "|.* does not match schema|Items did not match schema.*");

  private SchemaErrors() {}

  static List<FieldError> of(OutputUnit unit) {
    List<FieldError> reported = new ArrayList<>();
    if (unit.getErrors() != null) {
      unit.getErrors().stream()
          .filter(error -> error.getErrors() == null)
          .map(SchemaErrors::told)
          .forEach(reported::add);
    }
    List<FieldError> found = new ArrayList<>();
    reported.stream()
        .filter(error -> !AROUND.matcher(error.detail()).matches())
        .forEach(found::add);
    reported.stream()
        .filter(error -> found.stream().noneMatch(known -> isInside(known, error)))
        .map(
            error ->
                error.detail().endsWith(UNKNOWN)
                    ? new FieldError(error.pointer(), "There is no such field.")
                    : error)
        .forEach(found::add);
    return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
  }

  private static boolean isInside(FieldError inner, FieldError outer) {
    return inner.pointer().equals(outer.pointer())
        || inner.pointer().startsWith(outer.pointer() + "/");
  }

  private static FieldError told(OutputUnit error) {
    String where = String.valueOf(error.getInstanceLocation()).replaceFirst("^#", "");
    return new FieldError(where.isEmpty() ? "/" : where, String.valueOf(error.getError()));
  }
}
