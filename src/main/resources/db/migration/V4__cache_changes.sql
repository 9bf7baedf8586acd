-- What has been declared out of date in the cache. Nodes write it, and so do the triggers on tables
-- that datasets watch, in the transaction of the change. The same script makes the ledger of another
-- database in its schema spinreserve, so it may run twice and names no schema.

CREATE TABLE IF NOT EXISTS cache_change (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- ids are not in the order of commits: readers go by what was visible to their last snapshot
  xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
  change_id text CHECK (length(change_id) <= 64),  -- rows of one are one invalidation; null: alone
  mode      text NOT NULL CHECK (mode IN ('EXPIRE', 'REMOVE')),
  kind      text NOT NULL CHECK (kind IN ('key', 'tag', 'namespace', 'pattern', 'everything')),
  what      text NOT NULL DEFAULT '',
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS cache_change_xid ON cache_change (xid);
CREATE INDEX IF NOT EXISTS cache_change_at ON cache_change (at);

-- how far the ledger has been forgotten: no row of a later transaction was deleted; and when it began
CREATE TABLE IF NOT EXISTS cache_change_forgotten (
  xid  xid8 NOT NULL,
  born xid8 NOT NULL DEFAULT pg_current_xact_id()
);
INSERT INTO cache_change_forgotten (xid)
SELECT '0'::xid8 WHERE NOT EXISTS (SELECT FROM cache_change_forgotten);

-- how far the ledgers of other databases have been copied to this one
CREATE TABLE IF NOT EXISTS cache_relay (
  source text PRIMARY KEY,
  mark   text NOT NULL
);

CREATE OR REPLACE FUNCTION cache_change_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('spinreserve_change', '');
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER cache_change_wake AFTER INSERT ON cache_change
  FOR EACH STATEMENT EXECUTE FUNCTION cache_change_wake();
