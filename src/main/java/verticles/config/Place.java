package verticles.config;

/**
 * Where a setting was read.
 *
 * @param source the file's name, or {@code environment}
 * @param line 1-based; 0 when the source has no lines
 * @param column 1-based; 0 when the source has no columns
 */
public record Place(String source, int line, int column) {

  static Place environment(String variable) {
    return new Place("environment variable " + variable, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
