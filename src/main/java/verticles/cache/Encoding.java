package verticles.cache;

/** A content coding an entry can be sent in. */
public enum Encoding {
  IDENTITY("", ""),
  GZIP("gzip", "-gz"),
  BROTLI("br", "-br");

  private final String token;
  private final String etagSuffix;

  Encoding(String token, String etagSuffix) {
    this.token = token;
    this.etagSuffix = etagSuffix;
  }

  /** The value of {@code Content-Encoding}; empty for identity, which has no such header. */
  public String token() {
    return token;
  }

  String etagSuffix() {
    return etagSuffix;
  }
}
