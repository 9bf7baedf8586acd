-- Tasks: durable work in the background. docs/tasks.md says what is guaranteed.
-- All times are the database's; no node's clock is ever written here.

CREATE FUNCTION task_millis(moment timestamptz) RETURNS bigint LANGUAGE sql STABLE
RETURN floor(extract(epoch FROM moment) * 1000)::bigint;

-- the smallest id of a millisecond
CREATE FUNCTION task_first_id(moment timestamptz) RETURNS uuid LANGUAGE sql STABLE
RETURN (lpad(to_hex(task_millis(moment)), 12, '0') || repeat('0', 20))::uuid;

-- an id of version 7: it begins with its time
CREATE FUNCTION task_new_id(moment timestamptz) RETURNS uuid LANGUAGE sql VOLATILE
RETURN (lpad(to_hex(task_millis(moment)), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid;

-- cold: everything about a task. Partitioned by month through its id, which holds its time, so that a
-- look-up by id touches one partition and retention drops tables instead of rows.
CREATE TABLE task (
  task_id      uuid PRIMARY KEY,
  organisation text NOT NULL,              -- empty: of none
  owner        text NOT NULL,
  type         text NOT NULL,
  priority     smallint NOT NULL,          -- 0 urgent, 1 high, 2 normal, 3 low
  state        text NOT NULL CHECK (state IN
    ('scheduled', 'waiting', 'running', 'succeeded', 'failed', 'cancelled', 'quarantined')),
  payload      jsonb NOT NULL,
  score        bigint NOT NULL,            -- its place in the lane: lower is earlier, never changed by waiting
  attempt      int NOT NULL DEFAULT 0,     -- begun and not given back
  crashes      int NOT NULL DEFAULT 0,     -- attempts whose worker was lost, not counted above
  epoch        int NOT NULL DEFAULT 0,     -- grows with each claim: the fence
  unique_key   text,
  created_at   timestamptz NOT NULL,
  ready_at     timestamptz NOT NULL,       -- from when on it could run
  started_at   timestamptz,
  finished_at  timestamptz,
  percent      real NOT NULL DEFAULT 0,
  message      text NOT NULL DEFAULT '',
  log          jsonb NOT NULL DEFAULT '[]',     -- of the attempt that runs
  checkpoint   jsonb,                      -- what the next attempt may begin with
  result       jsonb,
  artefact     text,                       -- where a large result is
  error        text NOT NULL DEFAULT '',
  attempts     jsonb NOT NULL DEFAULT '[]',     -- the last ten that are over, with their logs
  cancel_at    timestamptz,
  node         text NOT NULL DEFAULT ''    -- that runs or ran it last
) PARTITION BY RANGE (task_id);
CREATE INDEX task_of_owner ON task (organisation, owner, task_id);

-- hot and narrow: what could run now. Written once, deleted by its claim, never updated.
CREATE TABLE task_ready (
  lane_id int NOT NULL,
  score   bigint NOT NULL,
  task_id uuid NOT NULL,
  PRIMARY KEY (lane_id, score, task_id)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0.2);

-- what could run later: delays and retries
CREATE TABLE task_deferred (
  task_id uuid PRIMARY KEY,
  run_at  timestamptz NOT NULL,
  lane_id int NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX task_deferred_due ON task_deferred (run_at);

-- what runs: who holds it, and with which epoch
CREATE TABLE task_lease (
  task_id    uuid PRIMARY KEY,
  epoch      int NOT NULL,
  worker_id  uuid NOT NULL,
  lane_id    int NOT NULL,
  type       text NOT NULL,
  cancelled  boolean NOT NULL DEFAULT false,
  begun      boolean NOT NULL          -- of a task that lost a worker before: whether it was let run this time
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX task_lease_lane ON task_lease (lane_id);
CREATE INDEX task_lease_type ON task_lease (type);
CREATE INDEX task_lease_worker ON task_lease (worker_id);

-- a process that runs tasks: one heartbeat for all that it runs
CREATE TABLE task_worker (
  worker_id   uuid PRIMARY KEY,
  node        text NOT NULL,
  last_seen   timestamptz NOT NULL,
  fresh_since timestamptz NOT NULL         -- from when on it never was silent for a lease
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0);

-- the limits of a type over the whole cluster; null: none
CREATE TABLE task_type (
  type             text PRIMARY KEY,
  paused           boolean NOT NULL DEFAULT false,
  most_running     int,
  per_minute       int,
  owner_running    int,
  owner_per_minute int,
  turn             bigint NOT NULL DEFAULT 0,              -- counts the claims of a limited type
  next_at          timestamptz NOT NULL DEFAULT 'epoch'    -- of its token bucket: when it was empty
) WITH (fillfactor = 50);

-- the tasks of one owner and type: they take turns by virtual time
CREATE TABLE task_lane (
  lane_id      int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type         text NOT NULL,
  organisation text NOT NULL,
  owner        text NOT NULL,
  vtime        double precision NOT NULL DEFAULT 0,        -- how much it was served
  standing     smallint NOT NULL DEFAULT 1,                -- 0 idle, 1 perhaps empty, 2 with tasks waiting
  next_at      timestamptz NOT NULL DEFAULT 'epoch',       -- of its token bucket
  served_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (type, organisation, owner)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX task_lane_turn ON task_lane (type, vtime) WHERE standing > 0;
CREATE INDEX task_lane_busy ON task_lane (type, vtime) WHERE standing = 2;

-- failed and quarantined ones, to be looked at
CREATE TABLE task_dead (
  task_id uuid PRIMARY KEY,
  dead_at timestamptz NOT NULL
);

-- Idempotency-Key: the same key and body is the same task
CREATE TABLE task_key (
  organisation text NOT NULL,
  owner        text NOT NULL,
  type         text NOT NULL,
  key          text NOT NULL,
  body_hash    text NOT NULL,
  task_id      uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (organisation, owner, type, key)
);
CREATE INDEX task_key_age ON task_key (created_at);

-- one task of a unique key at a time, until it is over
CREATE TABLE task_unique (
  organisation text NOT NULL,
  owner        text NOT NULL,
  type         text NOT NULL,
  key          text NOT NULL,
  task_id      uuid NOT NULL,
  PRIMARY KEY (organisation, owner, type, key)
);

CREATE FUNCTION task_make_partitions(ahead int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('spinreserve.task_partitions'));
  FOR step IN 0..ahead LOOP
    month := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    month := (month AT TIME ZONE 'UTC' + step * interval '1 month') AT TIME ZONE 'UTC';
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS task_%s PARTITION OF task FOR VALUES FROM (%L) TO (%L)
         WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)',
      to_char(month AT TIME ZONE 'UTC', 'YYYYMM'), task_first_id(month),
      task_first_id((month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
  END LOOP;
END $$;
SELECT task_make_partitions(3);

-- Drops the months that are over for so long and hold no task that is not; answers how many.
CREATE FUNCTION task_drop_partitions(keep interval) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  part record;
  low uuid;
  high uuid;
  dropped int := 0;
BEGIN
  FOR part IN
    SELECT c.relname AS name, to_timestamp(substr(c.relname, 6) || '01+00', 'YYYYMMDDTZH') AS month
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'task'::regclass AND c.relname ~ '^task_[0-9]{6}$' ORDER BY 1
  LOOP
    low := task_first_id(part.month);
    high := task_first_id((part.month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
    CONTINUE WHEN high > task_first_id(clock_timestamp() - keep);
    CONTINUE WHEN EXISTS (SELECT FROM task_ready r WHERE r.task_id >= low AND r.task_id < high)
      OR EXISTS (SELECT FROM task_deferred d WHERE d.task_id >= low AND d.task_id < high)
      OR EXISTS (SELECT FROM task_lease l WHERE l.task_id >= low AND l.task_id < high);
    DELETE FROM task_dead d WHERE d.task_id >= low AND d.task_id < high;
    DELETE FROM task_key k WHERE k.task_id >= low AND k.task_id < high;
    EXECUTE format('DROP TABLE %I', part.name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- A token bucket of ten seconds' worth: how many may start now.
CREATE FUNCTION task_allowance(per_minute int, next_at timestamptz, moment timestamptz) RETURNS int LANGUAGE sql IMMUTABLE
RETURN CASE WHEN per_minute IS NULL THEN 2147483647
  ELSE least(ceil(per_minute / 6.0), floor(extract(epoch FROM moment - next_at) * per_minute / 60.0))::int END;

-- When it was empty, after so many started.
CREATE FUNCTION task_spend(per_minute int, next_at timestamptz, moment timestamptz, started bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN per_minute IS NULL THEN next_at
  ELSE greatest(next_at, moment - ceil(per_minute / 6.0)::float8 * 60 / per_minute * interval '1 second')
       + started * 60.0 / per_minute * interval '1 second' END;

-- The lane of an owner and type, awake.
CREATE FUNCTION task_wake_lane(p_type text, p_organisation text, p_owner text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  found_lane int;
  its_standing smallint;
BEGIN
  LOOP
    SELECT l.lane_id, l.standing INTO found_lane, its_standing FROM task_lane l
    WHERE l.type = p_type AND l.organisation = p_organisation AND l.owner = p_owner;
    IF FOUND THEN
      -- a lane that is awake is not touched: nobody who enqueues waits for another
      IF its_standing = 0 THEN
        UPDATE task_lane SET standing = 1, served_at = clock_timestamp() WHERE lane_id = found_lane AND standing = 0;
      END IF;
      RETURN found_lane;
    END IF;
    INSERT INTO task_lane (type, organisation, owner) VALUES (p_type, p_organisation, p_owner)
    ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- Takes a task in. `outcome` is made, replayed (the same key and body), unique (one of that key is not over yet),
-- conflict (the same key, another body), past (run_at is over) or full (the owner has too many waiting).
CREATE FUNCTION task_enqueue(
  p_organisation text, p_owner text, p_type text, p_priority smallint, p_boost_ms bigint, p_payload jsonb,
  p_delay_ms bigint, p_run_at timestamptz, p_key text, p_body_hash text, p_unique_key text, p_most_waiting int)
RETURNS TABLE (task_id uuid, outcome text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
  v_run timestamptz := coalesce(p_run_at, v_now + p_delay_ms * interval '1 millisecond');
  v_id uuid := task_new_id(v_now);
  v_other uuid;
  v_hash text;
  v_lane int;
BEGIN
  IF v_run < v_now - interval '5 seconds' THEN
    RETURN QUERY SELECT NULL::uuid, 'past';
    RETURN;
  END IF;
  IF p_key IS NOT NULL THEN
    INSERT INTO task_key VALUES (p_organisation, p_owner, p_type, p_key, p_body_hash, v_id, v_now)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      SELECT k.task_id, k.body_hash INTO v_other, v_hash FROM task_key k
      WHERE k.organisation = p_organisation AND k.owner = p_owner AND k.type = p_type AND k.key = p_key;
      RETURN QUERY SELECT v_other, CASE WHEN v_hash = p_body_hash THEN 'replayed' ELSE 'conflict' END;
      RETURN;
    END IF;
  END IF;
  IF p_unique_key IS NOT NULL THEN
    INSERT INTO task_unique VALUES (p_organisation, p_owner, p_type, p_unique_key, v_id) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      SELECT u.task_id INTO v_other FROM task_unique u
      WHERE u.organisation = p_organisation AND u.owner = p_owner AND u.type = p_type AND u.key = p_unique_key;
      IF p_key IS NOT NULL THEN
        UPDATE task_key k SET task_id = v_other
        WHERE k.organisation = p_organisation AND k.owner = p_owner AND k.type = p_type AND k.key = p_key;
      END IF;
      RETURN QUERY SELECT v_other, 'unique';
      RETURN;
    END IF;
  END IF;
  v_lane := task_wake_lane(p_type, p_organisation, p_owner);
  IF p_most_waiting IS NOT NULL AND p_most_waiting <= (SELECT count(*) FROM
      (SELECT FROM task_ready r WHERE r.lane_id = v_lane LIMIT p_most_waiting) AS bounded) THEN
    IF p_key IS NOT NULL THEN
      DELETE FROM task_key k WHERE k.task_id = v_id AND k.organisation = p_organisation AND k.owner = p_owner
        AND k.type = p_type AND k.key = p_key;
    END IF;
    IF p_unique_key IS NOT NULL THEN
      DELETE FROM task_unique u WHERE u.organisation = p_organisation AND u.owner = p_owner
        AND u.type = p_type AND u.key = p_unique_key;
    END IF;
    RETURN QUERY SELECT NULL::uuid, 'full';
    RETURN;
  END IF;
  INSERT INTO task (task_id, organisation, owner, type, priority, state, payload, score, unique_key, created_at, ready_at)
  VALUES (v_id, p_organisation, p_owner, p_type, p_priority,
          CASE WHEN v_run > v_now THEN 'scheduled' ELSE 'waiting' END,
          p_payload, task_millis(v_run) - p_boost_ms, p_unique_key, v_now, greatest(v_run, v_now));
  IF v_run > v_now THEN
    INSERT INTO task_deferred VALUES (v_id, v_run, v_lane);
  ELSE
    INSERT INTO task_ready VALUES (v_lane, task_millis(v_run) - p_boost_ms, v_id);
  END IF;
  RETURN QUERY SELECT v_id, 'made';
END $$;

-- Takes many tasks of one owner and type in, without keys.
CREATE FUNCTION task_enqueue_all(
  p_organisation text, p_owner text, p_type text, p_priority smallint, p_boost_ms bigint, p_payloads jsonb)
RETURNS int LANGUAGE sql AS $$
  WITH lane AS MATERIALIZED (
    SELECT task_wake_lane(p_type, p_organisation, p_owner) AS lane_id, clock_timestamp() AS moment
  ), made AS (
    INSERT INTO task (task_id, organisation, owner, type, priority, state, payload, score, created_at, ready_at)
    SELECT task_new_id(l.moment), p_organisation, p_owner, p_type, p_priority, 'waiting', p.value,
           task_millis(l.moment) - p_boost_ms, l.moment, l.moment
    FROM lane l, jsonb_array_elements(p_payloads) AS p
    RETURNING task_id, score
  ), ready AS (
    INSERT INTO task_ready SELECT l.lane_id, m.score, m.task_id FROM made m, lane l
  )
  SELECT count(*)::int FROM made
$$;

-- The fair claim, in one statement. Lanes are locked, never tasks: of the lanes that may run something, those that
-- were served least come first, and their tasks are taken in turns. A limit keeps a lane out of the choice, so that
-- nobody waits behind it. The planner is told to use the indexes, because its figures about a queue are always old.
CREATE FUNCTION task_claim(p_worker uuid, p_node text, p_lease_ms bigint, p_types text[], p_rooms int[])
RETURNS TABLE (
  task_id uuid, epoch int, organisation text, owner text, type text, payload jsonb, attempt int, crashes int,
  checkpoint jsonb, waited_ms bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
BEGIN
  -- who was silent for a lease may have lost what it holds: it says that it lives before it takes more
  PERFORM FROM task_worker w
  WHERE w.worker_id = p_worker AND w.last_seen > v_now - p_lease_ms * interval '1 millisecond';
  IF NOT FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT t.type, t.most_running, t.per_minute, t.owner_running, t.owner_per_minute, t.turn, a.room
    FROM unnest(p_types, p_rooms) AS a(type, room) JOIN task_type t ON t.type = a.type
    WHERE a.room > 0 AND NOT t.paused
  ), held AS MATERIALIZED (
    SELECT t.type, t.turn, t.next_at FROM asked a JOIN task_type t ON t.type = a.type
    WHERE a.most_running IS NOT NULL OR a.per_minute IS NOT NULL
    ORDER BY t.type FOR UPDATE OF t SKIP LOCKED
  ), opened AS MATERIALIZED (
    -- a row that another claim has changed since this statement began is left alone: what it says about the
    -- leases of that claim is not visible here
    SELECT a.*, h.type IS NOT NULL AS limited, h.next_at,
           -- what has no limit is not counted
           least(a.room,
                 CASE WHEN a.per_minute IS NOT NULL THEN task_allowance(a.per_minute, h.next_at, v_now) END,
                 CASE WHEN a.most_running IS NOT NULL THEN
                   a.most_running - (SELECT count(*) FROM task_lease l WHERE l.type = a.type) END)::int AS free
    FROM asked a LEFT JOIN held h ON h.type = a.type AND h.turn = a.turn
    WHERE h.type IS NOT NULL OR (a.most_running IS NULL AND a.per_minute IS NULL)
  ), candidate AS MATERIALIZED (
    SELECT o.type, c.lane_id, c.vtime
    FROM opened o CROSS JOIN LATERAL (
      SELECT l.lane_id, l.vtime FROM task_lane l
      WHERE l.type = o.type AND l.standing > 0
        AND (o.owner_per_minute IS NULL OR task_allowance(o.owner_per_minute, l.next_at, v_now) > 0)
        AND (o.owner_running IS NULL
             OR (SELECT count(*) FROM task_lease e WHERE e.lane_id = l.lane_id) < o.owner_running)
        AND (SELECT 1 FROM task_ready r WHERE r.lane_id = l.lane_id LIMIT 1) = 1
      ORDER BY l.vtime LIMIT 64) c
    WHERE o.free > 0
  ), mine AS MATERIALIZED (
    SELECT l.lane_id, l.vtime, l.standing, l.next_at
    FROM candidate c JOIN task_lane l ON l.lane_id = c.lane_id
    ORDER BY l.lane_id FOR UPDATE OF l SKIP LOCKED
  ), ripe AS MATERIALIZED (
    -- who comes back does not get what others were served meanwhile; a changed row is left alone, as above
    SELECT m.lane_id, m.next_at AS lane_next_at, o.type, o.free, o.owner_per_minute,
           CASE WHEN m.standing = 2 THEN m.vtime ELSE greatest(m.vtime,
             (SELECT min(b.vtime) FROM task_lane b WHERE b.type = o.type AND b.standing = 2)) END AS served,
           -- of each lane about twice its share is looked at: what a short lane leaves is found the next time
           least(o.free,
                 CASE WHEN o.owner_per_minute IS NOT NULL THEN task_allowance(o.owner_per_minute, m.next_at, v_now) END,
                 CASE WHEN o.owner_running IS NOT NULL THEN
                   o.owner_running - (SELECT count(*) FROM task_lease e WHERE e.lane_id = m.lane_id) END,
                 8 + 2 * o.free / count(*) OVER (PARTITION BY o.type))::int AS most
    FROM candidate c
    JOIN mine m ON m.lane_id = c.lane_id AND m.vtime = c.vtime
    JOIN opened o ON o.type = c.type
  ), first AS MATERIALIZED (
    -- one more than may be taken, to know whether the lane is empty then
    SELECT p.lane_id, p.type, p.free, p.most, p.served, q.task_id, q.score, q.place
    FROM ripe p CROSS JOIN LATERAL (
      SELECT r.task_id, r.score, row_number() OVER (ORDER BY r.score, r.task_id) AS place
      FROM task_ready r WHERE r.lane_id = p.lane_id ORDER BY r.score, r.task_id LIMIT p.most + 1) q
  ), turns AS MATERIALIZED (
    SELECT f.lane_id, f.task_id, f.score, f.free,
           row_number() OVER (PARTITION BY f.type ORDER BY f.served + f.place, f.score) AS turn
    FROM first f WHERE f.place <= f.most
  ), taken AS (
    DELETE FROM task_ready d USING turns t
    WHERE t.turn <= t.free AND d.lane_id = t.lane_id AND d.score = t.score AND d.task_id = t.task_id
    RETURNING d.lane_id, d.task_id
  ), spent AS MATERIALIZED (
    SELECT k.lane_id, count(*) AS number FROM taken k GROUP BY k.lane_id
  ), moved AS (
    UPDATE task_lane l SET vtime = p.served + s.number, served_at = v_now,
      standing = CASE WHEN (SELECT count(*) FROM first f WHERE f.lane_id = l.lane_id) > s.number THEN 2 ELSE 1 END,
      next_at = CASE WHEN p.owner_per_minute IS NULL THEN l.next_at
        ELSE task_spend(p.owner_per_minute, p.lane_next_at, v_now, s.number) END
    FROM spent s JOIN ripe p ON p.lane_id = s.lane_id WHERE l.lane_id = s.lane_id
  ), counted AS (
    UPDATE task_type t SET turn = t.turn + 1, next_at = task_spend(o.per_minute, o.next_at, v_now, n.number)
    FROM (SELECT p.type, sum(s.number)::bigint AS number
          FROM spent s JOIN ripe p ON p.lane_id = s.lane_id GROUP BY p.type) n
    JOIN opened o ON o.type = n.type
    WHERE t.type = n.type AND o.limited
  ), started AS (
    UPDATE task t SET state = 'running', attempt = t.attempt + 1, epoch = t.epoch + 1, started_at = v_now,
      node = p_node, percent = 0, message = '', log = '[]'
    FROM taken k WHERE t.task_id = k.task_id
    RETURNING t.task_id, t.epoch, t.organisation, t.owner, t.type, t.payload, t.attempt, t.crashes, t.checkpoint,
      t.ready_at, k.lane_id
  ), leased AS (
    INSERT INTO task_lease (task_id, epoch, worker_id, lane_id, type, begun)
    SELECT s.task_id, s.epoch, p_worker, s.lane_id, s.type, s.crashes = 0 FROM started s
  )
  SELECT s.task_id, s.epoch, s.organisation, s.owner, s.type, s.payload, s.attempt, s.crashes, s.checkpoint,
         (extract(epoch FROM v_now - s.ready_at) * 1000)::bigint
  FROM started s;
END $$;

-- Ends attempts, of whoever still holds them with that epoch; answers those. Each of p_ends is
-- {id, epoch, state, delayMs, refund, crash, outcome, error, log, result, artefact}.
CREATE FUNCTION task_end(p_ends jsonb) RETURNS TABLE (task_id uuid, state text) LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
BEGIN
  RETURN QUERY
  WITH said AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(p_ends) AS s(
      id uuid, epoch int, state text, "delayMs" bigint, refund int, crash int, outcome text, error text, log jsonb,
      result jsonb, artefact text)
  ), held AS MATERIALIZED (
    SELECT l.task_id, l.lane_id, s.* FROM said s JOIN task_lease l ON l.task_id = s.id AND l.epoch = s.epoch
    ORDER BY l.task_id FOR UPDATE OF l
  ), given_back AS (
    DELETE FROM task_lease l USING held h WHERE l.task_id = h.task_id AND l.epoch = h.epoch
  ), ended AS (
    UPDATE task t SET
      state = CASE WHEN t.cancel_at IS NOT NULL AND s.state IN ('waiting', 'scheduled') THEN 'cancelled' ELSE s.state END,
      attempt = t.attempt - s.refund,
      crashes = t.crashes + s.crash,
      finished_at = CASE WHEN s.state IN ('waiting', 'scheduled') AND t.cancel_at IS NULL THEN NULL ELSE v_now END,
      ready_at = CASE WHEN s.state IN ('waiting', 'scheduled') THEN v_now + s."delayMs" * interval '1 millisecond' ELSE t.ready_at END,
      percent = CASE WHEN s.state = 'succeeded' THEN 100 ELSE t.percent END,
      result = coalesce(s.result, t.result),
      artefact = coalesce(s.artefact, t.artefact),
      error = s.error,
      log = '[]',
      checkpoint = CASE WHEN s.state = 'succeeded' THEN NULL ELSE t.checkpoint END,
      attempts = (CASE WHEN jsonb_array_length(t.attempts) >= 10 THEN t.attempts - 0 ELSE t.attempts END)
        || jsonb_build_object('number', t.epoch, 'node', t.node, 'startedAt', t.started_at, 'endedAt', v_now,
             'outcome', s.outcome, 'detail', s.error, 'log', coalesce(s.log, t.log))
    FROM held s WHERE t.task_id = s.task_id
    RETURNING t.task_id, t.state, t.score, t.ready_at, t.organisation, t.owner, t.type, t.unique_key, s.lane_id
  ), ready AS (
    INSERT INTO task_ready SELECT e.lane_id, e.score, e.task_id FROM ended e WHERE e.state = 'waiting'
  ), later AS (
    INSERT INTO task_deferred SELECT e.task_id, e.ready_at, e.lane_id FROM ended e WHERE e.state = 'scheduled'
  ), awake AS (
    UPDATE task_lane l SET standing = 1, served_at = v_now FROM ended e
    WHERE e.state = 'waiting' AND l.lane_id = e.lane_id AND l.standing = 0
  ), dead AS (
    INSERT INTO task_dead SELECT e.task_id, v_now FROM ended e WHERE e.state IN ('failed', 'quarantined')
    ON CONFLICT DO NOTHING
  ), free AS (
    DELETE FROM task_unique u USING ended e
    WHERE e.unique_key IS NOT NULL AND e.state NOT IN ('waiting', 'scheduled') AND u.organisation = e.organisation
      AND u.owner = e.owner AND u.type = e.type AND u.key = e.unique_key AND u.task_id = e.task_id
  )
  SELECT e.task_id, e.state FROM ended e;
END $$;

-- Takes the tasks of workers that are silent for a lease away from them. Who was silent itself lately, as all are
-- when the database stood still, first gives the others the time of a lease to speak.
CREATE FUNCTION task_rescue(p_worker uuid, p_lease_ms bigint, p_most_crashes int)
RETURNS TABLE (task_id uuid, state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
  v_lease interval := p_lease_ms * interval '1 millisecond';
  v_ends jsonb;
BEGIN
  PERFORM FROM task_worker w
  WHERE w.worker_id = p_worker AND w.last_seen > v_now - v_lease AND w.fresh_since < v_now - v_lease;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT jsonb_agg(jsonb_build_object('id', o.task_id, 'epoch', o.epoch, 'delayMs', 0, 'refund', 1,
    -- what only waited beside the one whose fault it was is not blamed again
    'crash', CASE WHEN o.begun THEN 1 ELSE 0 END,
    'state', CASE WHEN t.cancel_at IS NOT NULL THEN 'cancelled'
                  WHEN o.begun AND t.crashes + 1 >= p_most_crashes THEN 'quarantined' ELSE 'waiting' END,
    'outcome', CASE WHEN o.begun THEN 'crashed' ELSE 'returned' END, 'error', 'Its worker is gone.'))
  INTO v_ends
  FROM (
    SELECT l.task_id, l.epoch, l.begun FROM task_lease l
    WHERE NOT EXISTS (SELECT FROM task_worker w WHERE w.worker_id = l.worker_id AND w.last_seen > v_now - v_lease)
    ORDER BY l.task_id LIMIT 500 FOR UPDATE OF l SKIP LOCKED) o
  JOIN task t ON t.task_id = o.task_id;
  IF v_ends IS NOT NULL THEN
    RETURN QUERY SELECT e.task_id, e.state FROM task_end(v_ends) e;
  END IF;
END $$;

-- Says that a worker lives; answers what it holds.
CREATE FUNCTION task_heartbeat(p_worker uuid, p_node text, p_lease_ms bigint)
RETURNS TABLE (task_id uuid, epoch int, cancelled boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
BEGIN
  INSERT INTO task_worker AS w VALUES (p_worker, p_node, v_now, v_now)
  ON CONFLICT (worker_id) DO UPDATE SET last_seen = v_now,
    fresh_since = CASE WHEN w.last_seen < v_now - p_lease_ms * interval '1 millisecond' THEN v_now ELSE w.fresh_since END;
  RETURN QUERY SELECT l.task_id, l.epoch, l.cancelled FROM task_lease l WHERE l.worker_id = p_worker;
END $$;

-- Moves what is due to what could run; answers how many.
CREATE FUNCTION task_promote(p_most int) RETURNS int LANGUAGE sql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
  WITH due AS MATERIALIZED (
    SELECT d.task_id, d.lane_id FROM task_deferred d WHERE d.run_at <= clock_timestamp()
    ORDER BY d.run_at LIMIT p_most FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM task_deferred d USING due u WHERE d.task_id = u.task_id
  ), updated AS (
    UPDATE task t SET state = 'waiting' FROM due u WHERE t.task_id = u.task_id
    RETURNING t.task_id, t.score, u.lane_id
  ), ready AS (
    INSERT INTO task_ready SELECT u.lane_id, u.score, u.task_id FROM updated u
  ), awake AS (
    UPDATE task_lane l SET standing = 1, served_at = clock_timestamp() FROM updated u
    WHERE l.lane_id = u.lane_id AND l.standing = 0
  )
  SELECT count(*)::int FROM updated
$$;

-- Puts lanes that are empty for a while to sleep, and wakes those that were put to sleep by mistake: whoever
-- enqueued looked at the lane just before.
CREATE FUNCTION task_tidy_lanes() RETURNS void LANGUAGE sql AS $$
  UPDATE task_lane l SET standing = 0
  WHERE l.standing = 1 AND l.served_at < clock_timestamp() - interval '10 seconds'
    AND NOT EXISTS (SELECT FROM task_ready r WHERE r.lane_id = l.lane_id);
  UPDATE task_lane l SET standing = 1, served_at = clock_timestamp()
  WHERE l.standing = 0 AND (SELECT 1 FROM task_ready r WHERE r.lane_id = l.lane_id LIMIT 1) = 1;
$$;

-- Keeps how far tasks are, of whoever still holds them; answers those. Each of p_told is
-- {id, epoch, percent, message, log, checkpoint}.
CREATE FUNCTION task_tell(p_told jsonb) RETURNS TABLE (task_id uuid) LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH told AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(p_told) AS s(
      id uuid, epoch int, percent real, message text, log jsonb, checkpoint jsonb)
  ), held AS MATERIALIZED (
    SELECT l.task_id, s.* FROM told s JOIN task_lease l ON l.task_id = s.id AND l.epoch = s.epoch
    ORDER BY l.task_id FOR SHARE OF l
  )
  UPDATE task t SET percent = greatest(t.percent, s.percent), message = s.message, log = s.log,
    checkpoint = coalesce(s.checkpoint, t.checkpoint)
  FROM held s WHERE t.task_id = s.task_id
  RETURNING t.task_id;
END $$;

-- Cancels a task of that owner; null owners stand for everybody's. Answers its state now: running, when its worker
-- has yet to end it; no row, when there is none.
CREATE FUNCTION task_cancel(p_task uuid, p_organisation text, p_owner text) RETURNS TABLE (state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_state text;
BEGIN
  FOR step IN 1..5 LOOP
    SELECT t.state INTO v_state FROM task t WHERE t.task_id = p_task
      AND (p_owner IS NULL OR (t.organisation = p_organisation AND t.owner = p_owner));
    IF NOT FOUND THEN
      RETURN;
    END IF;
    -- in the order of the claim: first what is waiting, then the task
    WITH waiting AS (DELETE FROM task_ready r USING task t, task_lane l
        WHERE t.task_id = p_task AND l.type = t.type AND l.organisation = t.organisation AND l.owner = t.owner
          AND r.lane_id = l.lane_id AND r.score = t.score AND r.task_id = p_task RETURNING r.task_id),
      later AS (DELETE FROM task_deferred d WHERE d.task_id = p_task RETURNING d.task_id),
      both_of_them AS (SELECT task_id FROM waiting UNION SELECT task_id FROM later),
      over AS (UPDATE task t SET state = 'cancelled', cancel_at = clock_timestamp(), finished_at = clock_timestamp(),
          epoch = t.epoch + 1
        FROM both_of_them b WHERE t.task_id = b.task_id
        RETURNING t.organisation, t.owner, t.type, t.unique_key)
    DELETE FROM task_unique u USING over o WHERE u.organisation = o.organisation AND u.owner = o.owner
      AND u.type = o.type AND u.key = o.unique_key;
    UPDATE task_lease l SET cancelled = true WHERE l.task_id = p_task;
    IF FOUND THEN
      UPDATE task t SET cancel_at = coalesce(t.cancel_at, clock_timestamp()) WHERE t.task_id = p_task;
    END IF;
    SELECT t.state INTO v_state FROM task t WHERE t.task_id = p_task;
    -- what moved between the two while we looked is looked for again
    EXIT WHEN v_state NOT IN ('waiting', 'scheduled');
  END LOOP;
  RETURN QUERY SELECT v_state;
END $$;

-- Lets a task that ended badly run again; answers whether it did; no row, when there is none.
CREATE FUNCTION task_retry(p_task uuid, p_organisation text, p_owner text) RETURNS TABLE (again boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
  v_task record;
BEGIN
  SELECT t.* INTO v_task FROM task t WHERE t.task_id = p_task
    AND (p_owner IS NULL OR (t.organisation = p_organisation AND t.owner = p_owner)) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF v_task.state NOT IN ('failed', 'cancelled', 'quarantined') THEN
    RETURN QUERY SELECT false;
    RETURN;
  END IF;
  IF v_task.unique_key IS NOT NULL THEN
    INSERT INTO task_unique VALUES (v_task.organisation, v_task.owner, v_task.type, v_task.unique_key, p_task)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RETURN QUERY SELECT false;
      RETURN;
    END IF;
  END IF;
  UPDATE task t SET state = 'waiting', attempt = 0, crashes = 0, cancel_at = NULL, finished_at = NULL, error = '',
    percent = 0, message = '', ready_at = v_now WHERE t.task_id = p_task;
  DELETE FROM task_dead d WHERE d.task_id = p_task;
  INSERT INTO task_ready
  SELECT task_wake_lane(v_task.type, v_task.organisation, v_task.owner), v_task.score, p_task;
  RETURN QUERY SELECT true;
END $$;
