-- Cache policies that were changed by an operator; the others are those of the configuration.
CREATE TABLE cache_policy (
  name       text        PRIMARY KEY,
  version    bigint      NOT NULL CHECK (version > 0),
  policy     jsonb       NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
