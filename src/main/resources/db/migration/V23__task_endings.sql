-- The end of an attempt carries how far it came and its last words, which may not have been written before.

-- As in V20 but for these. No percent and no message: what the lease held.
CREATE FUNCTION task_finish(
  p_ids uuid[], p_epochs int[], p_states text[], p_delays_ms bigint[], p_refunds int[], p_crashes int[],
  p_outcomes text[], p_errors text[], p_logs text[], p_results text[], p_artefacts text[], p_percents real[],
  p_messages text[])
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
        p_results, p_artefacts, p_percents, p_messages)
      AS s(id, epoch, state, delay_ms, refund, crash, outcome, error, log, result, artefact, percent, message)
    ORDER BY s.id
  ), held AS MATERIALIZED (
    DELETE FROM task_lease l USING said s WHERE l.task_id = s.id AND l.epoch = s.epoch
    RETURNING ROW(l.task_id, l.epoch, s.state, s.delay_ms, s.refund, s.crash, s.outcome, s.error, s.result::jsonb,
      s.artefact, coalesce(s.log::jsonb, l.log, '[]'), l.lane_id, l.node, l.started_at,
      greatest(l.percent, s.percent), coalesce(s.message, l.message), l.checkpoint)::task_over AS attempt
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

-- The same for what knows nothing of the two: a worker that is gone, and nodes of the build before.
CREATE OR REPLACE FUNCTION task_finish(
  p_ids uuid[], p_epochs int[], p_states text[], p_delays_ms bigint[], p_refunds int[], p_crashes int[],
  p_outcomes text[], p_errors text[], p_logs text[], p_results text[], p_artefacts text[])
RETURNS SETOF uuid LANGUAGE sql
BEGIN ATOMIC
  SELECT * FROM task_finish(p_ids, p_epochs, p_states, p_delays_ms, p_refunds, p_crashes, p_outcomes, p_errors, p_logs,
    p_results, p_artefacts, NULL::real[], NULL::text[]);
END;

-- the newest pull of a source, among millions of other tasks
CREATE INDEX task_syncing ON task ((payload ->> 'source'), task_id) WHERE type = 'data.sync';
