-- Sessions, revocation, keys that are replaced, tokens of services, and who guesses passwords.

ALTER TABLE account
  ADD COLUMN disabled boolean NOT NULL DEFAULT false,
  -- counts up when what was granted before counts no more: another role, another password, disabled
  ADD COLUMN version bigint NOT NULL DEFAULT 1 CHECK (version > 0);

CREATE TABLE session (
  id              text PRIMARY KEY CHECK (id ~ '^[0-9a-f-]{36}$'),
  username        text NOT NULL CHECK (username <> ''),
  organisation_id text NOT NULL,
  role            text NOT NULL CHECK (role IN ('viewer', 'trader', 'operator', 'admin')),
  -- of the local account when its password was checked; 0: somebody else vouches, no account is looked at
  account_version bigint NOT NULL CHECK (account_version >= 0),
  device          text NOT NULL CHECK (length(device) <= 200),
  -- SHA-256 of the refresh token that counts, and of the one before, which counts for some seconds more
  token_hash      bytea NOT NULL CHECK (length(token_hash) = 32),
  previous_hash   bytea CHECK (length(previous_hash) = 32),
  salt            bytea CHECK (length(salt) = 32),
  rotated_at      timestamptz NOT NULL,
  created_at      timestamptz NOT NULL,
  used_at         timestamptz NOT NULL,
  idle_until      timestamptz NOT NULL,
  ends_at         timestamptz NOT NULL,
  ended_at        timestamptz,
  end_reason      text
);
CREATE INDEX session_of_user ON session (username, created_at) WHERE ended_at IS NULL;
CREATE INDEX session_over ON session (ends_at);

-- what is refused although its signature is right; every node reads what is new every second
CREATE TABLE revocation (
  kind       text NOT NULL CHECK (kind IN ('token', 'session', 'account')),
  subject    text NOT NULL,
  -- of an account: tokens of an earlier version are refused
  version    bigint NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (kind, subject)
);
CREATE INDEX revocation_news ON revocation (revoked_at);

ALTER TABLE signing_key
  -- somebody asked for another key in place of this one
  ADD COLUMN replace_asked_at timestamptz,
  ADD COLUMN replace_at_once boolean NOT NULL DEFAULT false,
  -- from when on it signs; null: published, not used yet
  ADD COLUMN signs_since timestamptz,
  -- from when on its tokens are refused; null: it is not replaced
  ADD COLUMN over_at timestamptz;
UPDATE signing_key SET signs_since = added_at;

CREATE TABLE service_token (
  id              text PRIMARY KEY CHECK (id ~ '^[0-9a-f-]{36}$'),
  name            text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  hash            bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  role            text NOT NULL CHECK (role IN ('viewer', 'trader', 'operator', 'admin')),
  organisation_id text NOT NULL,
  scopes          text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  last_used_at    timestamptz,
  revoked_at      timestamptz
);
CREATE UNIQUE INDEX service_token_name ON service_token (name) WHERE revoked_at IS NULL;

-- names are hashed: somebody may have typed a password there
CREATE TABLE sign_in_failure (
  name_hash bytea PRIMARY KEY CHECK (length(name_hash) = 32),
  failures  integer NOT NULL CHECK (failures > 0),
  open_at   timestamptz NOT NULL,
  failed_at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_age ON sign_in_failure (failed_at);
