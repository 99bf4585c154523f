-- An item that is being answered anew is hidden until then, and deleted when the new answer is there.
ALTER TABLE "chatkit"."items" ADD COLUMN "superseded_until" TIMESTAMPTZ(3);

-- Whether the item waits for a person or their browser. Asked of a column and not of the JSON: what looks into a document
-- fails on one that holds U+0000 or a lone surrogate.
ALTER TABLE "chatkit"."items" ADD COLUMN "pending" BOOLEAN NOT NULL DEFAULT FALSE;
-- For the same reason, the documents that are there already lose their escapes before they are looked into.
UPDATE "chatkit"."items" SET "pending" = TRUE
WHERE "type" IN ('client_tool_call', 'structured_input')
  AND regexp_replace("data"::text, '\\(u[0-9a-fA-F]{4}|.)', '', 'g')::json ->> 'status' = 'pending';
