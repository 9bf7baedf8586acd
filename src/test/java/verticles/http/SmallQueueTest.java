package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallQueueTest {
  private static final int CONNECTIONS = 50;

  @Test
  void aSilentConnectionHasNoLargeQueue(@TempDir Path data) throws Exception {
    try (TestServer server = new TestServer(data).open()) {
      int before = largeQueues();
      List<Raw> open = new ArrayList<>();
      for (int connection = 0; connection < CONNECTIONS; connection++) {
        Raw raw = server.raw();
        open.add(raw);
        assertThat(raw.send("GET /health/live HTTP/1.1\nHost: x\n\n").answer().status())
            .isEqualTo(200);
      }

      assertThat(largeQueues() - before).isLessThan(CONNECTIONS / 2);
      for (Raw raw : open) {
        raw.close();
      }
    }
  }

  /** Those of Netty in this JVM, of 4.6 kB each. */
  private static int largeQueues() throws Exception {
    String all =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return all.lines()
        .filter(line -> line.contains("MpscUnboundedArrayQueue"))
        .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+")[1]))
        .sum();
  }
}
