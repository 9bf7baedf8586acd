-- The audit log: a chain of rows that are never changed, and apart from it what may be erased.

-- pseudonyms: the chain has the digest of salt and name; when this row is gone, nobody can tell whose it was
CREATE TABLE audit_actor (
  pseudonym bytea PRIMARY KEY CHECK (length(pseudonym) = 16),
  salt      bytea NOT NULL CHECK (length(salt) = 16),
  name      text NOT NULL UNIQUE CHECK (length(name) <= 200)
);

-- the one end of the chain; whoever appends moves it from what he saw to his own last row
CREATE TABLE audit_head (
  one         boolean PRIMARY KEY DEFAULT true CHECK (one),
  seq         bigint NOT NULL,
  hash        bytea NOT NULL CHECK (length(hash) = 32),
  recorded_at timestamptz NOT NULL
);
INSERT INTO audit_head (seq, hash, recorded_at)
VALUES (0, decode(repeat('00', 32), 'hex'), '2000-01-01T00:00:00Z');

-- payload is what was hashed, byte for byte; the other columns say the same for searching and are compared with it
CREATE TABLE audit_event (
  seq          bigint NOT NULL CHECK (seq > 0),
  recorded_at  timestamptz NOT NULL,             -- never falls from row to row, so a month is a piece of the chain
  at           timestamptz NOT NULL,
  actor        bytea NOT NULL,                   -- a pseudonym; empty: nobody was signed in
  organisation text NOT NULL,
  operation    text NOT NULL,
  outcome      text NOT NULL CHECK (outcome IN ('DONE', 'REFUSED', 'FAILED', 'UNANSWERED')),
  payload      bytea NOT NULL,
  hash         bytea NOT NULL CHECK (length(hash) = 32),
  key_id       bytea NOT NULL CHECK (length(key_id) = 8),
  seal         bytea NOT NULL CHECK (length(seal) = 32),
  PRIMARY KEY (seq, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX audit_event_actor ON audit_event (actor, seq);
CREATE INDEX audit_event_operation ON audit_event (operation, seq);
CREATE INDEX audit_event_recorded ON audit_event (recorded_at, seq);

-- what an erasure takes away; the payload has its salted digest
CREATE TABLE audit_detail (
  seq         bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  salt        bytea NOT NULL CHECK (length(salt) = 16),
  subject     text NOT NULL,
  address     text NOT NULL,
  before      text NOT NULL,                     -- JSON; empty: nothing
  after       text NOT NULL,
  PRIMARY KEY (seq, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX audit_detail_subject ON audit_detail (subject text_pattern_ops, seq);

-- months that were dropped by retention; the chain goes on behind the last of them
CREATE TABLE audit_dropped (
  month       date PRIMARY KEY,
  last_seq    bigint NOT NULL,
  hash        bytea NOT NULL CHECK (length(hash) = 32),
  recorded_at timestamptz NOT NULL,
  key_id      bytea NOT NULL CHECK (length(key_id) = 8),
  seal        bytea NOT NULL CHECK (length(seal) = 32),
  dropped_at  timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME LIKE 'audit\_detail%'
     AND current_setting('spinreserve.erasing', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_detail
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_detail EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_dropped
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

-- makes the tables of a month; TRUNCATE of one is refused as well
CREATE FUNCTION audit_month(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first timestamptz := date_trunc('month', moment, 'UTC');
  after timestamptz := date_trunc('month', date_trunc('month', moment, 'UTC') + interval '40 days', 'UTC');
  name text;
  kind text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('spinreserve.audit_month'));
  FOREACH kind IN ARRAY ARRAY['audit_event', 'audit_detail'] LOOP
    name := kind || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM');
    IF to_regclass(name) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', name, kind, first, after);
      EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION audit_is_append_only()', name);
    END IF;
  END LOOP;
END $$;
SELECT audit_month(now());

-- takes a name and the details of its rows away; the chain stays as it is
CREATE FUNCTION audit_erase(person text, OUT rows bigint) LANGUAGE plpgsql
SET spinreserve.erasing = 'on' AS $$
DECLARE
  who bytea;
BEGIN
  SELECT pseudonym INTO who FROM audit_actor WHERE name = person;
  DELETE FROM audit_detail d
  WHERE d.subject = 'account/' || person
     OR (d.seq, d.recorded_at) IN (SELECT e.seq, e.recorded_at FROM audit_event e WHERE e.actor = who);
  GET DIAGNOSTICS rows = ROW_COUNT;
  DELETE FROM audit_actor WHERE name = person;
END $$;
