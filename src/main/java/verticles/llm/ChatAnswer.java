package verticles.llm;

/**
 * What a model answered.
 *
 * @param model as the endpoint names it
 * @param finishReason {@code stop}; {@code length} when it was cut at the most tokens; or another
 *     word of the endpoint
 */
record ChatAnswer(String text, String model, String finishReason, Usage usage) {
  /** Whether it had more to say. */
  boolean cut() {
    return finishReason.equals("length");
  }

  /** Says how long it is, never what it says. */
  @Override
  public String toString() {
    return "%d characters of %s, %s".formatted(text.length(), model, finishReason);
  }
}
