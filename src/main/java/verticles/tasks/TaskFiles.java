package verticles.tasks;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.postgres.Postgres;

/**
 * Files that were sent for a task. They are kept in PostgreSQL, in parts of 256 KiB, because the
 * task may run on any node; they go with it, or after a day unless an open task names them. Its
 * methods block.
 */
public final class TaskFiles {
  private static final int PART = 256 * 1024;

  private final Postgres postgres;

  /** The files in that database. */
  public TaskFiles(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A file that is complete. */
  public record Kept(UUID id, long sizeBytes) {}

  /**
   * Keeps a file.
   *
   * @throws IOException as the stream threw it; nothing is kept then
   */
  public Kept keep(Caller owner, InputStream content) throws IOException {
    UUID id = UUID.randomUUID();
    query(
        "INSERT INTO task_file (file_id, organisation, owner) VALUES ($1::uuid, $2::text, $3::text)",
        Tuple.of(id, owner.organisation(), owner.user()));
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
    size(owner, id);
    return new Parts(id);
  }

  /**
   * The bytes of a complete file of that owner.
   *
   * @throws FailureException NOT_FOUND when there is none
   */
  public long size(Caller owner, UUID id) {
    var found =
        postgres
            .query(
                "SELECT size_bytes FROM task_file WHERE file_id = $1::uuid AND organisation = $2::text"
                    + " AND owner = $3::text AND size_bytes IS NOT NULL",
                Tuple.of(id, owner.organisation(), owner.user()))
            .await();
    if (found.size() == 0) {
      throw FailureException.of(
          Failure.NOT_FOUND, "There is no file %s of yours; it is kept for a day.".formatted(id));
    }
    return found.iterator().next().getLong(0);
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
        Iterator<io.vertx.sqlclient.Row> rows =
            postgres
                .query(
                    "SELECT bytes FROM task_file_part WHERE file_id = $1::uuid AND part = $2::int",
                    Tuple.of(id, next++))
                .await()
                .iterator();
        return rows.hasNext() ? rows.next().getBuffer(0) : null;
      } catch (RuntimeException away) {
        throw new IOException("a part of the file cannot be read", away);
      }
    }
  }
}
