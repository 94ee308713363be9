/** Of the tables and functions below: another version is refused, never changed. */
export const version = 2;

/**
 * The queue's own tables and functions, in a schema: one plan, the lines of its journal in the
 * order they were committed (`tx`, then `seq`), who works, what money is set aside, and how fast a
 * model may be asked with a key.
 */
export const tablesOf = (schema: string): string => `
CREATE SCHEMA IF NOT EXISTS ${schema};
SET LOCAL search_path TO ${schema};

CREATE TABLE about (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version integer NOT NULL,
  plan text NOT NULL,
  planned integer NOT NULL,
  head text NOT NULL,
  put boolean NOT NULL DEFAULT false,
  budget double precision,
  forfeited double precision NOT NULL DEFAULT 0,
  short text
);

CREATE TABLE lines (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  trial text NOT NULL,
  turn text NOT NULL,
  hash text,
  ends boolean NOT NULL,
  line text NOT NULL
);
CREATE UNIQUE INDEX replies ON lines (trial, turn) WHERE hash IS NOT NULL;
CREATE INDEX failures ON lines (trial) WHERE hash IS NULL;
CREATE INDEX committed ON lines (tx, seq);

CREATE TABLE workers (
  id text PRIMARY KEY,
  host text NOT NULL,
  seen timestamptz NOT NULL DEFAULT clock_timestamp(),
  gone boolean NOT NULL DEFAULT false,
  stopped text,
  usd double precision NOT NULL DEFAULT 0
);

CREATE TABLE pledges (
  worker text NOT NULL,
  key text NOT NULL,
  usd double precision NOT NULL,
  PRIMARY KEY (worker, key)
);

CREATE TABLE rates (
  model text NOT NULL,
  secret text NOT NULL,
  requests double precision,
  tokens double precision,
  request_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  token_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (model, secret)
);
${settleIn(schema)}
${reserveIn(schema)}
${takeIn(schema)}
`;

/**
 * Keeps lines of a worker's journal. A reply is kept where its trial has none to its turn and the
 * reply it follows (`after`) is the one that is there, so that no conversation is made of two
 * attempts: `kept`, `held` where just this line is there, else `refused`. A failure is counted:
 * `over` at the third of its trial, else `again`. A reply's pledge is gone with it.
 */
const settleIn = (schema: string): string => `
CREATE FUNCTION settle(by text, given json) RETURNS TABLE (place integer, came text)
LANGUAGE plpgsql SET search_path TO ${schema} AS $$
DECLARE
  each record;
  there text;
  pledged double precision;
  spent double precision := 0;
BEGIN
  FOR each IN SELECT * FROM json_to_recordset(given) AS x (
    place integer, trial text, turn text, hash text, after text, ends boolean, line text, key text, usd double precision, cached boolean
  ) ORDER BY 1 LOOP
    place := each.place;
    IF each.hash IS NULL THEN
      came := CASE WHEN (SELECT count(*) FROM lines WHERE lines.trial = each.trial AND lines.hash IS NULL) >= 2
        THEN 'over' ELSE 'again' END;
      INSERT INTO lines (trial, turn, ends, line) VALUES (each.trial, each.turn, came = 'over', each.line);
      RETURN NEXT;
      CONTINUE;
    END IF;
    DELETE FROM pledges WHERE worker = by AND pledges.key = each.key RETURNING pledges.usd INTO pledged;
    came := 'refused';
    IF each.after IS NULL OR EXISTS (SELECT FROM lines WHERE lines.trial = each.trial AND lines.hash = each.after) THEN
      INSERT INTO lines (trial, turn, hash, ends, line)
        VALUES (each.trial, each.turn, each.hash, each.ends, each.line)
        ON CONFLICT (trial, turn) WHERE hash IS NOT NULL DO NOTHING;
      IF FOUND THEN came := 'kept'; END IF;
    END IF;
    IF came = 'refused' THEN
      SELECT lines.hash INTO there FROM lines
        WHERE lines.trial = each.trial AND lines.turn = each.turn AND lines.hash IS NOT NULL;
      IF there = each.hash THEN came := 'held'; END IF;
    END IF;
    -- What was paid for counts, whether another's reply stands in its place or not.
    IF came <> 'held' AND NOT each.cached THEN spent := spent + coalesce(each.usd, pledged, 0); END IF;
    RETURN NEXT;
  END LOOP;
  UPDATE workers SET usd = workers.usd + spent, seen = clock_timestamp() WHERE id = by;
END $$;`;

