package verticles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.FailureException;
import verticles.testing.TestJvm;

class DataFolderTest {
  @TempDir private Path folder;

  /** Takes the folder in a process of its own and waits to be killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      DataFolder taken = DataFolder.take(Path.of(arguments[0]));
      taken.tell(new DataFolder.Running(ProcessHandle.current().pid(), "http://127.0.0.1:1"));
      System.out.println("taken");
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  @Test
  void a_folder_in_use_is_refused_and_its_node_is_named() {
    try (TestJvm holder = TestJvm.start(Holder.class, folder.toString())) {
      holder.await("taken");

      assertThatThrownBy(() -> DataFolder.take(folder))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("is in use by process")
          .hasMessageContaining("http://127.0.0.1:1")
          .hasMessageContaining("--data");
    }
  }

  @Test
  void the_folder_of_a_killed_node_is_free_again() throws IOException {
    try (TestJvm holder = TestJvm.start(Holder.class, folder.toString())) {
      holder.await("taken");
      assertThat(DataFolder.running(folder)).isPresent();
    }

    assertThat(DataFolder.running(folder)).isEmpty();
    try (DataFolder taken = DataFolder.take(folder)) {
      assertThat(taken.path()).isEqualTo(folder.toAbsolutePath());
    }
  }

  @Test
  void a_folder_that_was_never_used_has_no_node() throws IOException {
    assertThat(DataFolder.running(folder.resolve("never"))).isEmpty();
  }
}
