-- How much a person, or an address, has had of something in the present window of time. `subject` is a keyed digest.
CREATE TABLE "chatkit"."counters" (
  "subject" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "used" BIGINT NOT NULL,
  "largest" BIGINT NOT NULL DEFAULT 0,
  "resets_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "counters_pkey" PRIMARY KEY ("subject", "name")
);
CREATE INDEX "counters_resets_at_idx" ON "chatkit"."counters" ("resets_at");

-- Turns that go on. Their processes renew them; one whose process died ends by itself.
CREATE TABLE "chatkit"."leases" (
  "id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "leases_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "leases_subject_idx" ON "chatkit"."leases" ("subject");

-- What each call to a model took, as the model reported it.
CREATE TABLE "chatkit"."usage" (
  "id" BIGSERIAL NOT NULL,
  "user_id" TEXT NOT NULL,
  "thread_id" TEXT NOT NULL,
  "run_id" TEXT,
  "purpose" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "input_tokens" INTEGER NOT NULL,
  "output_tokens" INTEGER NOT NULL,
  "cached_tokens" INTEGER NOT NULL,
  "cost_micros" BIGINT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "usage_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "usage_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "chatkit"."users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "usage_user_id_at_idx" ON "chatkit"."usage" ("user_id", "at");

-- Counts one request in all of its windows, or in none: one statement, and with it one way to the database, for everything
-- that a request has to pass. Answers the state of each counter; `refused` where there was no room. With a lease, a turn
-- begins, too: `runs` then is how many go on, `tokens` what was spent of the day's budget.
CREATE FUNCTION "chatkit"."take"(
  p_subject TEXT,
  p_names TEXT[],
  p_limits BIGINT[],
  p_periods BIGINT[],
  p_lease TEXT,
  p_lease_ms BIGINT,
  p_at_once BIGINT,
  p_budget BIGINT,
  p_reserve BIGINT,
  p_at TIMESTAMPTZ
) RETURNS TABLE ("name" TEXT, "used" BIGINT, "reset_ms" BIGINT, "refused" BOOLEAN)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_at TIMESTAMPTZ;
  v_full TEXT[];
  v_running BIGINT := 0;
  v_spent BIGINT := 0;
  v_largest BIGINT := 0;
  v_budget_ms BIGINT := 0;
BEGIN
  -- A server that crashes may forget the counts of its last moments; nobody has to wait for a disk for them.
  PERFORM set_config('synchronous_commit', 'off', true);
  -- Locks the subject's rows, always in the same order, and makes those that are missing.
  INSERT INTO chatkit.counters AS c (subject, name, used, resets_at)
  SELECT p_subject, n, 0, 'epoch'
  FROM unnest(CASE WHEN p_lease IS NULL THEN p_names ELSE array_append(p_names, 'tokens') END) AS n
  ORDER BY n
  ON CONFLICT (subject, name) DO UPDATE SET used = c.used;
  -- The time after the wait for the locks.
  v_at := coalesce(p_at, clock_timestamp());

  SELECT coalesce(array_agg(c.name), '{}') INTO v_full
  FROM unnest(p_names, p_limits) AS w(name, at_most)
  JOIN chatkit.counters c ON c.subject = p_subject AND c.name = w.name
  WHERE c.resets_at > v_at AND c.used >= w.at_most;

  IF p_lease IS NOT NULL THEN
    DELETE FROM chatkit.leases WHERE subject = p_subject AND expires_at <= v_at;
    SELECT count(*) INTO v_running FROM chatkit.leases WHERE subject = p_subject;
    SELECT c.used, c.largest, ceil(extract(epoch FROM c.resets_at - v_at) * 1000)
    INTO v_spent, v_largest, v_budget_ms
    FROM chatkit.counters c
    WHERE c.subject = p_subject AND c.name = 'tokens' AND c.resets_at > v_at;
    v_spent := coalesce(v_spent, 0);
    v_largest := coalesce(v_largest, 0);
    v_budget_ms := coalesce(v_budget_ms, 0);
    IF v_spent >= p_budget THEN
      v_full := array_append(v_full, 'tokens');
    ELSIF v_running >= p_at_once
      -- Near the end of the budget one turn waits for the other: together they could spend more than one turn too much.
      OR (v_running > 0 AND v_spent + (v_running + 1) * greatest(v_largest, p_reserve) > p_budget) THEN
      v_full := array_append(v_full, 'runs');
    END IF;
  END IF;

  IF v_full = '{}' THEN
    UPDATE chatkit.counters c SET
      used = CASE WHEN c.resets_at > v_at THEN c.used + 1 ELSE 1 END,
      resets_at = CASE WHEN c.resets_at > v_at THEN c.resets_at ELSE v_at + w.period * INTERVAL '1 millisecond' END
    FROM unnest(p_names, p_periods) AS w(name, period)
    WHERE c.subject = p_subject AND c.name = w.name;
    IF p_lease IS NOT NULL THEN
      INSERT INTO chatkit.leases (id, subject, expires_at)
      VALUES (p_lease, p_subject, v_at + p_lease_ms * INTERVAL '1 millisecond');
    END IF;
  END IF;

  RETURN QUERY
  SELECT w.name,
    CASE WHEN c.resets_at > v_at THEN c.used ELSE 0 END,
    CASE WHEN c.resets_at > v_at THEN ceil(extract(epoch FROM c.resets_at - v_at) * 1000)::BIGINT ELSE w.period END,
    w.name = ANY (v_full)
  FROM unnest(p_names, p_periods) AS w(name, period)
  JOIN chatkit.counters c ON c.subject = p_subject AND c.name = w.name;
  IF p_lease IS NOT NULL THEN
    RETURN QUERY VALUES
      ('runs', v_running, 0::BIGINT, 'runs' = ANY (v_full)),
      ('tokens', v_spent, v_budget_ms, 'tokens' = ANY (v_full));
  END IF;
END
$$;
