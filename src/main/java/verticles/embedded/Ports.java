package verticles.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Ports of the loopback interface that an embedded server may listen on. */
public final class Ports {
  private Ports() {}

  /**
   * The port noted in {@code file} while it is free, so that a server keeps its address over
   * restarts; otherwise another free one, which is noted there.
   */
  public static int keptIn(Path file) {
    return notedIn(file).filter(Ports::isFree).orElseGet(() -> fresh(file));
  }

  /** The port noted in {@code file}, free or not. */
  public static Optional<Integer> notedIn(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Integer.valueOf(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException | NumberFormatException unreadable) {
      // a port is only a preference: another one will do
      return Optional.empty();
    }
  }

  /** Another free port, which is noted in {@code file}. */
  public static int fresh(Path file) {
    try {
      int port = free();
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Files.writeString(file, Integer.toString(port));
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException("the port cannot be noted in " + file, e);
    }
  }

  /** A port nobody listens on now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port of the loopback interface is free", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException | IllegalArgumentException taken) {
      return false;
    }
  }
}
