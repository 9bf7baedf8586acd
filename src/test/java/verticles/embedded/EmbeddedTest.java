package verticles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.config.Secret;
import verticles.testing.Patience;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class EmbeddedTest {
  @TempDir Path folder;

  @Test
  void aPasswordIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    Path file = folder.resolve("secrets").resolve("password");

    Secret made = Passwords.keptIn(file);

    assertThat(Passwords.keptIn(file)).isEqualTo(made);
    assertThat(Passwords.keptIn(folder.resolve("another"))).isNotEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(made.toString()).isEqualTo("***");
  }

  @Test
  void aPortIsKeptWhileItIsFree() throws IOException {
    Path file = folder.resolve("port");

    int port = Ports.keptIn(file);

    assertThat(Ports.keptIn(file)).isEqualTo(port);
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.keptIn(file)).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void aFileWithNonsenseIsNoPort() throws IOException {
    Path file = Files.writeString(folder.resolve("port"), "eighty");

    assertThat(Ports.notedIn(file)).isEmpty();
    assertThat(Ports.keptIn(file)).isPositive();
  }

  @Test
  void aProcessIsOursOnlyWithAProgramInOurFolder() throws IOException {
    Path ours = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve("server"));
    assertThat(ours.toFile().setExecutable(true)).isTrue();
    Process own = new ProcessBuilder(ours.toString(), "600").start();
    Process strange = new ProcessBuilder("sleep", "600").start();
    Path pidFile = folder.resolve("pid");

    Files.writeString(pidFile, own.pid() + "\nmore lines\n");
    assertThat(Processes.owned(pidFile, folder)).contains(own.toHandle());
    Files.writeString(pidFile, Long.toString(strange.pid()));
    assertThat(Processes.owned(pidFile, folder)).isEmpty();
    Files.writeString(pidFile, "not a number");
    assertThat(Processes.owned(pidFile, folder)).isEmpty();

    Processes.end(own.toHandle(), Duration.ofSeconds(5));
    Processes.kill(strange.toHandle());
    Patience.until("both are gone", () -> !own.isAlive() && !strange.isAlive());
  }

  @Test
  void aProgramThatFailsSaysWhy() {
    assertThatThrownBy(
            () -> Program.run(Duration.ofSeconds(5), List.of("sh", "-c", "echo no space; exit 3")))
        .isInstanceOf(ProgramFailedException.class)
        .hasMessage("ended with code 3: no space");
  }

  @Test
  void aProgramThatTakesTooLongIsKilled() {
    assertThatThrownBy(() -> Program.run(Duration.ofMillis(100), List.of("sleep", "600")))
        .isInstanceOf(ProgramFailedException.class)
        .hasMessageContaining("was not done");
  }
}
