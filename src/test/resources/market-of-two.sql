-- A small market: organisations, an imported zone around the clock changes of 2024, a simulated one.
INSERT INTO organisation (organisation_id, name) VALUES
  ('north', 'North'), ('south', 'South'), ('east', 'East');
INSERT INTO portfolio (portfolio_id, organisation_id, code, name) VALUES
  ('#901', 'north', 'N1', 'North one'), ('#902', 'north', 'N2', 'North two'), ('#903', 'south', 'S1', 'South one'),
  -- the name of another
  ('#904', 'east', 'N1', 'East one');
INSERT INTO zone (zone_id, name, time_zone, simulated) VALUES
  ('DK1', 'Denmark west', 'Europe/Copenhagen', false),
  ('NO2', 'Norway south', 'Europe/Oslo', false),
  ('QH1', 'Quarter hours', 'Europe/Berlin', false),
  ('SIM-1', 'Simulated', 'Europe/Berlin', true);

SELECT ensure_partitions(parent, '2024-03-01Z', '2024-11-01Z'),
       ensure_partitions(parent, now() - interval '40 days', now() + interval '2 days')
FROM unnest(ARRAY['price', 'trade', 'bid']) parent;
SELECT ensure_partitions('price_tick', now() - interval '2 days', now() + interval '1 day');

INSERT INTO price (zone_id, delivery_start, interval_minutes, price_eur_mwh)
SELECT 'DK1', start, 60, CASE WHEN start = '2024-03-30T23:00Z' THEN -5.25 ELSE 50 END
FROM (
  SELECT generate_series('2024-03-29T23:00Z'::timestamptz, '2024-04-02T21:00Z', '1 hour') AS start
  UNION ALL
  SELECT generate_series('2024-10-25T22:00Z'::timestamptz, '2024-10-28T22:00Z', '1 hour')
  UNION ALL
  SELECT generate_series(date_trunc('hour', now()) - interval '35 days', now(), '1 hour')
) hours;
INSERT INTO price (zone_id, delivery_start, interval_minutes, price_eur_mwh)
SELECT 'QH1', '2024-03-31T10:00Z'::timestamptz + quarter * interval '15 minutes', 15, 10 + 10 * quarter
FROM generate_series(0, 3) quarter;

INSERT INTO price_tick (zone_id, ticked_at, price_eur_mwh, simulated) VALUES
  ('SIM-1', now() - interval '90 minutes', 55, true),
  ('SIM-1', now() - interval '40 minutes', 61, true),
  ('SIM-1', now() - interval '5 seconds', 63, true);

INSERT INTO trade
  (trade_id, portfolio_id, zone_id, traded_at, delivery_start, interval_minutes, side, price_eur_mwh, quantity_mwh)
VALUES
  ('T1', '#901', 'DK1', '2024-03-30T10:00Z', '2024-03-30T23:00Z', 60, 'buy', 20, 10),
  ('T2', '#901', 'DK1', '2024-03-30T11:00Z', '2024-03-30T23:00Z', 60, 'sell', 30, 4),
  ('T3', '#901', 'DK1', '2024-03-30T11:00Z', '2024-03-31T08:30Z', 30, 'buy', 40, 2),
  ('T4', '#901', 'QH1', '2024-03-30T12:00Z', '2024-03-31T10:00Z', 60, 'buy', 20, 1),
  ('T5', '#902', 'NO2', '2024-03-30T12:00Z', '2024-03-31T10:00Z', 60, 'buy', 20, 1),
  -- the same time, the same id, in two portfolios and for two hours
  ('T6', '#901', 'DK1', '2024-10-20T12:00Z', '2024-10-27T10:00Z', 60, 'buy', 20, 1),
  ('T6', '#902', 'DK1', '2024-10-20T12:00Z', '2024-10-27T10:00Z', 60, 'buy', 20, 1),
  ('T6', '#902', 'DK1', '2024-10-20T12:00Z', '2024-10-27T11:00Z', 60, 'buy', 20, 1),
  ('T7', '#902', 'DK1', '2024-10-20T12:00Z', '2024-10-27T11:00Z', 60, 'sell', 20, 1),
  ('T8', '#901', 'DK1', '2024-10-20T12:00:00.000001Z', '2024-10-27T12:00Z', 60, 'sell', 20, 1),
  ('T9', '#902', 'DK1', '2024-10-20T12:00:00.000001Z', '2024-10-27T12:00Z', 60, 'sell', 20, 1),
  ('T1', '#903', 'DK1', '2024-03-30T10:00Z', '2024-03-30T23:00Z', 60, 'sell', 20, 7),
  ('T1', '#904', 'DK1', '2024-03-30T10:00Z', '2024-03-30T23:00Z', 60, 'sell', 20, 0.125);

-- south: today and in the last 30 days, at 10 below the market of 50
INSERT INTO trade
  (trade_id, portfolio_id, zone_id, traded_at, delivery_start, interval_minutes, side, price_eur_mwh, quantity_mwh)
SELECT id, '#903', 'DK1', traded_at, delivery_start, 60, 'buy', price, quantity
FROM (
  VALUES
    ('D0', now(), date_trunc('hour', now()), 40, 3),
    ('D20', now() - interval '21 days', date_trunc('hour', now() - interval '20 days'), 45, 3),
    ('D34', now() - interval '35 days', date_trunc('hour', now() - interval '34 days'), 45, 1000)
) recent (id, traded_at, delivery_start, price, quantity);

INSERT INTO bid
  (bid_id, portfolio_id, zone_id, submitted_at, delivery_start, interval_minutes, side, limit_eur_mwh, quantity_mwh, accepted_mwh)
VALUES
  ('B1', '#901', 'DK1', '2024-03-30T10:00Z', '2024-03-30T23:00Z', 60, 'buy', 20, 10, 10),
  ('B2', '#901', 'DK1', '2024-03-30T10:00Z', '2024-03-31T00:00Z', 60, 'buy', 50, 10, 4),
  ('B3', '#901', 'DK1', '2024-03-30T10:00Z', '2024-03-31T01:00Z', 60, 'buy', 10, 10, 0),
  ('B4', '#902', 'NO2', '2024-03-30T10:00Z', '2024-03-31T02:00Z', 60, 'buy', 10, 10, NULL),
  ('B5', '#903', 'DK1', '2024-03-30T10:00Z', '2024-03-30T23:00Z', 60, 'sell', 20, 10, 10),
  ('B1', '#904', 'DK1', '2024-03-30T10:00Z', '2024-03-30T23:00Z', 60, 'sell', 20, 0.125, 0);
