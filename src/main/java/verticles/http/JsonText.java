package verticles.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * The bounds of a JSON body, looked at before it is read: one value, each field once, not deep, not
 * many values, and texts that every part of the server can keep. A validator that reports each of a
 * hundred thousand bad values would take all memory there is.
 */
final class JsonText {
  static final int DEEPEST = 50;
  static final int MOST_TOKENS = 20_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(100)
                  .maxNameLength(1000)
                  .build())
          .build();

  private JsonText() {}

  /**
   * How many names and values a body within the bounds has.
   *
   * @throws FailureException BAD_REQUEST naming the place
   */
  static int check(Buffer body) {
    try (JsonParser parser = JSON.createParser(text(body))) {
      int tokens = 0;
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw bad("/", "There is no JSON in the body.");
      }
      while (token != null) {
        if (++tokens > MOST_TOKENS) {
          throw bad("/", "It has more than %d names and values.".formatted(MOST_TOKENS));
        }
        check(parser, token);
        boolean whole = parser.getParsingContext().inRoot();
        token = parser.nextToken();
        if (whole && token != null) {
          throw bad("/", "There is more than one value.");
        }
      }
      return tokens;
    } catch (IOException malformed) {
      throw bad("/", "It is not JSON as expected: a field twice, too deep, or malformed.");
    }
  }

  private static String text(Buffer body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
  }

  private static void check(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
      String text = parser.getText();
      if (text.codePoints().anyMatch(JsonText::isUnkeepable)) {
        throw bad(place(parser), "There is a NUL, or half of one character, in it.");
      }
    } else if (token.isNumeric() && !Double.isFinite(parser.getDoubleValue())) {
      throw bad(place(parser), "The number is too large.");
    }
  }

  private static boolean isUnkeepable(int c) {
    return c == 0 || Character.getType(c) == Character.SURROGATE;
  }

  private static String place(JsonParser parser) {
    JsonPointer pointer = parser.getParsingContext().pathAsPointer();
    return pointer.toString().isEmpty() ? "/" : pointer.toString();
  }

  private static FailureException bad(String pointer, String why) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The body is not what the contract says.",
        List.of(new FieldError(pointer, why)));
  }
}
