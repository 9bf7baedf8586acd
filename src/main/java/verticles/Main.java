package verticles;

import verticles.cli.SpinReserve;

/** The entry point of the packaged jar. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(SpinReserve.run(arguments));
  }
}
