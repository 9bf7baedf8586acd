package verticles;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The folder that belongs to one running node: keys, passwords and the embedded servers' files. The
 * operating system's lock ends with the process, so a node that was killed leaves none behind.
 */
public final class DataFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCK = "node.lock";
  private static final String RUNNING = "node.json";

  /**
   * What a node tells about itself to later commands on the same folder.
   *
   * @param pid its process
   * @param url where its HTTP API is
   */
  public record Running(long pid, String url) {}

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder for this process and makes it when it is not there.
   *
   * @throws FailureException CONFLICT when another node has it
   */
  public static DataFolder take(Path folder) throws IOException {
    Path path = folder.toAbsolutePath().normalize();
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      String by =
          told(path)
              .map(node -> " by process %d at %s".formatted(node.pid(), node.url()))
              .orElse("");
      throw FailureException.of(
          Failure.CONFLICT,
          "The data folder %s is in use%s. Stop that node, or choose another folder with --data."
              .formatted(path, by));
    }
    Files.deleteIfExists(path.resolve(RUNNING));
    return new DataFolder(path, channel, lock);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The node that has the folder now; empty when none has. */
  public static Optional<Running> running(Path folder) throws IOException {
    Path path = folder.toAbsolutePath().normalize();
    if (!Files.exists(path.resolve(LOCK))) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      return lock == null ? told(path) : Optional.empty();
    }
  }

  private static Optional<Running> told(Path path) throws IOException {
    Path file = path.resolve(RUNNING);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), Running.class))
        : Optional.empty();
  }

  /** Tells later commands where the node of this folder is reached. */
  public void tell(Running node) throws IOException {
    Path written = path.resolve(RUNNING + ".new");
    Files.write(written, JSON.writeValueAsBytes(node));
    Files.move(written, path.resolve(RUNNING), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path.resolve(RUNNING));
    lock.release();
    channel.close();
  }
}
