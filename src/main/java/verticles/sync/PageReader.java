package verticles.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import verticles.tasks.TaskFailure;

/** Reads the rows of an answer, and what it says of the next page. Numbers stay as they are. */
record PageReader(SyncSource source) {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * The page in an answer.
   *
   * @throws IOException when it is not JSON: it may have been cut off
   * @throws TaskFailure when it is, and does not have the declared shape
   */
  Page read(Buffer body, MultiMap headers, URI address) throws IOException {
    AnswerScan found = AnswerScan.of(source, body.getBytes());
    RowTexts rows = found.rows();
    Optional<String> next =
        source.paging() == Paging.LINK
            ? NextLink.find(headers.getAll("link"), address)
            : found.next();
    return new Page(rows.size(), rows, true, digest(rows, next), next, Validators.of(headers));
  }

  private static String digest(RowTexts rows, Optional<String> next) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < rows.size(); i++) {
        digest.update(rows.body(), rows.from(i), rows.length(i));
        digest.update((byte) ',');
      }
      digest.update(next.orElse("").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One row as JSON text. */
  static String text(JsonNode row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
