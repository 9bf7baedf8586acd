-- Secrets in PostgreSQL are sealed with a master key that is not in it.

CREATE TABLE sealed_secret (
  name       text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
  sealed     bytea NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- a key was kept in clear text; the next node that starts seals it, because SQL has no master key
ALTER TABLE seal_key ALTER COLUMN secret DROP NOT NULL;
ALTER TABLE seal_key ADD COLUMN sealed bytea;
ALTER TABLE seal_key ADD CONSTRAINT seal_key_once CHECK (num_nonnulls(secret, sealed) = 1);
