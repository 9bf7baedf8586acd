package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.ConfigException;
import verticles.tasks.TaskFailure;
import verticles.testing.TestConfig;

class PageReaderTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static PageReader reader(String declaration) {
    String source = "url: http://example.com/things\nkey: [id]\n" + declaration;
    return new PageReader(
        Objects.requireNonNull(
            TestConfig.section("sync", SyncConfig.class, "sources:\n  a:\n" + source.indent(4))
                .sources()
                .get("a")));
  }

  private static Page read(String declaration, byte[] body) throws IOException {
    return reader(declaration)
        .read(
            Buffer.buffer(body),
            MultiMap.caseInsensitiveMultiMap(),
            URI.create("http://example.com/things"));
  }

  private static Page read(String declaration, String body) throws IOException {
    return read(declaration, body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``           | [{"id":1},{"id":2}]
          ``           | ` [ {"id" : 1} ,\t{ "id":2 } ] `
          /rows        | {"rows":[{"id":1},{"id":2}]}
          /rows        | {"more":{"rows":[5]},"list":[{"rows":[7]}],"rows":[{"id":1},{"id":2}],"end":1}
          /data/0/rows | {"data":[{"note":"Größe €","rows":[{"id":1},{"id":2}]},{"rows":[3]}]}
          /a~1b/ü      | {"a/b":{"ü":[{"id":1},{"id":2}]}}
          """)
  void rows_are_found_where_they_are_declared(String at, String body) throws IOException {
    Page page = read("rows: '%s'".formatted(at), body);

    assertThat(page.size()).isEqualTo(2);
    assertThat(page.rows().stream().map(row -> row.get("id").intValue())).containsExactly(1, 2);
  }

  @Test
  void a_row_comes_as_it_was_sent() throws IOException {
    String row = "{\"id\":\"ä\\u20ac😀\",\"n\":1.10,\"deep\":{\"list\":[1,[],{}],\"none\":null}}";

    List<JsonNode> rows = read("", "[" + row + ",\n " + row + "]").rows();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
    assertThat(JSON.readTree(PageReader.text(rows.get(0)))).isEqualTo(JSON.readTree(row));
    assertThat(PageReader.text(rows.get(1))).contains("1.10");
  }

  @Test
  void a_byte_order_mark_shifts_nothing() throws IOException {
    Page page = read("", "\ufeff[{\"id\":\"é\"},{\"id\":\"b\"}]");

    assertThat(page.rows()).extracting(row -> row.get("id").asText()).containsExactly("é", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "abc"   | abc
          17      | 17
          1.50    | 1.50
          ""      | ``
          null    | ``
          false   | ``
          """)
  void the_next_cursor_is_its_text_wherever_it_stands(String said, String cursor)
      throws IOException {
    String before = "{\"meta\":{\"next\":%s},\"rows\":[{\"id\":1}]}".formatted(said);
    String after = "{\"rows\":[{\"id\":1}],\"meta\":{\"next\":%s}}".formatted(said);

    for (String body : List.of(before, after)) {
      assertThat(read("paging: cursor\nrows: /rows\nnext: /meta/next", body).next().orElse(""))
          .isEqualTo(cursor);
    }
  }

  @Test
  void without_a_cursor_there_is_no_next_page() throws IOException {
    assertThat(read("paging: cursor\nrows: /rows", "{\"rows\":[]}").next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[{\"id\":1}",
        "[{\"id\":1}] []",
        "[{\"id\":1}]]",
        "[{\"id\":1,\"id\":2}]",
        "[{\"id\":}]",
        "[{\"id\":1},]",
        "no"
      })
  void what_is_no_json_may_come_better_another_time(String body) {
    assertThatThrownBy(() -> read("", body)).isInstanceOf(IOException.class);
  }

  @Test
  void another_shape_is_told() {
    Map.of(
            "[{\"id\":1}]", "There is no array of rows at '/rows'; the answer is an array.",
            "5", "the answer is no object.",
            "{\"items\":[],\"total\":3}", "the answer has items, total.",
            "{\"rows\":{}}", "the answer has rows.",
            "{\"rows\":[{\"id\":1},2]}", "The row 2 is no JSON object.",
            "{\"rows\":[],\"nextCursor\":{}}", "The next cursor at '/nextCursor' is no text.")
        .forEach(
            (body, told) ->
                assertThatThrownBy(() -> read("paging: cursor\nrows: /rows", body))
                    .as(body)
                    .isInstanceOf(TaskFailure.class)
                    .hasMessageContaining(told));
  }

  @Test
  void text_in_another_encoding_is_refused() {
    assertThatThrownBy(() -> read("", "[{\"id\":1}]".getBytes(StandardCharsets.UTF_16BE)))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void pages_with_other_rows_or_another_cursor_differ() throws IOException {
    String declaration = "paging: cursor\nrows: /rows";
    String page = "{\"rows\":[{\"id\":1},{\"id\":2}],\"nextCursor\":\"a\"}";

    assertThat(read(declaration, page).digest()).isEqualTo(read(declaration, page).digest());
    assertThat(read(declaration, page.replace("\"a\"", "\"b\"")).digest())
        .isNotEqualTo(read(declaration, page).digest());
    assertThat(read(declaration, page.replace(":2", ":3")).digest())
        .isNotEqualTo(read(declaration, page).digest());
  }

  @Test
  void a_cursor_within_the_rows_is_refused_at_start() {
    assertThatThrownBy(() -> reader("paging: cursor\nrows: /rows\nnext: /rows/0/next"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("outside of the rows");
  }
}
