package verticles.sync;

/** How an upstream splits a dataset. */
enum Paging {
  /** Not at all: one answer is all of it. */
  NONE(""),
  /** By numbered pages; one without rows is the end. */
  PAGE("page"),
  /** By the number of rows to leave out; an answer without rows is the end. */
  OFFSET("offset"),
  /** By a text that each answer gives for the next one. */
  CURSOR("cursor"),
  /** By the address in the header {@code Link} with {@code rel="next"}, RFC 8288. */
  LINK("");

  private final String parameter;

  Paging(String parameter) {
    this.parameter = parameter;
  }

  /** The usual query parameter; empty when there is none. */
  String parameter() {
    return parameter;
  }

  /** Whether the next page can be asked for before this one has come. */
  boolean isCounted() {
    return this == PAGE || this == OFFSET;
  }
}
