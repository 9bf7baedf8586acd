package verticles.tasks;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import verticles.bus.FieldError;

/**
 * What a validator found wrong with a payload: the innermost reports, each place once. It reports a
 * bad value again for everything around it.
 */
final class SchemaProblems {
  private static final int MOST = 20;

  private SchemaProblems() {}

  /** With pointers that begin where the payload is. */
  static List<FieldError> of(OutputUnit verdict, String root) {
    List<OutputUnit> reports =
        verdict.getErrors() == null
            ? List.of()
            : verdict.getErrors().stream()
                .filter(error -> error.getErrors() == null)
                // what says something comes before what only says that something is wrong
                .sorted(Comparator.comparing(SchemaProblems::isVague))
                .toList();
    List<FieldError> told = new ArrayList<>();
    for (OutputUnit report : reports) {
      String place = place(report);
      boolean around =
          reports.stream().anyMatch(other -> place(other).startsWith(place + "/"))
              || told.stream().anyMatch(error -> error.pointer().equals(root + place));
      if (!around) {
        told.add(new FieldError(root + place, said(report)));
      }
    }
    return List.copyOf(told.subList(0, Math.min(MOST, told.size())));
  }

  private static boolean isVague(OutputUnit report) {
    return String.valueOf(report.getError()).contains("does not match schema");
  }

  private static String said(OutputUnit report) {
    String error = String.valueOf(report.getError());
    return error.contains("additional properties") ? "There is no such field." : error;
  }

  private static String place(OutputUnit report) {
    return String.valueOf(report.getInstanceLocation()).replaceFirst("^#", "");
  }
}
