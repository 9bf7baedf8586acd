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
