package verticles.llm;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import verticles.config.Secret;
import verticles.egress.RetryAfter;

/** What an endpoint says about its errors: what they mean, in few words and without secrets. */
record ErrorText(Secret key, InstantSource clock) {
  private static final int LONGEST = 300;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Pattern KEYS =
      Pattern.compile("(?i)\\b(bearer +|(sk|pk|api|key|token)[-_])[A-Za-z0-9_.~+/=*-]{6,}");
  private static final Pattern TOO_LONG =
      Pattern.compile("(?i)context[ _-]?(length|window|size)|maximum context|too many tokens");

  /** Types and codes of errors that would come again, as OpenAI writes them. */
  private static final Set<String> LASTING =
      Set.of(
          "invalid_request_error",
          "authentication_error",
          "permission_error",
          "not_found_error",
          "insufficient_quota",
          "invalid_api_key",
          "model_not_found",
          "content_filter",
          "400",
          "401",
          "403",
          "404");

  /** An error in the place of an answer. */
  ChatFailure refusal(int status, MultiMap headers, Buffer body) {
    Optional<JsonObject> document = document(body);
    String told = document.map(ErrorText::message).orElse("");
    String detail = "The LLM endpoint answered %d%s".formatted(status, said(told));
    if (isTooLong(document, told)) {
      return ChatFailure.tooLong(detail);
    }
    boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
    if (!passing || code(document).equals("insufficient_quota")) {
      return ChatFailure.refused(detail);
    }
    return ChatFailure.unwell(detail, RetryAfter.of(headers, clock.instant(), LONGEST_WAIT));
  }

  /** An error within an answer that began well. */
  ChatFailure inBand(JsonObject event) {
    Optional<JsonObject> document = Optional.of(event);
    String told = message(event);
    String detail = "The LLM endpoint broke off%s".formatted(said(told));
    if (isTooLong(document, told)) {
      return ChatFailure.tooLong(detail);
    }
    return LASTING.contains(code(document)) || LASTING.contains(type(document))
        ? ChatFailure.refused(detail)
        : ChatFailure.unwell(detail);
  }

  private String said(String told) {
    String clean = told.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (!key.reveal().isEmpty()) {
      clean = clean.replace(key.reveal(), "***");
    }
    clean = KEYS.matcher(clean).replaceAll("***");
    return clean.isEmpty()
        ? "."
        : ": " + (clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean);
  }

  private static boolean isTooLong(Optional<JsonObject> document, String told) {
    return code(document).equals("context_length_exceeded") || TOO_LONG.matcher(told).find();
  }

  private static Optional<JsonObject> document(Buffer body) {
    try {
      return body.length() == 0 ? Optional.empty() : Optional.of(new JsonObject(body));
    } catch (DecodeException | ClassCastException noObject) {
      return Optional.empty();
    }
  }

  /** Of {@code {"error": {"message"}}}, {@code {"error": "…"}}, or what else servers write. */
  private static String message(JsonObject document) {
    Object error = document.getValue("error");
    Object told = error instanceof JsonObject object ? object.getValue("message") : error;
    if (told == null) {
      told = document.getValue("message", document.getValue("detail", ""));
    }
    return told instanceof String text ? text : "";
  }

  private static String code(Optional<JsonObject> document) {
    return word(document, "code");
  }

  private static String type(Optional<JsonObject> document) {
    return word(document, "type");
  }

  private static String word(Optional<JsonObject> document, String name) {
    return document
        .map(given -> given.getValue("error"))
        .map(error -> error instanceof JsonObject object ? object.getValue(name) : null)
        .map(word -> word.toString().toLowerCase(Locale.ROOT))
        .orElse("");
  }
}
