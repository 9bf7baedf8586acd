-- Who may sign in, and whose tokens are accepted.

CREATE TABLE account (
  username        text PRIMARY KEY CHECK (username ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
  password_hash   text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  -- no foreign key: an organisation comes into being with its first import, its people may be earlier
  organisation_id text CHECK (organisation_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  role            text NOT NULL CHECK (role IN ('viewer', 'trader', 'operator', 'admin')),
  created_at      timestamptz NOT NULL DEFAULT now()
);

-- the public keys of all nodes that share this database, so that each accepts the tokens of the others
CREATE TABLE signing_key (
  kid        text PRIMARY KEY CHECK (kid ~ '^[A-Za-z0-9_-]{43}$'),
  public_jwk text NOT NULL CHECK (public_jwk NOT LIKE '%"d":%'),
  node       text NOT NULL,
  added_at   timestamptz NOT NULL DEFAULT now()
);
