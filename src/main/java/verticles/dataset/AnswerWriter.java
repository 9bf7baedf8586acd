package verticles.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes an answer as JSON, or as CSV by RFC 4180. */
final class AnswerWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private AnswerWriter() {}

  /**
   * The body of an answer.
   *
   * @throws verticles.bus.FailureException TOO_LARGE when it would have more bytes than the dataset
   *     allows
   */
  static byte[] write(Answer answer, Format format) {
    BoundedBytes body = new BoundedBytes(answer.dataset());
    try {
      switch (format) {
        case JSON -> json(answer, body);
        case CSV -> csv(answer, body);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("nothing is written outside memory", impossible);
    }
    return body.toByteArray();
  }

  private static void json(Answer answer, BoundedBytes body) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("dataset", answer.dataset().name());
      json.writeBooleanField("simulated", answer.simulated());
      json.writeNumberField("rowCount", answer.rows().size());
      if (answer.dataset().paging().isPresent()) {
        json.writeFieldName("nextCursor");
        Cells.write(answer.nextCursor().orElse(null), json);
      }
      json.writeArrayFieldStart("columns");
      for (Column column : answer.columns()) {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (Tuple row : answer.rows()) {
        row(answer, row, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void row(Answer answer, Tuple row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < answer.columns().size(); i++) {
      json.writeFieldName(answer.columns().get(i).name());
      Cells.write(row.getValue(i), json);
    }
    json.writeEndObject();
  }

  private static void csv(Answer answer, BoundedBytes body) throws IOException {
    Writer text = new OutputStreamWriter(body, StandardCharsets.UTF_8);
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      for (Column column : answer.columns()) {
        csv.print(column.name());
      }
      csv.println();
      for (Tuple row : answer.rows()) {
        for (int i = 0; i < answer.columns().size(); i++) {
          Object plain = Cells.plain(row.getValue(i));
          csv.print(plain == null ? null : Cells.text(plain));
        }
        csv.println();
      }
    }
  }
}
