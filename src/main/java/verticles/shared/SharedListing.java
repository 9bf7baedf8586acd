package verticles.shared;

import io.vertx.core.Future;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * Walks over what is kept in the parts of Redis that are used now, one after another, and in the
 * grid where it stands in for others. The cursor is the number of the part and the cursor there;
 * the grid has the number after the last part.
 */
final class SharedListing {
  private final List<RedisPart> parts;
  private final Tier grid;

  SharedListing(List<RedisPart> parts, Tier grid) {
    this.parts = parts;
    this.grid = grid;
  }

  private record Cursor(int part, String there) {
    static Cursor of(String text, int parts) {
      String[] words = text.isEmpty() ? new String[] {"0", ""} : text.split("-", 2);
      if (words.length == 2 && words[0].matches("[0-9]{1,2}")) {
        Cursor cursor = new Cursor(Integer.parseInt(words[0]), words[1]);
        // in Redis a cursor is a number, in the grid the last key
        if (cursor.part == parts || cursor.part < parts && cursor.there.matches("[0-9]{0,20}")) {
          return cursor;
        }
      }
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The cursor is not one of this list.",
          List.of(new FieldError("cursor", "the cursor of the page before")));
    }

    String text() {
      return part + "-" + there;
    }
  }

  Future<Listing> page(String glob, String cursor, int limit) {
    Cursor at;
    try {
      at = Cursor.of(cursor, parts.size());
    } catch (FailureException malformed) {
      return Future.failedFuture(malformed);
    }
    return at.part() == parts.size() ? inGrid(glob, at, limit) : inRedis(glob, at, limit);
  }

  private Future<Listing> inRedis(String glob, Cursor at, int limit) {
    RedisPart part = parts.get(at.part());
    if (!part.isUsed()) {
      return page(glob, after(at).text(), limit);
    }
    return part.list(glob, at.there(), limit)
        .compose(
            page -> {
              if (!page.next().isEmpty()) {
                return Future.succeededFuture(
                    new Listing(page.items(), new Cursor(at.part(), page.next()).text()));
              }
              int left = limit - page.items().size();
              return at.part() + 1 == parts.size() && !usesGrid()
                  ? Future.succeededFuture(new Listing(page.items(), ""))
                  : left <= 0
                      ? Future.succeededFuture(new Listing(page.items(), after(at).text()))
                      : page(glob, after(at).text(), left).map(more -> page.and(more));
            });
  }

  private static Cursor after(Cursor at) {
    return new Cursor(at.part() + 1, "");
  }

  private boolean usesGrid() {
    return parts.isEmpty() || !parts.stream().allMatch(RedisPart::isUsed);
  }

  private Future<Listing> inGrid(String glob, Cursor at, int limit) {
    if (!usesGrid()) {
      return Future.succeededFuture(new Listing(List.of(), ""));
    }
    return grid.list(glob, at.there(), limit)
        .map(
            page ->
                new Listing(
                    page.items().stream().filter(item -> isInGrid(item.key())).toList(),
                    page.next().isEmpty() ? "" : new Cursor(at.part(), page.next()).text()));
  }

  /** What the grid still has of a part that is read in Redis again does not count. */
  private boolean isInGrid(String key) {
    return parts.stream().noneMatch(part -> part.holds(key) && part.isUsed());
  }
}
