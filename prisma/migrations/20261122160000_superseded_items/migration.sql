-- An item that is being answered anew is hidden until then, and deleted when the new answer is there.
ALTER TABLE "chatkit"."items" ADD COLUMN "superseded_until" TIMESTAMPTZ(3);
