-- Accounts that are being deleted, or were a moment ago. `subject` is a digest of the user's id; the id itself is here only
-- until everything of the account is gone.
CREATE TABLE "chatkit"."erasures" (
  "subject" TEXT NOT NULL,
  "user_id" TEXT,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "erasures_pkey" PRIMARY KEY ("subject")
);

CREATE FUNCTION "chatkit"."erasure_subject"(p_user TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to('erased account ' || p_user, 'UTF8')), 'hex')
$$;

-- Everything of a user hangs on the user's row, so keeping that row away keeps everything away. A request that was on its way
-- when the account was deleted must not bring it back: it waits for the deletion at the lock, and is refused then.
CREATE FUNCTION "chatkit"."refuse_erased_user"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  v_subject TEXT := chatkit.erasure_subject(NEW.id);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(v_subject, 0));
  IF EXISTS (
    SELECT 1 FROM chatkit.erasures
    WHERE subject = v_subject AND (user_id IS NOT NULL OR since > clock_timestamp() - INTERVAL '1 minute')
  ) THEN
    RAISE EXCEPTION 'this account is being deleted' USING ERRCODE = 'RL001';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "refuse_erased" AFTER INSERT ON "chatkit"."users"
  FOR EACH ROW EXECUTE FUNCTION "chatkit"."refuse_erased_user"();
