package verticles.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import verticles.Configuration;
import verticles.Node;

/** A node in the foreground: started, announced on the terminal, stopped by a signal. */
final class Foreground {
  private Foreground() {}

  /** Runs until the process is told to stop; answers the exit code. */
  static int run(Configuration configuration, PrintWriter out) throws Exception {
    Node node = new Node(configuration);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              node.stop();
              stopped.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      node.start();
    } catch (Exception e) {
      node.stop();
      throw e;
    }
    node.demoAccount()
        .ifPresent(
            account ->
                out.printf(
                    "sign in as %s with the password %s (simulated data)%n",
                    account.username(), account.password()));
    long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = (System.currentTimeMillis() - startedAt) / 1000.0;
    out.println(String.format(Locale.ROOT, "ready %s in %.1f s", node.url(), seconds));
    out.flush();
    stopped.await();
    return 0;
  }
}
