package verticles.coherence;

/** The statements of a ledger in one schema. */
record LedgerSql(String record, String since, String tidy, String relayed, String relay) {

  /**
   * The statements.
   *
   * @param schema with its dot; empty for the connection's own
   */
  static LedgerSql in(String schema) {
    return new LedgerSql(
        RECORD.replace("@", schema),
        SINCE.replace("@", schema),
        TIDY.replace("@", schema),
        RELAYED.replace("@", schema),
        RELAY.replace("@", schema));
  }

  private static final String RECORD =
      """
      INSERT INTO @cache_change (change_id, mode, kind, what)
      SELECT $1::text, $2::text, target.kind, target.what
      FROM unnest($3::text[], $4::text[]) AS target (kind, what)
      """;

  // One statement, so that what it finds and the mark to go on from are of one snapshot. A standby
  // cannot say which transactions run: there the mark is cut at the oldest of them. A mark must be
  // of
  // this history, and not end later than the present. Rows without an id of their own get one.
  private static final String SINCE =
      """
      SELECT horizon.server || '/' || horizon.snapshot AS next, horizon.kept,
             coalesce(found.change_id, horizon.database || '.' || found.id) AS change_id,
             found.mode, found.kind, found.what
      FROM (
        SELECT control.system_identifier || '.' ||
                 CASE WHEN pg_is_in_recovery() THEN 'standby'
                      ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END AS server,
               md5(control.system_identifier || current_database()) AS database,
               CASE WHEN pg_is_in_recovery()
                    THEN format('%1$s:%1$s:', pg_snapshot_xmin(present))
                    ELSE present::text END AS snapshot,
               mark,
               coalesce(pg_snapshot_xmin(mark) > forgotten.xid
                 AND pg_visible_in_snapshot(forgotten.born, mark)
                 AND pg_snapshot_xmax(mark) <= pg_snapshot_xmax(present), false) AS kept
        FROM @cache_change_forgotten forgotten, pg_control_system() control,
             pg_current_snapshot() present, CAST(nullif($1::text, '') AS pg_snapshot) mark
      ) horizon
      LEFT JOIN LATERAL (
        SELECT * FROM @cache_change
        WHERE xid >= pg_snapshot_xmin(horizon.mark)
          AND NOT pg_visible_in_snapshot(xid, horizon.mark)
        ORDER BY id
        LIMIT $2::int
      ) found ON horizon.kept
      """;

  // Nothing that a running transaction could still be older than is forgotten; who finds the row of
  // the horizon locked leaves the work to the other node.
  private static final String TIDY =
      """
      WITH turn AS (
        SELECT xid FROM @cache_change_forgotten FOR UPDATE SKIP LOCKED
      ), old AS (
        SELECT id FROM @cache_change
        WHERE EXISTS (SELECT FROM turn)
          AND xid < pg_snapshot_xmin(pg_current_snapshot())
          AND (at < now() - interval '24 hours'
            OR id <= (SELECT max(id) FROM @cache_change) - 200000)
        ORDER BY id LIMIT 20000
      ), gone AS (
        DELETE FROM @cache_change WHERE id IN (SELECT id FROM old) RETURNING xid
      ), noted AS (
        UPDATE @cache_change_forgotten horizon
        SET xid = greatest(horizon.xid, (SELECT xid FROM gone ORDER BY xid DESC LIMIT 1))
        WHERE EXISTS (SELECT FROM gone)
      )
      SELECT xid::text FROM gone
      """;

  private static final String RELAYED = "SELECT mark FROM @cache_relay WHERE source = $1::text";

  private static final String RELAY =
      """
      INSERT INTO @cache_relay (source, mark) VALUES ($1::text, $2::text)
      ON CONFLICT (source) DO UPDATE SET mark = excluded.mark
      """;
}
