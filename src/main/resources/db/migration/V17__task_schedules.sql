-- Schedules, statistics and files of tasks.

-- what the nodes counted, written every few seconds; histograms as pairs of a bucket and its count
CREATE TABLE task_stat (
  type      text NOT NULL,
  node      text NOT NULL,
  at        timestamptz NOT NULL,
  succeeded int NOT NULL,
  failed    int NOT NULL,
  other     int NOT NULL,
  waits     int[] NOT NULL,
  runs      int[] NOT NULL
);
CREATE INDEX task_stat_at ON task_stat USING brin (at);

-- work that is asked for again and again
CREATE TABLE task_schedule (
  schedule_id  int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation text NOT NULL,
  owner        text NOT NULL,
  role         text NOT NULL,               -- of the owner, when it was saved
  name         text NOT NULL,
  type         text NOT NULL,
  payload      jsonb NOT NULL,
  priority     smallint NOT NULL,
  cron         text NOT NULL,
  zone         text NOT NULL,
  next_at      timestamptz,                 -- null: never again
  declared     boolean NOT NULL,            -- by the configuration
  UNIQUE (organisation, owner, name)
);
CREATE INDEX task_schedule_due ON task_schedule (next_at);

-- when a schedule fired, and with which task: the key makes two nodes fire it once
CREATE TABLE task_fire (
  schedule_id int NOT NULL REFERENCES task_schedule ON DELETE CASCADE,
  fire_at     timestamptz NOT NULL,
  task_id     uuid,
  PRIMARY KEY (schedule_id, fire_at)
);

-- files that were sent for a task, in parts, so that every node can read them
CREATE TABLE task_file (
  file_id      uuid PRIMARY KEY,
  organisation text NOT NULL,
  owner        text NOT NULL,
  size_bytes   bigint,                      -- null: not complete
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE task_file_part (
  file_id uuid NOT NULL REFERENCES task_file ON DELETE CASCADE,
  part    int NOT NULL,
  bytes   bytea NOT NULL,
  PRIMARY KEY (file_id, part)
);
ALTER TABLE task_file_part ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Fires a schedule at the time that was due, unless another node did; answers the task, or null.
CREATE FUNCTION task_fire_schedule(
  p_schedule int, p_at timestamptz, p_next timestamptz, p_organisation text, p_owner text, p_type text,
  p_priority smallint, p_boost_ms bigint, p_payload jsonb, p_delay_ms bigint, p_run_at timestamptz, p_key text,
  p_body_hash text, p_unique_key text, p_most_waiting int) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  v_task uuid;
BEGIN
  UPDATE task_schedule s SET next_at = p_next WHERE s.schedule_id = p_schedule AND s.next_at = p_at;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO task_fire VALUES (p_schedule, p_at, NULL) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT e.task_id INTO v_task FROM task_enqueue(
    p_organisation, p_owner, p_type, p_priority, p_boost_ms, p_payload, p_delay_ms, p_run_at, p_key, p_body_hash,
    p_unique_key, p_most_waiting) e;
  UPDATE task_fire f SET task_id = v_task WHERE f.schedule_id = p_schedule AND f.fire_at = p_at;
  RETURN v_task;
END $$;
