-- The name of a portfolio is its own organisation's: two organisations may each have a "desk". It is
-- kept as its code. What rows refer to by portfolio_id is from now on a key that nobody is shown; the
-- keys of the portfolios there are stay what they were, so that no row is rewritten, and a new one
-- begins with a sign that no name has.

ALTER TABLE portfolio ADD COLUMN code text;
UPDATE portfolio SET code = portfolio_id;

CREATE SEQUENCE portfolio_number;
ALTER TABLE portfolio
  ALTER COLUMN code SET NOT NULL,
  ADD CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$'),
  DROP CONSTRAINT portfolio_portfolio_id_check,
  ADD CHECK (portfolio_id ~ '^(#[0-9]+|[A-Za-z0-9][A-Za-z0-9_-]{0,62})$'),
  ALTER COLUMN portfolio_id SET DEFAULT '#' || nextval('portfolio_number'),
  ADD CONSTRAINT portfolio_of_its_organisation UNIQUE (organisation_id, code);

DROP INDEX portfolio_of_organisation;

-- when the owner of a session last proved who they are: at sign-in, and again before what needs it
ALTER TABLE session ADD COLUMN proved_at timestamptz;
UPDATE session SET proved_at = created_at;
ALTER TABLE session ALTER COLUMN proved_at SET NOT NULL;

-- takes a name and the details of its rows away, and those of what others did to it: under its account, or with
-- its name in a field that holds names; the chain stays as it is. A name anywhere else is not looked for: who is
-- called like a role or a cache must not be able to take the details of everybody's rows along.
CREATE OR REPLACE FUNCTION audit_erase(person text, OUT rows bigint) LANGUAGE plpgsql
SET spinreserve.erasing = 'on' AS $$
DECLARE
  who   bytea;
  named text := '"(owner|user|username|createdBy)" ?: ?'
    || regexp_replace(to_json(person)::text, '([^[:alnum:]_" ])', '\\\1', 'g');
BEGIN
  SELECT pseudonym INTO who FROM audit_actor WHERE name = person;
  DELETE FROM audit_detail d
  WHERE d.subject = 'account/' || person
     OR starts_with(d.subject, 'account/' || person || '/')
     OR d.before ~ named OR d.after ~ named
     OR (d.seq, d.recorded_at) IN (SELECT e.seq, e.recorded_at FROM audit_event e WHERE e.actor = who);
  GET DIAGNOSTICS rows = ROW_COUNT;
  DELETE FROM audit_actor WHERE name = person;
END $$;
