package verticles.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;
import verticles.market.ImportReport;

/** Imports take CSV and NDJSON as they are: nothing is unpacked, and no XML is parsed. */
class ImportAttacksTest {
  private static final String PRICES = "/api/v1/market/prices?zone=DK1";
  private static final int BOMB = 32 << 20;

  private final AtomicInteger imported = new AtomicInteger();
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    server.importer =
        (request, rows) -> {
          imported.incrementAndGet();
          return new ImportReport("prices", rows.readAllBytes().length, 0, 0, 0, 0);
        };
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(byte[] body, String... headers) {
    return server.send(
        server.as(Role.TRADER, PRICES).headers(headers).POST(BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "text/xml; charset=utf-8",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/zip",
        "application/gzip",
        "application/x-yaml",
        "application/x-java-serialized-object",
        "multipart/form-data; boundary=x"
      })
  void a_format_that_can_do_more_than_hold_rows_is_refused(String type) {
    byte[] entity =
        """
        <?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""
            .getBytes(UTF_8);

    HttpResponse<String> answer = post(entity, "Content-Type", type);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("text/csv").doesNotContain("root:");
    assertThat(imported).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "br", "zstd", "deflate", "identity, gzip", "GZIP"})
  void a_compressed_body_is_refused_and_not_unpacked(String coding) throws IOException {
    HttpResponse<String> answer =
        post(gzipped(), "Content-Type", "text/csv", "Content-Encoding", coding);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(imported).hasValue(0);
  }

  @Test
  void a_second_coding_does_not_make_it_be_unpacked() throws IOException {
    byte[] bomb = gzipped();

    HttpResponse<String> answer =
        post(
            bomb,
            "Content-Type",
            "text/csv",
            "Content-Encoding",
            "identity",
            "Content-Encoding",
            "gzip");

    // whatever is answered, the importer saw no more bytes than were sent
    assertThat(answer.statusCode()).isIn(200, 400, 415);
    if (answer.statusCode() == 200) {
      assertThat(answer.body()).contains("\"rows\":" + bomb.length);
    }
  }

  @Test
  void an_archive_that_says_it_is_csv_is_read_as_its_own_bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("prices.csv"));
      zip.write(new byte[BOMB]);
    }

    HttpResponse<String> answer = post(bytes.toByteArray(), "Content-Type", "text/csv");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(":" + bytes.size());
  }

  private static byte[] gzipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[BOMB]);
    }
    return bytes.toByteArray();
  }
}
