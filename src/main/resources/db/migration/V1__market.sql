-- Energy market data. Instants are UTC; every quantity carries its unit in its name; a row that a
-- simulator made says so. Tables that grow with time are partitioned by month of UTC, the ticks by
-- day: old partitions are dropped, never deleted from.

CREATE TABLE organisation (
  organisation_id text PRIMARY KEY CHECK (organisation_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name            text NOT NULL,
  simulated       boolean NOT NULL DEFAULT false
);
INSERT INTO organisation (organisation_id, name) VALUES ('default', 'Default');

CREATE TABLE portfolio (
  portfolio_id    text PRIMARY KEY CHECK (portfolio_id ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$'),
  organisation_id text NOT NULL REFERENCES organisation,
  name            text NOT NULL,
  simulated       boolean NOT NULL DEFAULT false
);
CREATE INDEX portfolio_of_organisation ON portfolio (organisation_id, portfolio_id);

CREATE TABLE zone (
  zone_id   text PRIMARY KEY CHECK (zone_id ~ '^[A-Z0-9][A-Z0-9_-]{0,15}$'),
  name      text NOT NULL,
  time_zone text NOT NULL,
  simulated boolean NOT NULL DEFAULT false,
  -- simulated zones have names of their own, so that they never mix with imported ones
  CHECK (simulated = (zone_id LIKE 'SIM-%'))
);

-- day-ahead auction results
CREATE TABLE price (
  zone_id          text NOT NULL REFERENCES zone,
  delivery_start   timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
  price_eur_mwh    numeric(10, 2) NOT NULL,
  volume_mwh       numeric(14, 3),
  simulated        boolean NOT NULL DEFAULT false,
  -- P&L joins every trade with its price: from the index alone
  PRIMARY KEY (zone_id, delivery_start, interval_minutes) INCLUDE (price_eur_mwh, simulated)
) PARTITION BY RANGE (delivery_start);

-- the live feed: the last traded price of each zone, one row a tick; partitioned by day. Its zones
-- are in the zone table, but no foreign key says so: dropping a partition would have to lock that.
CREATE TABLE price_tick (
  zone_id       text NOT NULL,
  ticked_at     timestamptz NOT NULL,
  price_eur_mwh numeric(10, 2) NOT NULL,
  simulated     boolean NOT NULL DEFAULT false,
  PRIMARY KEY (zone_id, ticked_at)
) PARTITION BY RANGE (ticked_at);

CREATE TABLE bid (
  bid_id           text NOT NULL,
  portfolio_id     text NOT NULL REFERENCES portfolio,
  zone_id          text NOT NULL REFERENCES zone,
  submitted_at     timestamptz NOT NULL,
  delivery_start   timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
  side             text NOT NULL CHECK (side IN ('buy', 'sell')),
  limit_eur_mwh    numeric(10, 2) NOT NULL,
  quantity_mwh     numeric(14, 3) NOT NULL CHECK (quantity_mwh > 0),
  accepted_mwh     numeric(14, 3) CHECK (accepted_mwh BETWEEN 0 AND quantity_mwh), -- null: auction still open
  simulated        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (portfolio_id, bid_id, delivery_start)
) PARTITION BY RANGE (delivery_start);
CREATE INDEX bid_of_portfolio ON bid (portfolio_id, delivery_start DESC, bid_id);

CREATE TABLE trade (
  trade_id         text NOT NULL,
  portfolio_id     text NOT NULL REFERENCES portfolio,
  zone_id          text NOT NULL REFERENCES zone,
  traded_at        timestamptz NOT NULL,
  delivery_start   timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
  side             text NOT NULL CHECK (side IN ('buy', 'sell')),
  price_eur_mwh    numeric(10, 2) NOT NULL,
  quantity_mwh     numeric(14, 3) NOT NULL CHECK (quantity_mwh > 0),
  simulated        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (portfolio_id, trade_id, delivery_start)
) PARTITION BY RANGE (delivery_start);
CREATE INDEX trade_by_delivery ON trade (portfolio_id, delivery_start)
  INCLUDE (zone_id, interval_minutes, side, price_eur_mwh, quantity_mwh, simulated);
CREATE INDEX trade_by_time ON trade (portfolio_id, traded_at DESC, trade_id DESC);

CREATE TABLE schedule (
  portfolio_id     text NOT NULL REFERENCES portfolio,
  zone_id          text NOT NULL REFERENCES zone,
  delivery_start   timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
  scheduled_mwh    numeric(14, 3) NOT NULL, -- generation positive, consumption negative
  simulated        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (portfolio_id, zone_id, delivery_start, interval_minutes)
) PARTITION BY RANGE (delivery_start);

CREATE TABLE meter_value (
  portfolio_id     text NOT NULL REFERENCES portfolio,
  zone_id          text NOT NULL REFERENCES zone,
  delivery_start   timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
  metered_mwh      numeric(14, 3) NOT NULL, -- generation positive, consumption negative
  simulated        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (portfolio_id, zone_id, delivery_start, interval_minutes)
) PARTITION BY RANGE (delivery_start);

CREATE TABLE imbalance_price (
  zone_id           text NOT NULL REFERENCES zone,
  delivery_start    timestamptz NOT NULL,
  interval_minutes  smallint NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
  imbalance_eur_mwh numeric(10, 2) NOT NULL,
  simulated         boolean NOT NULL DEFAULT false,
  PRIMARY KEY (zone_id, delivery_start, interval_minutes)
) PARTITION BY RANGE (delivery_start);

-- Makes the monthly partitions of one table that cover a span; those that exist are kept. The lock
-- lets several nodes ask at once.
CREATE FUNCTION ensure_partitions(parent text, from_instant timestamptz, to_instant timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamp := date_trunc('month', from_instant AT TIME ZONE 'UTC');
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext(parent));
  WHILE month <= to_instant AT TIME ZONE 'UTC' LOOP
    child := parent || to_char(month, '_YYYY_MM');
    IF to_regclass(child) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        child, parent, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    END IF;
    month := month + interval '1 month';
  END LOOP;
END $$;

-- The same by day of UTC. It gives up rather than let readers queue behind it.
CREATE FUNCTION ensure_daily_partitions(parent text, from_instant timestamptz, to_instant timestamptz)
RETURNS void LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
  day   timestamp := date_trunc('day', from_instant AT TIME ZONE 'UTC');
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext(parent));
  WHILE day <= to_instant AT TIME ZONE 'UTC' LOOP
    child := parent || to_char(day, '_YYYY_MM_DD');
    IF to_regclass(child) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        child, parent, day AT TIME ZONE 'UTC', (day + interval '1 day') AT TIME ZONE 'UTC');
    END IF;
    day := day + interval '1 day';
  END LOOP;
END $$;

-- Drops the daily partitions that end before an instant; answers how many.
CREATE FUNCTION drop_daily_partitions(parent text, before timestamptz)
RETURNS int LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
  oldest_kept text := parent || to_char(before AT TIME ZONE 'UTC', '_YYYY_MM_DD');
  child       text;
  dropped     int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext(parent));
  FOR child IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass AND c.relname < oldest_kept COLLATE "C"
  LOOP
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
