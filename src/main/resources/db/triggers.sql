-- Brings the triggers that tell the cache of changes to what the datasets ask for: new ones are
-- made, changed ones replaced, others dropped. It may run as often as one likes.

-- Encodes a value as the cache encodes it in a tag.
CREATE OR REPLACE FUNCTION ${schema}.cache_tag_part(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
  SELECT CASE WHEN value COLLATE "C" ~ '^[A-Za-z0-9_.~:-]*$' THEN value ELSE (
    SELECT string_agg(
      CASE WHEN chr(byte) COLLATE "C" ~ '^[A-Za-z0-9_.~:-]$' THEN chr(byte)
           ELSE '%' || lpad(upper(to_hex(byte)), 2, '0') END, '' ORDER BY place)
    FROM (
      SELECT place, nullif(get_byte(bytes, place), 0) AS byte
      FROM (SELECT convert_to(value, 'UTF8') AS bytes) text, generate_series(0, octet_length(bytes) - 1) place
    ) encoded
  ) END
$function$;

DO $install$
DECLARE
  wanted   CONSTANT jsonb := '${wanted}';
  ledger   CONSTANT text := '${schema}';
  entry    jsonb;
  watched  regclass;
  kept     oid[] := '{}';
  function text;
  body     text;
  tag      text;
  part     text;
  piece    text[];
  columns  text[];
  present  text[];
  joins    text;
  place    regclass;
  alias    text;
  wanted_column text;
  wording  text;
  source   text;
  item    record;
  op       text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('spinreserve triggers ' || ledger, 0));
  -- who waits for a table makes others wait behind him
  SET LOCAL lock_timeout = '10s';

  FOR entry IN SELECT jsonb_array_elements(wanted) LOOP
    watched := to_regclass(format('%I.%I', entry->>'schema', entry->>'table'));
    IF watched IS NULL
       OR (SELECT relkind NOT IN ('r', 'p') FROM pg_class WHERE oid = watched) THEN
      RAISE EXCEPTION 'there is no table %.%', entry->>'schema', entry->>'table';
    END IF;

    -- one SELECT for each tag, over the changed rows @; null makes no tag
    source := '';
    FOR tag IN SELECT jsonb_array_elements_text(entry->'tags') LOOP
      wording := '';
      columns := '{}';
      present := '{}';
      joins   := '';
      FOR piece IN SELECT regexp_matches(tag, '([^{}]+)|\{([^{}]+)\}', 'g') LOOP
        IF piece[1] IS NOT NULL THEN
          part := quote_literal(piece[1]);
        ELSE
          place := watched;
          alias := 'changed';
          wanted_column := piece[2];
          -- {portfolio.organisation}: of the row of portfolio that the changed row refers to
          IF strpos(piece[2], '.') > 0 THEN
            alias := split_part(piece[2], '.', 1);
            wanted_column := split_part(piece[2], '.', 2);
            SELECT count(*) AS found, min(c.oid) AS oid, bool_or(c.confdeltype IN ('c', 'n', 'd')) AS lost INTO item
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid
            WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid = watched AND t.relname = alias;
            IF item.found <> 1 THEN
              RAISE EXCEPTION 'the table % has % foreign keys to a table %; the tag % needs exactly one',
                watched, item.found, alias, tag;
            ELSIF item.lost THEN
              RAISE EXCEPTION 'the foreign key of % to % is ON DELETE CASCADE or SET: rows deleted with it would not be seen; the tag % cannot use it',
                watched, alias, tag;
            END IF;
            SELECT c.confrelid,
              format('JOIN %I.%I AS %I ON %s', n.nspname, t.relname, alias,
                (SELECT string_agg(format('%I.%I = changed.%I', alias, theirs.attname, own.attname), ' AND ')
                 FROM unnest(c.conkey, c.confkey) AS pair (own, theirs)
                 JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attnum = pair.own
                 JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attnum = pair.theirs))
            INTO place, part
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE c.oid = item.oid;
            IF strpos(joins, part) = 0 THEN
              joins := joins || ' ' || part;
            END IF;
          END IF;
          SELECT a.attname, t.typcategory, coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text AS base
          INTO item
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
          WHERE a.attrelid = place AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attname IN (wanted_column, wanted_column || '_id')
          ORDER BY a.attname = wanted_column DESC LIMIT 1;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'the table % has neither a column % nor %, which the tag % needs',
              place, wanted_column, wanted_column || '_id', tag;
          ELSIF NOT (item.typcategory IN ('S', 'E', 'B')
              OR item.base IN ('smallint', 'integer', 'bigint', 'date', 'uuid')) THEN
            RAISE EXCEPTION 'the column %.% is of type %; the tag % takes texts, whole numbers, dates, booleans and uuids',
              place, item.attname, item.base, tag;
          END IF;
          columns := columns || format('%I.%I AS value_%s', alias, item.attname, cardinality(columns) + 1);
          present := present || format('%I.%I', alias, item.attname);
          part := format('%s.cache_tag_part(value_%s::text)', ledger, cardinality(columns));
        END IF;
        wording := wording || CASE WHEN wording = '' THEN '' ELSE ' || ' END || part;
      END LOOP;
      source := source || CASE WHEN source = '' THEN '' ELSE E'\n      UNION ' END
        || CASE WHEN columns = '{}'
             THEN format('SELECT %s AS tag WHERE EXISTS (SELECT FROM @)', wording)
             -- asked inside: outside, it would make the tag of each row to see whether it is null
             ELSE format('SELECT %s AS tag FROM (SELECT DISTINCT %s FROM @ AS changed%s WHERE (%s) IS NOT NULL) made',
                    wording, array_to_string(columns, ', '), joins, array_to_string(present, ', ')) END;
    END LOOP;

    body := format($body$
#variable_conflict use_column
DECLARE
  change CONSTANT text := gen_random_uuid()::text;
  tags text[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(tag) INTO tags FROM (SELECT tag FROM (
      %2$s
    ) made LIMIT 1001) several;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(tag) INTO tags FROM (SELECT tag FROM (
      %3$s
    ) made LIMIT 1001) several;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(tag) INTO tags FROM (SELECT tag FROM (
      %2$s
      UNION %3$s
    ) made LIMIT 1001) several;
  END IF;
  IF TG_OP = 'TRUNCATE' OR cardinality(tags) > 1000 THEN
    INSERT INTO %1$s.cache_change (change_id, mode, kind, what)
    VALUES (change, 'REMOVE', 'namespace', 'dataset');
  ELSIF cardinality(tags) > 0 THEN
    INSERT INTO %1$s.cache_change (change_id, mode, kind, what)
    SELECT change, 'REMOVE', 'tag', tag FROM unnest(tags) tag;
  END IF;
  RETURN NULL;
END $body$, ledger, replace(source, '@', 'new_rows'), replace(source, '@', 'old_rows'));

    -- who changes the table need not know of the ledger
    function := format('cache_changed_%s_%s', left(entry->>'table', 30),
      left(md5(format('%I.%I', entry->>'schema', entry->>'table')), 8));
    EXECUTE format('CREATE OR REPLACE FUNCTION %s.%I() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET datestyle = ''ISO, YMD'' AS %L',
      ledger, function, body);
    kept := kept || to_regproc(format('%s.%I', ledger, function))::oid;

    FOREACH op IN ARRAY ARRAY['insert', 'update', 'delete', 'truncate'] LOOP
      CONTINUE WHEN EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = watched AND tgname = 'spinreserve_' || op
          AND tgfoid = to_regproc(format('%s.%I', ledger, function)) AND tgenabled <> 'D');
      EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %s.%I()',
        'spinreserve_' || op, upper(op), watched,
        CASE op WHEN 'insert' THEN 'REFERENCING NEW TABLE AS new_rows'
                WHEN 'delete' THEN 'REFERENCING OLD TABLE AS old_rows'
                WHEN 'update' THEN 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'
                ELSE '' END,
        ledger, function);
      RAISE NOTICE 'made: % of %', op, watched;
    END LOOP;
  END LOOP;

  FOR item IN
    SELECT p.oid, p.oid::regprocedure AS name, t.tgname, t.tgrelid::regclass AS watched
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN pg_trigger t ON t.tgfoid = p.oid
    WHERE n.nspname = ledger AND p.proname LIKE 'cache\_changed\_%' AND p.oid <> ALL (kept)
  LOOP
    IF item.tgname IS NOT NULL THEN
      EXECUTE format('DROP TRIGGER %I ON %s', item.tgname, item.watched);
      RAISE NOTICE 'dropped: % of %', item.tgname, item.watched;
    END IF;
  END LOOP;
  FOR item IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = ledger AND p.proname LIKE 'cache\_changed\_%' AND p.oid <> ALL (kept)
  LOOP
    EXECUTE format('DROP FUNCTION %s', item.name);
  END LOOP;
END $install$;
