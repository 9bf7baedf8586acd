package verticles.dataset;

/** How the rows of a dataset are written. */
public enum Format {
  JSON("application/json; charset=utf-8"),
  CSV("text/csv; charset=utf-8; header=present");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** The value of {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }
}
