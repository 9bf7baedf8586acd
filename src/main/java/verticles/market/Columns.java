package verticles.market;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Nearest;

/** Which field each column of a file stands for: by the request's mapping, else by its name. */
final class Columns {
  private final Kind kind;
  private final Map<String, Field> mapped = new HashMap<>();
  private final Set<Field> taken = EnumSet.noneOf(Field.class);

  private Columns(Kind kind) {
    this.kind = kind;
  }

  /**
   * The columns of a request.
   *
   * @throws FailureException BAD_REQUEST when the mapping names a field that is not there or twice
   */
  static Columns mapped(ImportRequest request) {
    Columns columns = new Columns(request.kind());
    request.columns().forEach(columns::map);
    return columns;
  }

  private void map(String column, String name) {
    Field field =
        Field.named(name)
            .filter(kind.fields()::contains)
            .orElseThrow(
                () ->
                    bad(
                        "The mapping %s=%s names no field of %s; did you mean %s? Fields are %s."
                            .formatted(
                                column,
                                name,
                                kind.label(),
                                Nearest.of(name, kind.fieldNames()),
                                String.join(", ", kind.fieldNames()))));
    if (!taken.add(field)) {
      throw bad("The mapping names the field %s twice.".formatted(name));
    }
    mapped.put(column, field);
  }

  /** The field a column stands for; empty for a column that is not imported. */
  Optional<Field> field(String column) {
    Field field = mapped.get(column);
    return field != null
        ? Optional.of(field)
        : Field.named(column)
            .filter(kind.fields()::contains)
            .filter(named -> !taken.contains(named));
  }

  /**
   * The field of each column of a header.
   *
   * @throws FailureException BAD_REQUEST when required fields are missing, a mapped column is not
   *     there, or two columns stand for one field
   */
  List<Optional<Field>> ofHeader(List<String> header, Set<Field> required) {
    mapped.keySet().stream()
        .filter(column -> !header.contains(column))
        .findFirst()
        .ifPresent(column -> rejectMapping(column, header));
    List<Optional<Field>> fields = new ArrayList<>();
    Set<Field> seen = new HashSet<>();
    for (String column : header) {
      Optional<Field> field = field(column);
      field
          .filter(found -> !seen.add(found))
          .ifPresent(
              twice -> {
                throw bad("Two columns of the file stand for %s.".formatted(twice.column()));
              });
      fields.add(field);
    }
    List<Field> missing =
        required.stream().filter(field -> !seen.contains(field)).sorted().toList();
    if (!missing.isEmpty()) {
      throw missing(missing, header);
    }
    return fields;
  }

  private static void rejectMapping(String column, List<String> header) {
    throw bad(
        "The mapping names a column %s that the file does not have; did you mean %s? %s"
            .formatted(column, Nearest.of(column, header), found(header)));
  }

  private static FailureException missing(List<Field> missing, List<String> header) {
    String names = missing.stream().map(Field::column).collect(joining(", "));
    String hint =
        missing.stream()
            .map(field -> "--map %s=%s".formatted(nearest(field, header), field.column()))
            .collect(joining(" "));
    return bad(
        "The file has no column for %s. %s Name the right columns with --map column=field (in a"
                .formatted(names, found(header))
            + " URL: map=column:field), for example "
            + hint
            + ".");
  }

  private static String nearest(Field field, List<String> header) {
    return header.size() == 1 ? header.getFirst() : Nearest.of(field.column(), header);
  }

  private static String found(List<String> header) {
    if (header.size() == 1 && header.getFirst().indexOf(';') >= 0) {
      return "Its header has no comma: columns are separated by commas, not by semicolons.";
    }
    return "Its columns are "
        + header.stream().limit(50).map(Values::quoted).collect(joining(", "))
        + ".";
  }

  private static FailureException bad(String detail) {
    return FailureException.of(Failure.BAD_REQUEST, detail);
  }
}
