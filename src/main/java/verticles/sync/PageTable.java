package verticles.sync;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import verticles.postgres.Postgres;

/** The pages of one source whose rows are stored. Its methods block. */
final class PageTable {
  private final String name;
  private final String shape;
  private final Postgres postgres;

  PageTable(String name, SyncSource source, Postgres postgres) {
    this.name = name;
    this.shape = source.shape();
    this.postgres = postgres;
  }

  /** All of them, as far as they were read as they would be now. */
  Map<String, KnownPage> known() {
    Map<String, KnownPage> known = new HashMap<>();
    for (Row row :
        postgres
            .query(
                "SELECT position, size, digest, next, etag, last_modified,"
                    + " coalesce(fresh_until > clock_timestamp(), false) AS fresh"
                    + " FROM synced_page WHERE source = $1::text AND shape = $2::text",
                Tuple.of(name, shape))
            .await()) {
      known.put(
          row.getString("position"),
          new KnownPage(
              row.getInteger("size"),
              row.getString("digest"),
              Optional.ofNullable(row.getString("next")),
              Optional.ofNullable(row.getString("etag")),
              Optional.ofNullable(row.getString("last_modified")),
              row.getBoolean("fresh")));
    }
    return known;
  }

  /** Says that all rows of a page are stored. */
  void keep(String position, Page page) {
    postgres
        .query(
            """
            INSERT INTO synced_page AS p (source, position, shape, size, digest, next, etag, last_modified, fresh_until)
            VALUES ($1::text, $2::text, $3::text, $4::int, $5::text, $6::text, $7::text, $8::text,
              CASE WHEN $9::bigint > 0 THEN clock_timestamp() + $9::bigint * interval '1 second' END)
            ON CONFLICT (source, md5(position)) DO UPDATE SET position = excluded.position, shape = excluded.shape,
              size = excluded.size, digest = excluded.digest, next = excluded.next, etag = excluded.etag,
              last_modified = excluded.last_modified, fresh_until = excluded.fresh_until
            """,
            Tuple.tuple()
                .addString(name)
                .addString(position)
                .addString(shape)
                .addInteger(page.size())
                .addString(page.digest())
                .addString(page.next().orElse(null))
                .addString(page.validators().etag().orElse(null))
                .addString(page.validators().lastModified().orElse(null))
                .addLong(page.validators().freshSeconds()))
        .await();
  }

  /** Says that a page is not stored as it was: something of it is about to be written. */
  void forget(String position) {
    postgres
        .query(
            "DELETE FROM synced_page WHERE source = $1::text AND md5(position) = md5($2::text)",
            Tuple.of(name, position))
        .await();
  }

  /** Forgets all pages but these. */
  void keepOnly(Collection<String> positions) {
    postgres
        .query(
            "DELETE FROM synced_page WHERE source = $1::text AND position <> ALL ($2::text[])",
            Tuple.of(name).addArrayOfString(positions.toArray(String[]::new)))
        .await();
  }
}
