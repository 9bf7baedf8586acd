package verticles;

/** The command line. */
public final class Main {
  private Main() {}

  /** Starts. */
  public static void main(String[] arguments) {}
}
