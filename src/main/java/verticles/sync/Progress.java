package verticles.sync;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * How far a run has come: what its checkpoint says, and what it reports.
 *
 * @param position of the page that is read now
 * @param digest of that page, when some of its rows are written
 * @param done rows of that page that are written
 * @param pages that are over
 * @param unchangedPages of those, what cost no write
 * @param rows of the pages that are over
 */
record Progress(
    String position,
    String digest,
    int done,
    int pages,
    int unchangedPages,
    long rows,
    Batches.Counts counts) {

  static Progress begin(String position) {
    return new Progress(position, "", 0, 0, 0, 0, Batches.Counts.NONE);
  }

  /** What a checkpoint says; nothing when the source was declared otherwise then. */
  static Optional<Progress> of(Optional<JsonObject> checkpoint, String shape) {
    return checkpoint
        .filter(json -> shape.equals(json.getString("shape")))
        .map(
            json ->
                new Progress(
                    json.getString("position"),
                    json.getString("digest"),
                    json.getInteger("done"),
                    json.getInteger("pages"),
                    json.getInteger("unchangedPages"),
                    json.getLong("rows"),
                    new Batches.Counts(
                        json.getLong("inserted"),
                        json.getLong("updated"),
                        json.getLong("unchanged"))));
  }

  JsonObject json(String shape) {
    return numbers()
        .put("shape", shape)
        .put("position", position)
        .put("digest", digest)
        .put("done", done);
  }

  /** The numbers alone. */
  JsonObject numbers() {
    return new JsonObject()
        .put("pages", pages)
        .put("unchangedPages", unchangedPages)
        .put("rows", rows)
        .put("inserted", counts.inserted())
        .put("updated", counts.updated())
        .put("unchanged", counts.unchanged());
  }

  /** After so many rows of a page were written. */
  Progress wrote(Page page, int rowsDone, Batches.Counts more) {
    return new Progress(
        position, page.digest(), rowsDone, pages, unchangedPages, rows, counts.plus(more));
  }

  /** After a whole page; {@code next} is where it goes on. */
  Progress turned(Page page, String next) {
    return new Progress(
        next,
        "",
        0,
        pages + 1,
        unchangedPages + (page.changed() ? 0 : 1),
        rows + page.size(),
        counts);
  }

  /** How many rows of a page a former attempt has written. */
  int skip(Page page) {
    return page.digest().equals(digest) ? done : 0;
  }
}
