-- Tasks, cheaper: what a running attempt says is on its lease, so that the wide row of a task is written twice in its
-- life, when it is asked for and when an attempt is over. Endings come as arrays. docs/tasks.md has the guarantees.

-- `task.state` is what the task was before its claim; while there is a lease, it is running. An attempt and an epoch are
-- counted there when the attempt is over. The history of a task that succeeded holds the attempts before: its last
-- one is in the columns epoch, node, started_at, finished_at and log.
ALTER TABLE task_lease
  ADD COLUMN node text NOT NULL DEFAULT '',
  ADD COLUMN started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN percent real NOT NULL DEFAULT 0,
  ADD COLUMN message text NOT NULL DEFAULT '',
  ADD COLUMN log jsonb,
  ADD COLUMN checkpoint jsonb,
  ADD COLUMN limited boolean NOT NULL DEFAULT true;
UPDATE task_lease l SET node = t.node, started_at = coalesce(t.started_at, clock_timestamp()), percent = t.percent,
  message = t.message, log = t.log, checkpoint = t.checkpoint
FROM task t WHERE t.task_id = l.task_id;
UPDATE task t SET state = 'waiting', attempt = t.attempt - 1, epoch = t.epoch - 1
FROM task_lease l WHERE t.task_id = l.task_id AND t.state = 'running';

-- leases are counted only for types with limits; the others pay for one index instead of four
DROP INDEX task_lease_lane, task_lease_type, task_lease_worker;
CREATE INDEX task_lease_limited ON task_lease (type, lane_id) WHERE limited;

