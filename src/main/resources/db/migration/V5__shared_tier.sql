-- What the tier that all nodes share needs to be the same on all of them.

-- values in Redis are sealed with the newest key; the one before it still opens them
CREATE TABLE seal_key (
  generation int PRIMARY KEY CHECK (generation > 0),
  secret     bytea NOT NULL CHECK (length(secret) = 32),
  made_at    timestamptz NOT NULL DEFAULT now()
);
