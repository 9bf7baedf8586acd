package verticles.sync;

import com.fasterxml.jackson.core.JsonPointer;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import verticles.tasks.TaskFailure;

/** Reads the rows of an answer, and what it says of the next page. Numbers stay as they are. */
record PageReader(SyncSource source) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int LONGEST_NEXT = 2_000;

  /**
   * The page in an answer.
   *
   * @throws IOException when it is not JSON: it may have been cut off
   * @throws TaskFailure when it is, and does not have the declared shape
   */
  Page read(Buffer body, MultiMap headers, URI address) throws IOException {
    JsonNode document = JSON.readTree(body.getBytes());
    if (document == null || document.isMissingNode()) {
      throw new IOException("an empty answer");
    }
    JsonNode found = document.at(source.rows());
    if (!found.isArray()) {
      throw shape(
          "There is no array of rows at '%s'; the answer %s."
              .formatted(source.rows(), described(document)));
    }
    List<JsonNode> rows = new ArrayList<>(found.size());
    found.forEach(rows::add);
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).isObject()) {
        throw shape("The row %d is no JSON object.".formatted(i + 1));
      }
    }
    Optional<String> next = next(document, headers, address);
    return new Page(rows.size(), rows, true, digest(found, next), next, Validators.of(headers));
  }

  private Optional<String> next(JsonNode document, MultiMap headers, URI address) {
    return switch (source.paging()) {
      case LINK -> NextLink.find(headers.getAll("link"), address);
      case CURSOR -> cursor(document.at(JsonPointer.compile(source.next())));
      case NONE, PAGE, OFFSET -> Optional.empty();
    };
  }

  private Optional<String> cursor(JsonNode found) {
    if (found.isContainerNode() || found.isBoolean()) {
      if (found.isBoolean() && !found.booleanValue()) {
        return Optional.empty();
      }
      throw shape("The next cursor at '%s' is no text.".formatted(source.next()));
    }
    String text = found.isMissingNode() || found.isNull() ? "" : found.asText();
    if (text.length() > LONGEST_NEXT) {
      throw shape("The next cursor has more than %d characters.".formatted(LONGEST_NEXT));
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static TaskFailure shape(String detail) {
    return TaskFailure.permanent("The upstream's answer has another shape. " + detail);
  }

  private static String described(JsonNode document) {
    if (!document.isObject()) {
      return "is " + (document.isArray() ? "an array" : "no object");
    }
    List<String> names = new ArrayList<>();
    document.fieldNames().forEachRemaining(names::add);
    return "has "
        + String.join(
            ", ",
            names.stream().limit(10).map(n -> n.substring(0, Math.min(40, n.length()))).toList());
  }

  private static String digest(JsonNode rows, Optional<String> next) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(JSON.writeValueAsBytes(rows));
      digest.update(next.orElse("").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
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
