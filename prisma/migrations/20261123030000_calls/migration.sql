-- Calls to models that go on, each with the most that it can take: it is kept free of its subject's budget until the call says
-- what it took. `turn` makes the call; calls of a process that died end by themselves.
CREATE TABLE "chatkit"."calls" (
  "id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "turn" TEXT NOT NULL,
  "most" BIGINT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "calls_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "calls_subject_idx" ON "chatkit"."calls" ("subject");
CREATE INDEX "calls_turn_idx" ON "chatkit"."calls" ("turn");

-- Not every call reports what it took, and dictation belongs to no thread and may be counted in seconds.
ALTER TABLE "chatkit"."usage"
  ADD COLUMN "estimated" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "seconds" DOUBLE PRECISION,
  ALTER COLUMN "thread_id" DROP NOT NULL;

-- A call may be made while what all other turns of its subject have spent, and what is kept free for their calls, is less than
-- the budget. Whichever turn makes the last call, everything of the others was within the budget then: it is exceeded by
-- less than that one turn.
CREATE FUNCTION "chatkit"."reserve"(
  p_subject TEXT,
  p_call TEXT,
  p_turn TEXT,
  p_most BIGINT,
  p_spent_by_turn BIGINT,
  p_budget BIGINT,
  p_ms BIGINT,
  p_at TIMESTAMPTZ
) RETURNS TABLE ("outcome" TEXT, "used" BIGINT, "reset_ms" BIGINT)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_at TIMESTAMPTZ;
  v_used BIGINT;
  v_reset_ms BIGINT;
  v_reserved BIGINT;
  v_outcome TEXT := 'reserved';
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  -- The lock that every step on the subject's budget takes.
  INSERT INTO chatkit.counters AS c (subject, name, used, resets_at) VALUES (p_subject, 'tokens', 0, 'epoch')
  ON CONFLICT (subject, name) DO UPDATE SET used = c.used;
  v_at := coalesce(p_at, clock_timestamp());

  SELECT c.used, ceil(extract(epoch FROM c.resets_at - v_at) * 1000) INTO v_used, v_reset_ms
  FROM chatkit.counters c
  WHERE c.subject = p_subject AND c.name = 'tokens' AND c.resets_at > v_at;
  v_used := coalesce(v_used, 0);
  DELETE FROM chatkit.calls WHERE subject = p_subject AND expires_at <= v_at;
  SELECT coalesce(sum(most), 0) INTO v_reserved
  FROM chatkit.calls WHERE subject = p_subject AND turn <> p_turn;

  IF v_used - p_spent_by_turn >= p_budget THEN
    v_outcome := 'spent';
  ELSIF v_used - p_spent_by_turn + v_reserved >= p_budget THEN
    v_outcome := 'wait';
  ELSE
    INSERT INTO chatkit.calls (id, subject, turn, most, expires_at)
    VALUES (p_call, p_subject, p_turn, p_most, v_at + p_ms * INTERVAL '1 millisecond');
  END IF;
  RETURN QUERY VALUES (v_outcome, v_used, coalesce(v_reset_ms, 0));
END
$$;

-- A turn reserves nothing when it begins any more; its calls do.
DROP FUNCTION "chatkit"."take"(TEXT, TEXT[], BIGINT[], BIGINT[], TEXT, BIGINT, BIGINT, BIGINT, BIGINT, TIMESTAMPTZ);
ALTER TABLE "chatkit"."counters" DROP COLUMN "largest";

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
  p_at TIMESTAMPTZ
) RETURNS TABLE ("name" TEXT, "used" BIGINT, "reset_ms" BIGINT, "refused" BOOLEAN)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_at TIMESTAMPTZ;
  v_full TEXT[];
  v_running BIGINT := 0;
  v_spent BIGINT := 0;
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
    SELECT c.used, ceil(extract(epoch FROM c.resets_at - v_at) * 1000)
    INTO v_spent, v_budget_ms
    FROM chatkit.counters c
    WHERE c.subject = p_subject AND c.name = 'tokens' AND c.resets_at > v_at;
    v_spent := coalesce(v_spent, 0);
    v_budget_ms := coalesce(v_budget_ms, 0);
    IF v_spent >= p_budget THEN
      v_full := array_append(v_full, 'tokens');
    ELSIF v_running >= p_at_once THEN
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
