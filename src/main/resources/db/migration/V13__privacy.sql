-- Consent with its proof: each giving and each withdrawal is a row; the newest counts.

CREATE TABLE consent (
  consent_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username     text,                              -- empty for a visitor who is not signed in
  visitor      bytea CHECK (length(visitor) = 32),-- the digest of an id that only his browser has
  purpose      text NOT NULL CHECK (purpose IN ('push', 'rum')),
  given        boolean NOT NULL,
  text_version int NOT NULL CHECK (text_version > 0),
  at           timestamptz NOT NULL DEFAULT now(),
  address_hash bytea NOT NULL,                    -- keyed; empty: not kept
  user_agent   text NOT NULL,
  how          text NOT NULL,                     -- where it was given: the operation
  CHECK ((username IS NULL) <> (visitor IS NULL))
);
CREATE INDEX consent_of_account ON consent (username, purpose, consent_id DESC) WHERE username IS NOT NULL;
CREATE INDEX consent_of_visitor ON consent (visitor, purpose, consent_id DESC) WHERE visitor IS NOT NULL;
CREATE INDEX consent_at ON consent (at);
