-- Turns of all processes. A turn may begin before its thread is stored, so nothing here refers to it; it goes with it all the same.
CREATE TABLE "chatkit"."runs" (
  "id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "thread_id" TEXT NOT NULL,
  "operation" TEXT NOT NULL,
  "message_id" TEXT,
  "owner" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'preparing',
  "last_seq" INTEGER NOT NULL DEFAULT 0,
  "stop_reason" TEXT,
  "detached" BOOLEAN NOT NULL DEFAULT FALSE,
  "closed_after" INTEGER,
  "alive_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "suspected_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 60);
-- At most one turn of a thread goes on.
CREATE UNIQUE INDEX "runs_active" ON "chatkit"."runs" ("thread_id") WHERE "state" <> 'ended';
CREATE INDEX "runs_thread_id_idx" ON "chatkit"."runs" ("thread_id");
CREATE INDEX "runs_user_id_idx" ON "chatkit"."runs" ("user_id");
CREATE INDEX "runs_created_at_idx" ON "chatkit"."runs" ("created_at");

-- What they have logged, several events to a row: `events` holds one JSON document a line.
CREATE TABLE "chatkit"."run_events" (
  "run_id" TEXT NOT NULL,
  "last_seq" INTEGER NOT NULL,
  "first_seq" INTEGER NOT NULL,
  "events" TEXT NOT NULL,
  CONSTRAINT "run_events_pkey" PRIMARY KEY ("run_id", "last_seq"),
  CONSTRAINT "run_events_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "chatkit"."runs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Requests that were sent under a key of their client's, and what came of them: a turn, or an answer.
CREATE TABLE "chatkit"."idempotency_keys" (
  "user_id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "digest" TEXT NOT NULL,
  "run_id" TEXT,
  "starts_run" BOOLEAN NOT NULL,
  "answer" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("user_id", "key"),
  CONSTRAINT "idempotency_keys_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "chatkit"."runs" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "idempotency_keys_run_id_idx" ON "chatkit"."idempotency_keys" ("run_id");
CREATE INDEX "idempotency_keys_created_at_idx" ON "chatkit"."idempotency_keys" ("created_at");

CREATE FUNCTION "chatkit"."delete_runs_of_thread"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM chatkit.runs WHERE thread_id = OLD.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER "delete_runs" AFTER DELETE ON "chatkit"."threads"
  FOR EACH ROW EXECUTE FUNCTION "chatkit"."delete_runs_of_thread"();

-- Reserves the thread and the key for a turn, or says what is in the way: `busy` with the turn that goes on, `repeated` with the
-- turn of the same request, `mismatch`, or `again` if that was gone when it was looked at.
CREATE FUNCTION "chatkit"."acquire_run"(
  p_id TEXT, p_user TEXT, p_thread TEXT, p_operation TEXT, p_message TEXT, p_owner TEXT, p_key TEXT, p_digest TEXT
) RETURNS TABLE ("outcome" TEXT, "run_id" TEXT) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_known chatkit.idempotency_keys;
  v_run TEXT;
BEGIN
  IF p_key IS NOT NULL THEN
    SELECT * INTO v_known FROM chatkit.idempotency_keys WHERE user_id = p_user AND key = p_key;
    IF FOUND THEN
      RETURN QUERY SELECT CASE WHEN v_known.digest = p_digest THEN 'repeated' ELSE 'mismatch' END, v_known.run_id;
      RETURN;
    END IF;
  END IF;
  INSERT INTO chatkit.runs (id, user_id, thread_id, operation, message_id, owner)
  VALUES (p_id, p_user, p_thread, p_operation, p_message, p_owner)
  ON CONFLICT (thread_id) WHERE state <> 'ended' DO NOTHING;
  IF NOT FOUND THEN
    SELECT id INTO v_run FROM chatkit.runs WHERE thread_id = p_thread AND state <> 'ended';
    RETURN QUERY SELECT CASE WHEN v_run IS NULL THEN 'again' ELSE 'busy' END, v_run;
    RETURN;
  END IF;
  IF p_key IS NOT NULL THEN
    INSERT INTO chatkit.idempotency_keys (user_id, key, digest, run_id, starts_run)
    VALUES (p_user, p_key, p_digest, p_id, TRUE)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      -- Another one under the same key was faster.
      DELETE FROM chatkit.runs WHERE id = p_id;
      SELECT * INTO v_known FROM chatkit.idempotency_keys WHERE user_id = p_user AND key = p_key;
      RETURN QUERY SELECT
        CASE WHEN v_known.digest IS NULL THEN 'again' WHEN v_known.digest = p_digest THEN 'repeated' ELSE 'mismatch' END,
        v_known.run_id;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT 'acquired', p_id;
END
$$;

-- Stores what turns of one process have logged, renews their signs of life, and answers what the process does not know yet: of
-- each turn that is still its own, whether it is to be stopped. Each turn is given once; events that are stored already are left
-- out by their numbers. On `p_channel`, if there is one, processes that follow a turn are told.
CREATE FUNCTION "chatkit"."write_runs"(
  p_owner TEXT, p_ids TEXT[], p_firsts INTEGER[], p_counts INTEGER[], p_events TEXT[], p_touches BOOLEAN[], p_ends BOOLEAN[],
  p_forgets BOOLEAN[], p_channel TEXT
) RETURNS TABLE ("id" TEXT, "stop_reason" TEXT, "detached" BOOLEAN) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH given AS (
    SELECT * FROM unnest(p_ids, p_firsts, p_counts, p_events, p_touches, p_ends, p_forgets)
      AS g(id, first, count, events, touch, ended, forget)
  ), present AS (
    -- Locked, so that the number of the last event is the one that the update finds.
    SELECT r.id, r.last_seq FROM chatkit.runs r JOIN given g ON g.id = r.id
    WHERE r.owner = p_owner AND r.state <> 'ended'
    FOR UPDATE OF r
  ), changed AS (
    UPDATE chatkit.runs r SET
      last_seq = greatest(p.last_seq, g.first + g.count - 1),
      alive_at = clock_timestamp(),
      suspected_at = NULL,
      state = CASE WHEN g.ended THEN 'ended' WHEN g.count > 0 THEN 'running' ELSE r.state END
    FROM given g JOIN present p ON p.id = g.id
    WHERE r.id = g.id AND (g.count > 0 OR g.touch OR g.ended)
    RETURNING r.id
  ), logged AS (
    INSERT INTO chatkit.run_events (run_id, first_seq, last_seq, events)
    SELECT g.id, greatest(g.first, p.last_seq + 1), g.first + g.count - 1,
      CASE WHEN p.last_seq < g.first THEN g.events
      ELSE array_to_string((string_to_array(g.events, E'\n'))[p.last_seq - g.first + 2 :], E'\n') END
    FROM given g JOIN present p ON p.id = g.id
    WHERE g.count > 0 AND g.first + g.count - 1 > p.last_seq
  ), forgotten AS (
    DELETE FROM chatkit.idempotency_keys k USING given g JOIN present p ON p.id = g.id
    WHERE g.forget AND k.run_id = g.id
  )
  SELECT r.id, r.stop_reason, r.detached FROM chatkit.runs r JOIN present p ON p.id = r.id;
  IF p_channel IS NOT NULL THEN
    -- A message holds less than 8,000 bytes.
    PERFORM pg_notify(p_channel, 'change ' || string_agg(n.id, ' '))
    FROM (
      SELECT g.id, (row_number() OVER () - 1) / 100 AS part
      FROM unnest(p_ids, p_counts, p_ends) AS g(id, count, ended) WHERE g.count > 0 OR g.ended
    ) n GROUP BY n.part;
  END IF;
END
$$;

INSERT INTO "chatkit"."releases" ("migration", "version", "compatible") VALUES ('20261130010000_runs', '0.1.0', true);
