-- A batch of a pull and how far the pull has come are one transaction: a worker that dies between them left rows that its
-- successor found there and counted as unchanged.

-- Writes rows as V18's function does, and keeps the checkpoint of the attempt with what became of them added to its numbers.
-- No row: another worker has the task.
CREATE FUNCTION sync_rows(p_fence text, p_source text, p_organisation text, p_rows jsonb, p_checkpoint jsonb)
RETURNS TABLE (inserted bigint, updated bigint, unchanged bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_task uuid := split_part(p_fence, ':', 1)::uuid;
  v_epoch int := split_part(p_fence, ':', 2)::int;
  v_inserted bigint;
  v_updated bigint;
  v_unchanged bigint;
BEGIN
  -- not FOR SHARE, for it is written below: two who share it would wait for each other
  PERFORM FROM task_lease l WHERE l.task_id = v_task AND l.epoch = v_epoch FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT w.inserted, w.updated, w.unchanged INTO v_inserted, v_updated, v_unchanged
  FROM sync_rows(p_fence, p_source, p_organisation, p_rows) w;
  UPDATE task_lease l SET checkpoint = p_checkpoint || jsonb_build_object(
    'inserted', (p_checkpoint ->> 'inserted')::bigint + v_inserted,
    'updated', (p_checkpoint ->> 'updated')::bigint + v_updated,
    'unchanged', (p_checkpoint ->> 'unchanged')::bigint + v_unchanged)
  WHERE l.task_id = v_task AND l.epoch = v_epoch;
  RETURN QUERY SELECT v_inserted, v_updated, v_unchanged;
END $$;
