-- Webhooks: where events are sent to, and the secrets that sign them.
CREATE TABLE webhook (
  webhook_id     uuid PRIMARY KEY,
  organisation   text NOT NULL,               -- empty: of none
  name           text NOT NULL,
  url            text NOT NULL,
  sealed         bytea NOT NULL,              -- the signing secret, and the one before it
  previous_until timestamptz NOT NULL DEFAULT 'epoch',  -- so long deliveries are signed with both
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (organisation, name)
);

-- results of tasks are kept longer than files that were sent for them
ALTER TABLE task_file ADD COLUMN keep_until timestamptz NOT NULL DEFAULT clock_timestamp() + interval '1 day';