-- Room on the page for the second writing of each row, so that no index is written again. A month that is there is not
-- made again, which the server would remark on at each start.
CREATE OR REPLACE FUNCTION task_make_partitions(ahead int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamptz;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('spinreserve.task_partitions'));
  FOR step IN 0..ahead LOOP
    month := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    month := (month AT TIME ZONE 'UTC' + step * interval '1 month') AT TIME ZONE 'UTC';
    name := 'task_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF task FOR VALUES FROM (%L) TO (%L)
         WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)',
      name, task_first_id(month),
      task_first_id((month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
  END LOOP;
END $$;
DO $$
DECLARE
  part text;
BEGIN
  FOR part IN SELECT i.inhrelid::regclass::text FROM pg_inherits i WHERE i.inhparent = 'task'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (fillfactor = 50)', part);
  END LOOP;
END $$;

-- The attempts of a task that are over, the last ten.
CREATE FUNCTION task_attempts(
  p_attempts jsonb, p_state text, p_epoch int, p_node text, p_started timestamptz, p_finished timestamptz,
  p_error text, p_log jsonb)
RETURNS jsonb LANGUAGE sql STABLE
RETURN CASE
  WHEN p_state <> 'succeeded' OR coalesce((p_attempts -> -1 ->> 'number')::int, 0) = p_epoch THEN p_attempts
  ELSE (CASE WHEN jsonb_array_length(p_attempts) >= 10 THEN p_attempts - 0 ELSE p_attempts END)
    || jsonb_build_object('number', p_epoch, 'node', p_node, 'startedAt', p_started, 'endedAt', p_finished,
         'outcome', 'succeeded', 'detail', p_error, 'log', p_log) END;

-- The fair claim, as in V16 but for what it writes: the task itself is only read, its place in the queue is deleted where
-- it was found, and its lease is written. The tasks are read by a statement of their own, here and below: PostgreSQL 18
-- was seen to fail where one statement waits for a row and reads a partitioned table.
CREATE OR REPLACE FUNCTION task_claim(p_worker uuid, p_node text, p_lease_ms bigint, p_types text[], p_rooms int[])
RETURNS TABLE (
  task_id uuid, epoch int, organisation text, owner text, type text, payload jsonb, attempt int, crashes int,
  checkpoint jsonb, waited_ms bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
  v_tasks uuid[];
  v_lanes int[];
  v_limited text[];
  v_busy int;
BEGIN
  -- who was silent for a lease may have lost what it holds: it says that it lives before it takes more
  PERFORM FROM task_worker w
  WHERE w.worker_id = p_worker AND w.last_seen > v_now - p_lease_ms * interval '1 millisecond';
  IF NOT FOUND THEN
    RETURN;
  END IF;
  FOR step IN 1..2 LOOP
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
                   a.most_running - (SELECT count(*) FROM task_lease l WHERE l.type = a.type AND l.limited) END)::int AS free
    FROM asked a LEFT JOIN held h ON h.type = a.type AND h.turn = a.turn
    WHERE h.type IS NOT NULL OR (a.most_running IS NULL AND a.per_minute IS NULL)
  ), candidate AS MATERIALIZED (
    SELECT o.type, c.lane_id, c.vtime
    FROM opened o CROSS JOIN LATERAL (
      SELECT l.lane_id, l.vtime FROM task_lane l
      WHERE l.type = o.type AND l.standing > 0
        AND (o.owner_per_minute IS NULL OR task_allowance(o.owner_per_minute, l.next_at, v_now) > 0)
        AND (o.owner_running IS NULL
             OR (SELECT count(*) FROM task_lease e WHERE e.type = o.type AND e.lane_id = l.lane_id AND e.limited)
               < o.owner_running)
        AND (SELECT 1 FROM task_ready r WHERE r.lane_id = l.lane_id LIMIT 1) = 1
      -- a claim of a few does not hold many lanes, and leaves some to a claim beside it
      ORDER BY l.vtime LIMIT least(64, 8 + 2 * o.free)) c
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
           -- of each lane somewhat more than its share is looked at: what a short lane leaves is found the next time
           least(o.free,
                 CASE WHEN o.owner_per_minute IS NOT NULL THEN task_allowance(o.owner_per_minute, m.next_at, v_now) END,
                 CASE WHEN o.owner_running IS NOT NULL THEN o.owner_running
                   - (SELECT count(*) FROM task_lease e WHERE e.type = o.type AND e.lane_id = m.lane_id AND e.limited) END,
                 8 + 5 * o.free / (4 * count(*) OVER (PARTITION BY o.type)))::int AS most
    FROM candidate c
    JOIN mine m ON m.lane_id = c.lane_id AND m.vtime = c.vtime
    JOIN opened o ON o.type = c.type
  ), first AS MATERIALIZED (
    -- one more than may be taken, to know whether the lane is empty then
    SELECT p.lane_id, p.type, p.free, p.most, p.served, q.found_at, q.score, q.place
    FROM ripe p CROSS JOIN LATERAL (
      SELECT r.ctid AS found_at, r.score, row_number() OVER (ORDER BY r.score, r.task_id) AS place
      FROM task_ready r WHERE r.lane_id = p.lane_id ORDER BY r.score, r.task_id LIMIT p.most + 1) q
  ), turns AS MATERIALIZED (
    SELECT f.found_at, f.free,
           row_number() OVER (PARTITION BY f.type ORDER BY f.served + f.place, f.score) AS turn
    FROM first f WHERE f.place <= f.most
  ), taken AS MATERIALIZED (
    DELETE FROM task_ready d USING turns t WHERE t.turn <= t.free AND d.ctid = t.found_at
    RETURNING d.lane_id, d.task_id
  ), spent AS MATERIALIZED (
    SELECT k.lane_id, count(*) AS number FROM taken k GROUP BY k.lane_id
  ), seen AS MATERIALIZED (
    SELECT f.lane_id, count(*) AS number FROM first f GROUP BY f.lane_id
  ), moved AS (
    UPDATE task_lane l SET vtime = p.served + s.number, served_at = v_now,
      standing = CASE WHEN n.number > s.number THEN 2 ELSE 1 END,
      next_at = CASE WHEN p.owner_per_minute IS NULL THEN l.next_at
        ELSE task_spend(p.owner_per_minute, p.lane_next_at, v_now, s.number) END
    FROM spent s JOIN ripe p ON p.lane_id = s.lane_id JOIN seen n ON n.lane_id = s.lane_id
    WHERE l.lane_id = s.lane_id
  ), counted AS (
    UPDATE task_type t SET turn = t.turn + 1, next_at = task_spend(o.per_minute, o.next_at, v_now, n.number)
    FROM (SELECT p.type, sum(s.number)::bigint AS number
          FROM spent s JOIN ripe p ON p.lane_id = s.lane_id GROUP BY p.type) n
    JOIN opened o ON o.type = n.type
    WHERE t.type = n.type AND o.limited
  )
  SELECT array_agg(k.task_id), array_agg(k.lane_id), (SELECT min(c.lane_id) FROM candidate c)
  INTO v_tasks, v_lanes, v_busy FROM taken k;
  EXIT WHEN v_tasks IS NOT NULL;
  IF v_busy IS NULL OR step = 2 THEN
    RETURN;
  END IF;
  -- another claim holds all lanes for some milliseconds: it is waited for, and then it is looked again
  BEGIN
    PERFORM set_config('lock_timeout', '200ms', true);
    PERFORM FROM task_lane l WHERE l.lane_id = v_busy FOR UPDATE;
    PERFORM set_config('lock_timeout', '0', true);
  EXCEPTION WHEN lock_not_available THEN
    RETURN;
  END;
  v_now := clock_timestamp();
  END LOOP;
  v_limited := ARRAY(SELECT y.type FROM task_type y
    WHERE y.type = ANY (p_types) AND (y.most_running IS NOT NULL OR y.owner_running IS NOT NULL));
  -- nobody changes these tasks meanwhile: who does takes them out of the queue first
  RETURN QUERY
  WITH started AS MATERIALIZED (
    SELECT t.task_id, t.epoch + 1 AS epoch, t.organisation, t.owner, t.type, t.payload, t.attempt + 1 AS attempt,
      t.crashes, t.checkpoint, t.ready_at, k.lane_id
    FROM unnest(v_tasks, v_lanes) AS k(task_id, lane_id) JOIN task t ON t.task_id = k.task_id
  ), leased AS (
    INSERT INTO task_lease (task_id, epoch, worker_id, lane_id, type, begun, node, started_at, limited)
    SELECT s.task_id, s.epoch, p_worker, s.lane_id, s.type, s.crashes = 0, p_node, v_now,
      s.type = ANY (v_limited)
    FROM started s
  )
  SELECT s.task_id, s.epoch, s.organisation, s.owner, s.type, s.payload, s.attempt, s.crashes, s.checkpoint,
         (date_part('epoch', v_now - s.ready_at) * 1000)::bigint
  FROM started s;
END $$;

-- an attempt that is over, with what its lease held
CREATE TYPE task_over AS (
  task_id uuid, epoch int, state text, delay_ms bigint, refund int, crash int, outcome text, error text, result jsonb,
  artefact text, log jsonb, lane_id int, node text, started_at timestamptz, percent real, message text, checkpoint jsonb);

-- Ends attempts, of whoever still holds them with that epoch; answers those that are held no more. Each array has an
-- element for each attempt; logs and results are JSON, null when there is none.
CREATE FUNCTION task_finish(
  p_ids uuid[], p_epochs int[], p_states text[], p_delays_ms bigint[], p_refunds int[], p_crashes int[],
  p_outcomes text[], p_errors text[], p_logs text[], p_results text[], p_artefacts text[])
RETURNS SETOF uuid LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
  v_over task_over[];
BEGIN
  WITH said AS MATERIALIZED (
    -- in one order everywhere, so that two who end the same tasks do not wait for each other in a circle
    SELECT * FROM unnest(p_ids, p_epochs, p_states, p_delays_ms, p_refunds, p_crashes, p_outcomes, p_errors, p_logs,
        p_results, p_artefacts)
      AS s(id, epoch, state, delay_ms, refund, crash, outcome, error, log, result, artefact)
    ORDER BY s.id
  ), held AS MATERIALIZED (
    DELETE FROM task_lease l USING said s WHERE l.task_id = s.id AND l.epoch = s.epoch
    RETURNING ROW(l.task_id, l.epoch, s.state, s.delay_ms, s.refund, s.crash, s.outcome, s.error, s.result::jsonb,
      s.artefact, coalesce(s.log::jsonb, l.log, '[]'), l.lane_id, l.node, l.started_at, l.percent, l.message,
      l.checkpoint)::task_over AS attempt
  )
  SELECT array_agg(h.attempt) INTO v_over FROM held h;
  WITH ended AS (
    UPDATE task t SET
      state = CASE WHEN t.cancel_at IS NOT NULL AND s.state IN ('waiting', 'scheduled') THEN 'cancelled' ELSE s.state END,
      attempt = t.attempt + 1 - s.refund,
      crashes = t.crashes + s.crash,
      epoch = s.epoch,
      node = s.node,
      started_at = s.started_at,
      finished_at = CASE WHEN s.state IN ('waiting', 'scheduled') AND t.cancel_at IS NULL THEN NULL ELSE v_now END,
      ready_at = CASE WHEN s.state IN ('waiting', 'scheduled') THEN v_now + s.delay_ms * interval '1 millisecond' ELSE t.ready_at END,
      percent = CASE WHEN s.state = 'succeeded' THEN 100 ELSE s.percent END,
      message = s.message,
      result = coalesce(s.result, t.result),
      artefact = coalesce(s.artefact, t.artefact),
      error = s.error,
      log = CASE WHEN s.state = 'succeeded' THEN s.log ELSE '[]' END,
      checkpoint = CASE WHEN s.state = 'succeeded' THEN NULL ELSE coalesce(s.checkpoint, t.checkpoint) END,
      attempts = CASE WHEN s.state = 'succeeded' THEN t.attempts
        ELSE (CASE WHEN jsonb_array_length(t.attempts) >= 10 THEN t.attempts - 0 ELSE t.attempts END)
          || jsonb_build_object('number', s.epoch, 'node', s.node, 'startedAt', s.started_at, 'endedAt', v_now,
               'outcome', s.outcome, 'detail', s.error, 'log', s.log) END
    FROM unnest(v_over) AS s WHERE t.task_id = s.task_id
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
  )
  DELETE FROM task_unique u USING ended e
  WHERE e.unique_key IS NOT NULL AND e.state NOT IN ('waiting', 'scheduled') AND u.organisation = e.organisation
    AND u.owner = e.owner AND u.type = e.type AND u.key = e.unique_key AND u.task_id = e.task_id;
  IF coalesce(cardinality(v_over), 0) < cardinality(p_ids) THEN
    RETURN QUERY SELECT * FROM unnest(p_ids) EXCEPT SELECT s.task_id FROM unnest(v_over) AS s;
  END IF;
END $$;

-- The same for nodes of the build before, while a cluster is brought to this one.
CREATE OR REPLACE FUNCTION task_end(p_ends jsonb) RETURNS TABLE (task_id uuid, state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH said AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(p_ends) AS s(
      id uuid, epoch int, state text, "delayMs" bigint, refund int, crash int, outcome text, error text, log jsonb,
      result jsonb, artefact text)
  ), refused AS MATERIALIZED (
    SELECT r.id FROM (
      SELECT array_agg(s.id) AS ids, array_agg(s.epoch) AS epochs, array_agg(s.state) AS states,
        array_agg(s."delayMs") AS delays, array_agg(s.refund) AS refunds, array_agg(s.crash) AS crashes,
        array_agg(s.outcome) AS outcomes, array_agg(s.error) AS errors, array_agg(s.log::text) AS logs,
        array_agg(s.result::text) AS results, array_agg(s.artefact) AS artefacts
      FROM said s) a
    CROSS JOIN LATERAL task_finish(a.ids, a.epochs, a.states, a.delays, a.refunds, a.crashes, a.outcomes, a.errors,
      a.logs, a.results, a.artefacts) AS r(id)
  )
  SELECT s.id, s.state FROM said s WHERE NOT EXISTS (SELECT FROM refused r WHERE r.id = s.id);
END $$;

CREATE OR REPLACE FUNCTION task_rescue(p_worker uuid, p_lease_ms bigint, p_most_crashes int)
RETURNS TABLE (task_id uuid, state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
  v_lease interval := p_lease_ms * interval '1 millisecond';
  v_lost record;
BEGIN
  PERFORM FROM task_worker w
  WHERE w.worker_id = p_worker AND w.last_seen > v_now - v_lease AND w.fresh_since < v_now - v_lease;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT array_agg(o.task_id) AS ids, array_agg(o.epoch) AS epochs, array_agg(0::bigint) AS delays,
    array_agg(1) AS refunds, array_agg(NULL::text) AS nothing,
    -- what only waited beside the one whose fault it was is not blamed again
    array_agg(o.begun::int) AS crashes,
    array_agg(CASE WHEN t.cancel_at IS NOT NULL THEN 'cancelled'
                   WHEN o.begun AND t.crashes + 1 >= p_most_crashes THEN 'quarantined' ELSE 'waiting' END) AS states,
    array_agg(CASE WHEN o.begun THEN 'crashed' ELSE 'returned' END) AS outcomes,
    array_agg('Its worker is gone.'::text) AS errors
  INTO v_lost
  FROM (
    SELECT l.task_id, l.epoch, l.begun FROM task_lease l
    WHERE NOT EXISTS (SELECT FROM task_worker w WHERE w.worker_id = l.worker_id AND w.last_seen > v_now - v_lease)
    ORDER BY l.task_id LIMIT 500 FOR UPDATE OF l SKIP LOCKED) o
  JOIN task t ON t.task_id = o.task_id;
  IF v_lost.ids IS NOT NULL THEN
    PERFORM task_finish(v_lost.ids, v_lost.epochs, v_lost.states, v_lost.delays, v_lost.refunds, v_lost.crashes,
      v_lost.outcomes, v_lost.errors, v_lost.nothing, v_lost.nothing, v_lost.nothing);
    RETURN QUERY SELECT * FROM unnest(v_lost.ids, v_lost.states);
  END IF;
END $$;

-- Keeps how far tasks are, of whoever still holds them; answers those. Each of p_told is
-- {id, epoch, percent, message, log, checkpoint}.
CREATE OR REPLACE FUNCTION task_tell(p_told jsonb) RETURNS TABLE (task_id uuid) LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH told AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(p_told) AS s(
      id uuid, epoch int, percent real, message text, log jsonb, checkpoint jsonb)
    ORDER BY s.id
  )
  UPDATE task_lease l SET percent = greatest(l.percent, s.percent), message = s.message, log = s.log,
    checkpoint = coalesce(s.checkpoint, l.checkpoint)
  FROM told s WHERE l.task_id = s.id AND l.epoch = s.epoch
  RETURNING l.task_id;
END $$;

-- Cancels a task of that owner; null owners stand for everybody's. Answers its state now: running, when its worker
-- has yet to end it; no row, when there is none.
CREATE OR REPLACE FUNCTION task_cancel(p_task uuid, p_organisation text, p_owner text)
RETURNS TABLE (state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_state text;
BEGIN
  FOR step IN 1..5 LOOP
    PERFORM FROM task t WHERE t.task_id = p_task
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
      v_state := 'running';
      EXIT;
    END IF;
    SELECT t.state INTO v_state FROM task t WHERE t.task_id = p_task;
    -- what moved between the two while we looked is looked for again
    EXIT WHEN v_state NOT IN ('waiting', 'scheduled');
  END LOOP;
  RETURN QUERY SELECT v_state;
END $$;
