package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.postgres.Postgres;

/**
 * Files that were sent for a task, for a day or as long as an open task names them, and large
 * results of tasks, for a week. They are kept in PostgreSQL, in parts of 256 KiB, because a task
 * may run on any node. Its methods block, but for those that answer a future.
 */
public final class TaskFiles {
  private static final int PART = 256 * 1024;
  private static final Duration OF_A_REQUEST = Duration.ofDays(1);
  private static final Duration OF_A_RESULT = Duration.ofDays(7);

  private final Postgres postgres;

  /** The files in that database. */
  public TaskFiles(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A file that is complete. */
  public record Kept(UUID id, long sizeBytes) {}

  /** A complete file and whose it is. */
  public record Found(String organisation, String owner, long sizeBytes) {
    /** Whether it is that user's. */
    public boolean isOf(Caller caller) {
      return organisation.equals(caller.organisation()) && owner.equals(caller.user());
    }
  }

  /**
   * Keeps a file that a task will read, for a day.
   *
   * @throws IOException as the stream threw it; nothing is kept then
   */
  public Kept keep(Caller owner, InputStream content) throws IOException {
    return keep(owner, content, OF_A_REQUEST);
  }

  /** Keeps a text that a task has made, for a week. */
  public Kept keepResult(Caller owner, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return keep(owner, new ByteArrayInputStream(bytes), OF_A_RESULT);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Kept keep(Caller owner, InputStream content, Duration time) throws IOException {
    UUID id = UUID.randomUUID();
    query(
        "INSERT INTO task_file (file_id, organisation, owner, keep_until) VALUES"
            + " ($1::uuid, $2::text, $3::text, clock_timestamp() + $4::bigint * interval '1 second')",
        Tuple.of(id, owner.organisation(), owner.user(), time.toSeconds()));
    try {
      long size = 0;
      int part = 0;
      byte[] bytes = content.readNBytes(PART);
      while (bytes.length > 0) {
        query(
            "INSERT INTO task_file_part VALUES ($1::uuid, $2::int, $3::bytea)",
            Tuple.of(id, part++, Buffer.buffer(bytes)));
        size += bytes.length;
        bytes = content.readNBytes(PART);
      }
      query(
          "UPDATE task_file SET size_bytes = $2::bigint WHERE file_id = $1::uuid",
          Tuple.of(id, size));
      return new Kept(id, size);
    } catch (IOException | RuntimeException broken) {
      delete(id);
      throw broken;
    }
  }

  /**
   * Opens a complete file of that owner.
   *
   * @throws FailureException NOT_FOUND when there is none
   */
  public InputStream open(Caller owner, UUID id) {
    size(owner, id).await();
    return new Parts(id);
  }

  /** A complete file, whosever it is. */
  public Future<Optional<Found>> found(UUID id) {
    return postgres
        .query(
            "SELECT organisation, owner, size_bytes FROM task_file"
                + " WHERE file_id = $1::uuid AND size_bytes IS NOT NULL",
            Tuple.of(id))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(row -> new Found(row.getString(0), row.getString(1), row.getLong(2))));
  }

  /** The bytes of a complete file of that owner; fails with NOT_FOUND when there is none. */
  public Future<Long> size(Caller owner, UUID id) {
    return found(id)
        .compose(
            found ->
                found
                    .filter(file -> file.isOf(owner))
                    .map(file -> Future.succeededFuture(file.sizeBytes()))
                    .orElseGet(() -> Future.failedFuture(notFound(id))));
  }

  /** That there is no such file, as far as somebody may know. */
  public static FailureException notFound(UUID id) {
    return FailureException.of(
        Failure.NOT_FOUND,
        "There is no file %s of yours; files are kept for a day, results for a week."
            .formatted(id));
  }

  /** A part of a file, 0 for the first; empty after the last. */
  public Future<Buffer> part(UUID id, int part) {
    return postgres
        .query(
            "SELECT bytes FROM task_file_part WHERE file_id = $1::uuid AND part = $2::int",
            Tuple.of(id, part))
        .map(rows -> rows.size() == 0 ? Buffer.buffer() : rows.iterator().next().getBuffer(0));
  }

  /** Deletes a file, if it is there. */
  public void delete(UUID id) {
    query("DELETE FROM task_file WHERE file_id = $1::uuid", Tuple.of(id));
  }

  private void query(String sql, Tuple parameters) {
    postgres.query(sql, parameters).await();
  }

  private final class Parts extends InputStream {
    private final UUID id;
    private int next;
    private @Nullable Buffer current;
    private int at;

    private Parts(UUID id) {
      this.id = id;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      Buffer part = current;
      if (part == null || at == part.length()) {
        part = load();
        current = part;
        at = 0;
      }
      if (part == null) {
        return -1;
      }
      int count = Math.min(length, part.length() - at);
      part.getBytes(at, at + count, into, offset);
      at += count;
      return count;
    }

    private @Nullable Buffer load() throws IOException {
      try {
        Buffer part = part(id, next++).await();
        return part.length() > 0 ? part : null;
      } catch (RuntimeException away) {
        throw new IOException("a part of the file cannot be read", away);
      }
    }
  }
}
