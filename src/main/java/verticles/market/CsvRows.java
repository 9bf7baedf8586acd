package verticles.market;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * Reads rows of CSV with a header. Each line is parsed by itself, so that a quote left open spoils
 * one line and not the rest of the file.
 */
final class CsvRows implements RowReader.Form {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final List<Optional<Field>> columns;

  private CsvRows(List<Optional<Field>> columns) {
    this.columns = columns;
  }

  static CsvRows open(ImportRequest request, Lines lines) throws IOException {
    Columns columns = Columns.mapped(request);
    List<String> header = header(lines).stream().map(String::strip).toList();
    Set<Field> required = EnumSet.copyOf(request.kind().required());
    if (request.zone().isEmpty()) {
      required.add(Field.ZONE);
    }
    return new CsvRows(columns.ofHeader(header, required));
  }

  private static List<String> header(Lines lines) throws IOException {
    while (true) {
      switch (lines.next().orElse(null)) {
        case null -> throw bad("The file is empty.");
        case Line.Unreadable(long number, String reason) ->
            throw bad("The file's header (line %d) %s.".formatted(number, reason));
        case Line.Text(_, String text) when text.isBlank() -> {}
        case Line.Text(long number, String text) -> {
          try {
            return values(text);
          } catch (BadValueException e) {
            throw bad("The file's header (line %d) %s.".formatted(number, e.reason()));
          }
        }
      }
    }
  }

  @Override
  public RawRow row(long number, String text) {
    try {
      List<String> values = values(text);
      if (values.size() != columns.size()) {
        return new RawRow.Broken(
            number,
            "has %d values; the header has %d columns".formatted(values.size(), columns.size()));
      }
      Map<Field, String> texts = new EnumMap<>(Field.class);
      for (int i = 0; i < values.size(); i++) {
        String value = values.get(i).strip();
        if (!value.isEmpty()) {
          columns.get(i).ifPresent(field -> texts.put(field, value));
        }
      }
      return new RawRow.Texts(number, texts);
    } catch (BadValueException e) {
      return new RawRow.Broken(number, e.reason());
    }
  }

  private static List<String> values(String text) throws BadValueException {
    return text.indexOf('"') < 0 ? List.of(text.split(",", -1)) : quotedValues(text);
  }

  private static List<String> quotedValues(String text) throws BadValueException {
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      List<String> values = new ArrayList<>();
      for (CSVRecord row : parser) {
        row.forEach(values::add);
      }
      return values;
    } catch (IOException | RuntimeException unbalanced) {
      throw new BadValueException("has a quote that is not closed in the line, or text after one");
    }
  }

  private static FailureException bad(String detail) {
    return FailureException.of(Failure.BAD_REQUEST, detail);
  }
}
