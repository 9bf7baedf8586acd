package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  private final Masking masking = new Masking(Set.of("nickname"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"password":"x"}                              | {"password":"***"}
          {"newPassword":"x","password_hash":"y"}       | {"newPassword":"***","password_hash":"***"}
          {"nickname":"x"}                              | {"nickname":"***"}
          {"a":{"api-key":"x","ok":[{"Token":"t"}]}}    | {"a":{"api-key":"***","ok":[{"Token":"***"}]}}
          {"keys":{"p256dh":"a","auth":"b"}}            | {"keys":{"p256dh":"***","auth":"***"}}
          {"credentials":{"user":"x"}}                  | {"credentials":"***"}
          {"header":"Bearer abc.def"}                   | {"header":"***"}
          {"url":"https://u:p@example.org/"}            | {"url":"***"}
          {"note":"eyJhbGciOi.eyJzdWIi.c2ln"}           | {"note":"***"}
          {"hasPassword":true,"maxTokens":5,"token":null} | {"hasPassword":true,"maxTokens":5,"token":null}
          {"key":"user/42","monkey":1,"url":"https://example.org/"} | {"key":"user/42","monkey":1,"url":"https://example.org/"}
          """)
  void secretsAreMaskedByNameAndByLook(String document, String masked) {
    assertThat(masking.mask(new JsonObject(document))).isEqualTo(new JsonObject(masked));
  }

  @Test
  void aDocumentThatIsTooLargeIsItsSizeAndDigest() {
    JsonObject large = new JsonObject().put("text", "x".repeat(Bounds.LARGEST_DOCUMENT));

    JsonObject kept = new JsonObject(Bounds.document(Optional.of(large)));

    assertThat(kept.getBoolean("tooLarge")).isTrue();
    assertThat(kept.getInteger("sizeBytes")).isEqualTo(large.toBuffer().length());
    assertThat(kept.getString("sha256")).hasSize(64);
  }

  @Test
  void whatNoDatabaseKeepsDoesNotHoldUpTheLog() {
    JsonObject strange =
        new JsonObject().put("a", "x\ud800y").put("b", "\u0000").put("c", Thread.currentThread());

    assertThat(Bounds.document(Optional.of(strange))).isNotEmpty().doesNotContain("\u0000");
    strange.remove("c");
    assertThat(new JsonObject(Bounds.document(Optional.of(strange))).getString("a"))
        .isEqualTo("x?y");
  }

  @Test
  void aTextIsOneShortLine() {
    assertThat(Bounds.line("a\nb\r\u0000c\u001b[31m")).isEqualTo("a?b??c?[31m");
    assertThat(Bounds.line("x".repeat(500))).hasSize(200).endsWith("…");
  }
}
