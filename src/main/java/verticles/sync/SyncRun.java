package verticles.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;

/**
 * One attempt to pull a source: page after page in their order, a checkpoint after each batch, so
 * that the next attempt goes on where this one ends.
 */
final class SyncRun {
  private static final Duration UNCHANGED_CHECKPOINT = Duration.ofSeconds(2);

  private final SyncSource source;
  private final Pages pages;
  private final Ahead ahead;
  private final Batches batches;
  private final PageTable table;
  private final Map<String, KnownPage> known;
  private final TaskContext context;
  private final Set<String> positions = new HashSet<>();
  private final Set<String> digests = new HashSet<>();
  private final boolean whole;
  private Progress progress;
  private boolean progressed;
  private long checkpointNanos = System.nanoTime();

  SyncRun(
      SyncSource source,
      Ahead ahead,
      Batches batches,
      PageTable table,
      Map<String, KnownPage> known,
      TaskContext context) {
    this.source = source;
    this.pages = new Pages(source);
    this.ahead = ahead;
    this.batches = batches;
    this.table = table;
    this.known = known;
    this.context = context;
    Optional<Progress> before = Progress.of(context.checkpoint(), source.shape());
    this.whole = before.isEmpty();
    this.progress = before.orElseGet(() -> Progress.begin(pages.first()));
  }

  /** Reads to the last page; it blocks. */
  Progress run() throws InterruptedException {
    context.onCancel(ahead::close);
    try (ahead) {
      Optional<String> position = Optional.of(progress.position());
      while (position.isPresent()) {
        context.check();
        position = turn(position.get());
      }
    } catch (UpstreamBusy busy) {
      // who has come further has not failed, however often it is sent away
      throw progressed
          ? TaskFailure.snooze(busy.detail(), busy.pause())
          : TaskFailure.retryAfter(busy.detail(), busy.pause());
    } catch (CancellationException closed) {
      context.check();
      throw closed;
    }
    if (whole) {
      table.keepOnly(positions);
    }
    return progress;
  }

  /** Reads and writes one page; answers the position of the next. */
  private Optional<String> turn(String position) throws InterruptedException {
    if (progress.pages() >= source.mostPages()) {
      throw TaskFailure.permanent(
          "There are more than %,d pages; narrow the url, or raise most-pages."
              .formatted(source.mostPages()));
    }
    ahead.expect(position);
    Page page = ahead.take();
    rejectRepeated(position, page);
    Optional<String> next = pages.after(position, page);
    next.ifPresent(ahead::expect);
    if (page.changed()) {
      write(position, page);
    }
    if (!page.isAsKnown(Optional.ofNullable(known.get(position))) && !page.isBehindTheEnd()) {
      table.keep(position, page);
    }
    progress = progress.turned(page, next.orElse(""));
    tell(page, next.isPresent());
    return next;
  }

  private void rejectRepeated(String position, Page page) {
    if (!positions.add(position)) {
      throw TaskFailure.permanent(
          "The upstream leads in a circle: it names the page '%s' a second time."
              .formatted(position.substring(0, Math.min(80, position.length()))));
    }
    if (page.size() > 0 && !digests.add(page.digest())) {
      throw TaskFailure.permanent(
          "The upstream gave the same rows twice, the second time as page %,d: does it understand"
                  .formatted(progress.pages() + 1)
              + " the declared paging?");
    }
  }

  private void write(String position, Page page) {
    List<JsonNode> rows = page.rows();
    if (known.containsKey(position)) {
      table.forget(position);
    }
    for (int from = progress.skip(page); from < rows.size(); from += Batches.ROWS) {
      context.check();
      int to = Math.min(rows.size(), from + Batches.ROWS);
      JsonObject reached = progress.wrote(page, to, Batches.Counts.NONE).json(source.shape());
      progress = progress.wrote(page, to, batches.write(rows.subList(from, to), from + 1, reached));
      if (batches.keepsCheckpoints()) {
        kept();
      } else {
        checkpoint();
      }
    }
  }

  private void tell(Page page, boolean more) {
    long pagesBefore = known.size();
    context.progress(
        pagesBefore == 0 ? 0 : Math.min(99, 100.0 * progress.pages() / pagesBefore),
        "%,d pages, %,d rows: %,d new, %,d changed"
            .formatted(
                progress.pages(),
                progress.rows(),
                progress.counts().inserted(),
                progress.counts().updated()));
    progressed = true;
    boolean late = System.nanoTime() - checkpointNanos > UNCHANGED_CHECKPOINT.toNanos();
    if (more && (page.changed() || late)) {
      checkpoint();
    }
  }

  private void checkpoint() {
    context.checkpoint(progress.json(source.shape()));
    kept();
  }

  private void kept() {
    checkpointNanos = System.nanoTime();
    progressed = true;
  }
}
