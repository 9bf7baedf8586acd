package verticles.market;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is imported, and what its file does not say itself.
 *
 * @param columns the field a file column stands for, where its name is not the field's name
 * @param zone of every row; empty when the file has a zone column
 * @param timeZone of zones that are new and not known, for example {@code Europe/Copenhagen}
 * @param portfolio of every row; none for prices; created when it is new
 * @param organisation whose portfolio it is; empty stands for {@code default}
 * @param intervalMinutes of rows that do not say theirs; 60 when empty
 */
public record ImportRequest(
    Kind kind,
    RowFormat format,
    Map<String, String> columns,
    Optional<String> zone,
    Optional<String> timeZone,
    Optional<String> portfolio,
    String organisation,
    OptionalInt intervalMinutes) {

  /** The organisation that exists in every database. */
  public static final String DEFAULT_ORGANISATION = "default";

  /** A request that leaves a mapping's order as it was written. */
  public ImportRequest {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    organisation = organisation.isEmpty() ? DEFAULT_ORGANISATION : organisation;
  }
}
