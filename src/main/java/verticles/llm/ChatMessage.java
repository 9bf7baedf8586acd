package verticles.llm;

/**
 * What somebody says in a chat.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 */
record ChatMessage(String role, String content) {
  static ChatMessage system(String content) {
    return new ChatMessage("system", content);
  }

  static ChatMessage user(String content) {
    return new ChatMessage("user", content);
  }

  /** Says who speaks, never what. */
  @Override
  public String toString() {
    return "%s: %d characters".formatted(role, content.length());
  }
}
