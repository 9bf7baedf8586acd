package verticles.embedded;

/** A program of an embedded server did not do its work; the message says how it ended. */
public final class ProgramFailedException extends RuntimeException {
  private final String output;

  ProgramFailedException(String how, String output) {
    super(output.isEmpty() ? how : how + ": " + output);
    this.output = output;
  }

  /** What the program printed. */
  public String output() {
    return output;
  }
}
