-- Since when sessions of a user have to have begun, because the account was deleted then. `subject` is a keyed digest, and no
-- row says whose it is. Kept as long as a session can live.
CREATE TABLE "chatkit"."ended_sessions" (
  "subject" TEXT NOT NULL,
  "before" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ended_sessions_pkey" PRIMARY KEY ("subject")
);
CREATE INDEX "ended_sessions_before_idx" ON "chatkit"."ended_sessions" ("before");
