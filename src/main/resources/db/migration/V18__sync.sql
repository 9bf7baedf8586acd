-- Datasets that are pulled from other servers, and what only one task at a time may work on.

-- rows by source and key, as their upstream writes them
CREATE TABLE synced_row (
  source       text NOT NULL,
  key          text NOT NULL,
  organisation text NOT NULL DEFAULT '',   -- empty: everybody's
  value        jsonb NOT NULL,
  synced_at    timestamptz NOT NULL,       -- when it changed last
  PRIMARY KEY (source, key)
);

-- pages whose rows are all stored: what is known again need not be written again
CREATE TABLE synced_page (
  source        text NOT NULL,
  position      text NOT NULL,             -- a number, a cursor, or an address
  shape         text NOT NULL,             -- of the declaration: read otherwise, it is another page
  size          int NOT NULL,
  digest        text NOT NULL,
  next          text,
  etag          text,
  last_modified text,
  fresh_until   timestamptz                -- the upstream said that it need not be asked before
);
-- a position may be longer than an index entry
CREATE UNIQUE INDEX synced_page_position ON synced_page (source, md5(position));

-- who works on something; it counts while that attempt has its lease
CREATE TABLE task_hold (
  name    text PRIMARY KEY,
  task_id uuid NOT NULL,
  epoch   int NOT NULL
);

-- Takes a hold for an attempt; answers the task that has it, or null when it is taken.
CREATE FUNCTION task_take_hold(p_name text, p_task uuid, p_epoch int) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  v_holder uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('spinreserve.task_hold ' || p_name, 0));
  SELECT h.task_id INTO v_holder FROM task_hold h
  JOIN task_lease l ON l.task_id = h.task_id AND l.epoch = h.epoch
  WHERE h.name = p_name AND h.task_id <> p_task;
  IF NOT FOUND THEN
    INSERT INTO task_hold VALUES (p_name, p_task, p_epoch)
    ON CONFLICT (name) DO UPDATE SET task_id = p_task, epoch = p_epoch;
  END IF;
  RETURN v_holder;
END $$;

-- Keeps rows of a source for an attempt that still has its task; no answer when it has not. A fence is
-- task:epoch. Of two rows with one key the later one counts; a row that is there already is not written.
CREATE FUNCTION sync_rows(p_fence text, p_source text, p_organisation text, p_rows jsonb)
RETURNS TABLE (inserted bigint, updated bigint, unchanged bigint) LANGUAGE plpgsql AS $$
BEGIN
  -- whoever takes the task away waits for the end of this transaction
  PERFORM FROM task_lease l
  WHERE l.task_id = split_part(p_fence, ':', 1)::uuid AND l.epoch = split_part(p_fence, ':', 2)::int FOR SHARE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH given AS MATERIALIZED (
    SELECT DISTINCT ON (r.key) r.key, r.value FROM jsonb_to_recordset(p_rows) AS r(place int, key text, value jsonb)
    ORDER BY r.key, r.place DESC
  ), put AS (
    INSERT INTO synced_row AS s (source, key, organisation, value, synced_at)
    SELECT p_source, g.key, p_organisation, g.value, clock_timestamp()
    FROM given g LEFT JOIN synced_row o ON o.source = p_source AND o.key = g.key
    WHERE o.key IS NULL OR o.value <> g.value OR o.organisation <> p_organisation
    ON CONFLICT (source, key) DO UPDATE
      SET value = excluded.value, organisation = excluded.organisation, synced_at = excluded.synced_at
    RETURNING (s.xmax = 0) AS new
  )
  SELECT count(*) FILTER (WHERE p.new), count(*) FILTER (WHERE NOT p.new),
         jsonb_array_length(p_rows) - count(*) FROM put p;
END $$;

-- warming runs are tasks now
DROP TABLE warm_run;

-- the newest of them, among millions of other tasks
CREATE INDEX task_warming ON task (task_id) WHERE type = 'cache.warm';
