-- What a file takes of its owner's room, from the moment it is announced, and in which store its bytes are.
ALTER TABLE "chatkit"."attachments" ADD COLUMN "size" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "chatkit"."attachments" ADD COLUMN "store" TEXT;
-- Set once the bytes have been looked at and kept; until then, one caller at a time may bring them.
ALTER TABLE "chatkit"."attachments" ADD COLUMN "stored_at" TIMESTAMPTZ(3);
ALTER TABLE "chatkit"."attachments" ADD COLUMN "claimed_until" TIMESTAMPTZ(3);

UPDATE "chatkit"."attachments" a SET "size" = f."size", "store" = 'database', "stored_at" = f."created_at"
FROM "chatkit"."files" f WHERE f."attachment_id" = a."id";

-- What the sweep looks for.
CREATE INDEX "attachments_created_at_idx" ON "chatkit"."attachments"("created_at");
