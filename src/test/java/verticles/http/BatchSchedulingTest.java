package verticles.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import verticles.testing.Patience;

/** Read off the kernel, which says of each thread how it is scheduled. */
@EnabledOnOs(OS.LINUX)
class BatchSchedulingTest extends RepeatServer {
  private static final String ORDINARY = "0";
  private static final String BATCH = "3";

  /** Field 41 of {@code stat}; the name of the thread, the second, may have blanks. */
  private static String policy(Path thread) throws IOException {
    String stat = Files.readString(thread.resolve("stat"), US_ASCII);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[41 - 3];
  }

  @Test
  void a_thread_becomes_batch_work_and_ordinary_again() throws Exception {
    FutureTask<List<String>> task =
        new FutureTask<>(
            () -> {
              Path self = Path.of("/proc/thread-self");
              List<String> policies = new ArrayList<>(List.of(policy(self)));
              BatchScheduling.ofCallingThread().accept(true);
              policies.add(policy(self));
              BatchScheduling.ofCallingThread().accept(false);
              policies.add(policy(self));
              return policies;
            });
    Thread.ofPlatform().start(task);

    assertThat(task.get()).containsExactly(ORDINARY, BATCH, ORDINARY);
  }

  @Test
  void an_event_loop_is_batch_work_while_many_connections_ask_it() throws Exception {
    String request = request();
    List<Raw> clients = new ArrayList<>();
    try {
      for (int each = 0; each < 2 * Crowd.MANY; each++) {
        clients.add(server.raw());
      }
      untilRepeated(clients.getFirst(), request, true);

      Patience.until("a loop is batch work", () -> asked(clients, request) && isBatch());

      Patience.until(
          "it is ordinary again", () -> asked(clients.subList(0, 1), request) && !isBatch());
    } finally {
      for (Raw client : clients) {
        client.close();
      }
    }
  }

  private static boolean asked(List<Raw> clients, String request) {
    try {
      for (Raw client : clients) {
        client.send(request);
      }
      for (Raw client : clients) {
        assertThat(client.answer().status()).isEqualTo(200);
      }
      return true;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static boolean isBatch() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads.anyMatch(thread -> isLoop(thread) && BATCH.equals(policyNow(thread)));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static boolean isLoop(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith("vert.x-eventloo");
    } catch (IOException ended) {
      return false;
    }
  }

  private static String policyNow(Path thread) {
    try {
      return policy(thread);
    } catch (IOException ended) {
      return "";
    }
  }
}