/**
 * Sets money aside for calls of a worker: `yes`; `wait` where calls under way may leave room for
 * it; `no`. What a worker set aside that has not been seen for a minute counts as spent.
 */
const reserveIn = (schema: string): string => `
CREATE FUNCTION lose(of text) RETURNS void
LANGUAGE sql SET search_path TO ${schema} AS $$
  WITH lost AS (DELETE FROM pledges WHERE worker = of RETURNING usd)
  UPDATE about SET forfeited = forfeited + coalesce((SELECT sum(usd) FROM lost), 0);
$$;
CREATE FUNCTION reserve(by text, given json) RETURNS TABLE (place integer, came text, spent double precision)
LANGUAGE plpgsql SET search_path TO ${schema} AS $$
DECLARE
  each record;
  most double precision;
  pledged double precision;
BEGIN
  SELECT budget INTO most FROM about FOR UPDATE;
  PERFORM lose(worker) FROM (
    SELECT DISTINCT worker FROM pledges JOIN workers ON id = worker
    WHERE gone OR seen < clock_timestamp() - interval '1 minute'
  ) AS silent WHERE worker <> by;
  SELECT forfeited INTO spent FROM about;
  spent := spent + (SELECT coalesce(sum(usd), 0) FROM workers);
  pledged := (SELECT coalesce(sum(usd), 0) FROM pledges);
  FOR each IN SELECT * FROM json_to_recordset(given) AS x (place integer, key text, usd double precision) ORDER BY 1 LOOP
    place := each.place;
    IF most IS NULL OR spent + pledged + each.usd <= most THEN
      came := 'yes';
      pledged := pledged + each.usd;
      INSERT INTO pledges (worker, key, usd) VALUES (by, each.key, each.usd)
        ON CONFLICT (worker, key) DO UPDATE SET usd = pledges.usd + excluded.usd;
    ELSE
      came := CASE WHEN spent + each.usd <= most THEN 'wait' ELSE 'no' END;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;`;

/**
 * Takes a request and its tokens from what a model may be asked with a key in a minute: ms until it
 * may be sent, null where no limit is known and none is asked to wait. Each taken moves the next
 * one on (GCRA, as ATM has it), with half a second's worth at once at most.
 */
const takeIn = (schema: string): string => `
CREATE FUNCTION take(of text, with_key text, count double precision, asked integer DEFAULT 1)
RETURNS double precision
LANGUAGE plpgsql SET search_path TO ${schema} AS $$
DECLARE
  now_is timestamptz := clock_timestamp();
  slack timestamptz := now_is - interval '0.5 s';
  rate rates;
BEGIN
  SELECT * INTO rate FROM rates WHERE model = of AND secret = with_key FOR UPDATE;
  IF NOT FOUND OR (rate.requests IS NULL AND rate.tokens IS NULL AND rate.request_at <= now_is) THEN
    RETURN NULL;
  END IF;
  rate.request_at := greatest(rate.request_at, slack);
  rate.token_at := greatest(rate.token_at, slack);
  UPDATE rates SET
    request_at = rate.request_at + coalesce(asked * 60 / requests, 0) * interval '1 s',
    token_at = rate.token_at + coalesce(count * 60 / tokens, 0) * interval '1 s'
    WHERE model = of AND secret = with_key;
  RETURN greatest(0, 1000 * extract(epoch FROM greatest(rate.request_at, rate.token_at) - now_is));
END $$;`;
