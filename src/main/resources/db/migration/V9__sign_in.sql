-- Other ways to sign in than a password.

-- proofs that the OIDC provider said who somebody is, each traded once for a session
CREATE UNLOGGED TABLE oidc_ticket (
  hash            bytea       PRIMARY KEY CHECK (octet_length(hash) = 32),
  username        text        NOT NULL,
  organisation_id text        NOT NULL,
  role            text        NOT NULL CHECK (role IN ('viewer', 'trader', 'operator', 'admin')),
  expires_at      timestamptz NOT NULL
);

-- by what passkeys know an account: random, so that it tells nothing
CREATE TABLE passkey_user (
  username text  PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  handle   bytea NOT NULL UNIQUE CHECK (octet_length(handle) = 32)
);

CREATE TABLE passkey (
  id            uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  username      text        NOT NULL REFERENCES passkey_user ON DELETE CASCADE,
  name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  credential_id bytea       NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  public_key    bytea       NOT NULL,
  sign_count    bigint      NOT NULL CHECK (sign_count >= 0),
  synced        boolean     NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_used_at  timestamptz,
  -- when its counter went backwards, as that of a copy does
  suspected_at  timestamptz
);
CREATE INDEX passkey_of_user ON passkey (username);

-- each is answered once, within two minutes, on any node
CREATE UNLOGGED TABLE passkey_challenge (
  id         text        PRIMARY KEY CHECK (length(id) = 43),
  -- whose new passkey it is for; null: somebody signs in
  username   text        REFERENCES account ON DELETE CASCADE,
  request    text        NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_end ON passkey_challenge (expires_at);
