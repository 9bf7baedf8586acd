package verticles.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar that grows on one line of a terminal, when a person watches; it is silent otherwise. */
final class Bar {
  private static final int WIDTH = 40;

  private final PrintWriter terminal;
  private final boolean watched;
  private int shown = -1;

  Bar(PrintWriter terminal, boolean watched) {
    this.terminal = terminal;
    this.watched = watched;
  }

  /** Whether a person sees what is printed. */
  static boolean isWatched() {
    return System.console() != null && System.console().isTerminal();
  }

  /** Shows how much is done; of nothing, all is. */
  void show(long done, long total) {
    int percent = total == 0 ? 100 : (int) (100 * done / total);
    if (watched && percent != shown) {
      shown = percent;
      int filled = WIDTH * percent / 100;
      terminal.print(
          String.format(
              Locale.ROOT,
              "\r[%s%s] %3d %%",
              "#".repeat(filled),
              "-".repeat(WIDTH - filled),
              percent));
      terminal.flush();
    }
  }

  /** Leaves the line. */
  void end() {
    if (watched && shown >= 0) {
      terminal.println();
    }
  }
}
