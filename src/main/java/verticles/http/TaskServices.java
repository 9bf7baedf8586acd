package verticles.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.Consumer;
import verticles.identity.Caller;
import verticles.sync.SyncSources;
import verticles.tasks.TaskFiles;
import verticles.tasks.Tasks;
import verticles.webhook.Webhooks;

/**
 * What users do with tasks.
 *
 * @param files keeps what is sent for a task
 * @param forget deletes such a file; it blocks
 * @param kept what was sent, and the large results of tasks
 * @param webhooks where tasks send events to
 * @param sources what tasks pull from other servers
 */
public record TaskServices(
    Tasks tasks,
    Keeper files,
    Consumer<UUID> forget,
    TaskFiles kept,
    Webhooks webhooks,
    SyncSources sources) {
  /** Keeps a file; it blocks. */
  @FunctionalInterface
  public interface Keeper {
    /** Reads all of it; nothing is kept when that throws. */
    TaskFiles.Kept keep(Caller owner, InputStream content) throws IOException;
  }
}
