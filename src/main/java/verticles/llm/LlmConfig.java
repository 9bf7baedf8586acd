package verticles.llm;

import java.net.URI;
import java.time.Duration;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Default;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The {@code llm} section: the endpoint of a large language model.
 *
 * @param url of the API with its version, such as {@code https://api.openai.com/v1}; empty: there
 *     is none. Its host is listed in {@code egress.llm} as well
 * @param key sent as a bearer token; empty: the sealed secret {@code llm/key}, else none is sent
 * @param deadline of a whole answer; that of {@code egress.llm} may be shorter
 * @param maxTokens of an answer; whoever asks may want fewer
 * @param limitField how the endpoint calls that
 * @param context tokens that the model reads and writes together
 * @param largestDocument of {@code document.enhance}
 */
public record LlmConfig(
    @Default("")
        @Matching(
            value = "|https?://[!-~&&[^?#@]]{1,500}",
            form = "empty, or an address such as https://api.openai.com/v1 without query")
        String url,
    @Default("") @Matching(value = "[!-~]{0,200}", form = "the name of a model") String model,
    @Default("") @Matching(value = "[!-~]{0,1000}", form = "a key without spaces") Secret key,
    @Default("2m") @Between(min = "1s", max = "10m") Duration deadline,
    @Default("2048") @Between(min = "16", max = "200000") int maxTokens,
    @Default("max-tokens") LimitField limitField,
    @Default("8192") @Between(min = "1024", max = "10000000") int context,
    @Default("1MiB") @Between(min = "1KiB", max = "16MiB") DataSize largestDocument) {

  /** How an endpoint calls the most tokens of an answer. */
  public enum LimitField {
    /** What nearly all know. */
    MAX_TOKENS,
    /** What newer models of OpenAI want. */
    MAX_COMPLETION_TOKENS
  }

  /** Tokens that are left for instructions. */
  static final int RESERVED = 400;

  /**
   * Checks that the settings fit together.
   *
   * @throws IllegalArgumentException when a url is set without a model, or an answer would leave no
   *     room for what is asked
   */
  public LlmConfig {
    if (!url.isEmpty() && model.isEmpty()) {
      throw new IllegalArgumentException("a model where there is a url");
    }
    if (context < maxTokens + 2 * RESERVED) {
      throw new IllegalArgumentException(
          "a context of at least max-tokens and %d".formatted(2 * RESERVED));
    }
  }

  /** Whether there is an endpoint. */
  public boolean configured() {
    return !url.isEmpty();
  }

  /** Where chats are asked for. */
  URI chats() {
    return URI.create(url.replaceFirst("/+$", "") + "/chat/completions");
  }
}
