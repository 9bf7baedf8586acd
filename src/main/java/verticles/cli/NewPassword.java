package verticles.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Asks for a new password: twice at a terminal, else the first line of the standard input. */
final class NewPassword {
  private NewPassword() {}

  static String ask() throws IOException {
    Console console = System.console();
    return console != null && console.isTerminal() ? twice(console) : firstLine();
  }

  private static String twice(Console console) {
    String first = new String(console.readPassword("New password: "));
    String second = new String(console.readPassword("Once more: "));
    if (!first.equals(second)) {
      throw FailureException.of(Failure.BAD_REQUEST, "The two are not the same.");
    }
    return first;
  }

  private static String firstLine() throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (line == null || line.isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST, "The password is read from the standard input, which is empty.");
    }
    return line;
  }
}
