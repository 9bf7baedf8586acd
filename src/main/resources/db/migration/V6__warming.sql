-- Warming: its runs, and what was read when.

CREATE TABLE warm_run (
  run_id        uuid PRIMARY KEY,
  mode          text NOT NULL CHECK (mode IN ('FULL', 'CRITICAL', 'POPULAR', 'PREDICTED', 'DATASETS')),
  datasets      text[] NOT NULL,             -- of the mode DATASETS; empty otherwise
  asked_by      text NOT NULL,
  node          text NOT NULL,               -- who runs it
  state         text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  total         int NOT NULL DEFAULT 0,
  loaded        int NOT NULL DEFAULT 0,
  already_fresh int NOT NULL DEFAULT 0,
  failed        int NOT NULL DEFAULT 0,
  errors        text[] NOT NULL DEFAULT '{}',
  started_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at  timestamptz NOT NULL DEFAULT clock_timestamp(),  -- by the database's clock, as all of them
  finished_at   timestamptz,
  CHECK ((state = 'RUNNING') = (finished_at IS NULL))
);

-- one run of a mode at a time in the cluster; of some datasets, one for the same ones
CREATE UNIQUE INDEX warm_run_one_at_a_time ON warm_run (mode, datasets) WHERE state = 'RUNNING';
CREATE INDEX warm_run_newest ON warm_run (started_at DESC);

-- a question in the form in which it is asked again and again
CREATE TABLE warm_question (
  question_id  uuid PRIMARY KEY,             -- made of all that follows
  dataset      text NOT NULL,
  format       text NOT NULL,
  organisation text NOT NULL,                -- empty: everybody shares the answer
  parameters   jsonb NOT NULL
);

-- how often it was read in an hour of UTC
CREATE TABLE warm_read (
  hour        timestamptz NOT NULL,
  question_id uuid NOT NULL REFERENCES warm_question ON DELETE CASCADE,
  reads       bigint NOT NULL CHECK (reads > 0),
  PRIMARY KEY (hour, question_id)
);
CREATE INDEX warm_read_question ON warm_read (question_id);
