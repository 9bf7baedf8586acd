-- Notifications: one numbered log of the cluster, kept for a bounded time, and the tickets that open a stream.
CREATE TABLE notification_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seq bigint  NOT NULL, -- the newest number given
  gone bigint NOT NULL  -- the newest number that is not kept any more
);
INSERT INTO notification_head (seq, gone) VALUES (0, 0);

CREATE TABLE notification (
  seq      bigint      PRIMARY KEY,
  at       timestamptz NOT NULL,
  topic    text        NOT NULL CHECK (topic IN ('tasks', 'alerts', 'kpis', 'system')),
  audience text        NOT NULL, -- user:anna, organisation:north or role:operator
  type     text        NOT NULL,
  key      text        NOT NULL,
  payload  json        NOT NULL, -- json, not jsonb: who replays it gets the bytes that were sent
  once     text        NOT NULL  -- what happened; empty when it cannot be told twice
);
CREATE INDEX notification_audience ON notification (audience, seq);
CREATE INDEX notification_at ON notification (at);
CREATE UNIQUE INDEX notification_once ON notification (once) WHERE once <> '';

-- Numbers and keeps notifications. Whoever holds the head's row is the only one to number, and what he numbered is
-- committed before the next one may: a reader who has seen a number has seen every number before it.
CREATE FUNCTION notification_append(
  topics text[], audiences text[], types text[], keys text[], payloads text[], onces text[])
RETURNS SETOF notification LANGUAGE plpgsql AS $$
DECLARE
  head  bigint;
  added bigint;
BEGIN
  SELECT h.seq INTO head FROM notification_head h FOR UPDATE;
  RETURN QUERY
    INSERT INTO notification AS n (seq, at, topic, audience, type, key, payload, once)
    SELECT head + row_number() OVER (ORDER BY asked.place), clock_timestamp(),
           asked.topic, asked.audience, asked.type, asked.key, asked.payload::json, asked.once
    FROM (SELECT DISTINCT ON (CASE u.once WHEN '' THEN u.place::text ELSE 'once ' || u.once END) u.*
          FROM unnest(topics, audiences, types, keys, payloads, onces)
               WITH ORDINALITY AS u (topic, audience, type, key, payload, once, place)
          ORDER BY CASE u.once WHEN '' THEN u.place::text ELSE 'once ' || u.once END, u.place) asked
    WHERE asked.once = '' OR NOT EXISTS (SELECT FROM notification told WHERE told.once = asked.once)
    RETURNING n.*;
  GET DIAGNOSTICS added = ROW_COUNT;
  UPDATE notification_head SET seq = head + added WHERE added > 0;
END
$$;

-- Tickets live for seconds. Unlogged: a crash or a promoted replica loses them, and a lost ticket is only asked for
-- again, while one that came back from the dead could be used twice.
CREATE UNLOGGED TABLE stream_ticket (
  hash       bytea       PRIMARY KEY, -- of the ticket, which itself is kept nowhere
  purpose    text        NOT NULL,
  user_name  text        NOT NULL,
  origin     text        NOT NULL, -- empty: asked for by no browser
  sealed     bytea       NOT NULL, -- the access token, sealed with the ticket
  expires_at timestamptz NOT NULL
);
CREATE INDEX stream_ticket_expiry ON stream_ticket (expires_at);
CREATE INDEX stream_ticket_user ON stream_ticket (user_name);
