package verticles.llm;

import java.nio.charset.StandardCharsets;

/**
 * How large the parts of a document may be, so that they and their results fit into the model. A
 * token is taken as three bytes of UTF-8: less than English has, and about what Chinese has.
 */
record PartSize(LlmConfig config) {
  private static final double BYTES_OF_A_TOKEN = 3;

  /** A result that is as long as its part may be a little longer. */
  private static final double ROOM = 0.8;

  /** The most characters of a part of that text. */
  int characters(String text, Enhancement wanted) {
    double bytesOfOne =
        text.getBytes(StandardCharsets.UTF_8).length / (double) Math.max(1, text.length());
    double instructions = wanted.task().length() / BYTES_OF_A_TOKEN;
    double fitting =
        Math.max(1, config.context() - config.maxTokens() - LlmConfig.RESERVED / 2 - instructions);
    double tokens = wanted.condenses() ? fitting : Math.min(fitting, ROOM * config.maxTokens());
    return (int) Math.clamp(tokens * BYTES_OF_A_TOKEN / bytesOfOne, 200, 1e8);
  }
}
