CREATE SCHEMA IF NOT EXISTS "chatkit";

CREATE TABLE "chatkit"."users" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "role" TEXT,
    "software_background" TEXT,
    "hardware_tier" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "users_hardware_tier_check" CHECK ("hardware_tier" BETWEEN 1 AND 4)
);

CREATE TABLE "chatkit"."threads" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "title" TEXT,
    "status" JSON NOT NULL,
    "allowed_image_domains" JSON,
    "metadata" JSON NOT NULL,
    "last_item_seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "threads_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "threads_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "chatkit"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "threads_user_id_seq_key" ON "chatkit"."threads"("user_id", "seq");
-- Lets items and attachments prove by foreign key that they belong to the same user as their thread.
CREATE UNIQUE INDEX "threads_id_user_id_key" ON "chatkit"."threads"("id", "user_id");

CREATE TABLE "chatkit"."items" (
    "thread_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL,
    "data" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "items_pkey" PRIMARY KEY ("thread_id", "id"),
    CONSTRAINT "items_thread_id_user_id_fkey" FOREIGN KEY ("thread_id", "user_id") REFERENCES "chatkit"."threads"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "items_thread_id_seq_key" ON "chatkit"."items"("thread_id", "seq");

CREATE TABLE "chatkit"."feedback" (
    "thread_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "feedback_pkey" PRIMARY KEY ("thread_id", "item_id", "user_id"),
    CONSTRAINT "feedback_kind_check" CHECK ("kind" IN ('positive', 'negative')),
    CONSTRAINT "feedback_thread_id_item_id_fkey" FOREIGN KEY ("thread_id", "item_id") REFERENCES "chatkit"."items"("thread_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "chatkit"."attachments" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "thread_id" TEXT,
    "data" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "attachments_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "chatkit"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "attachments_thread_id_user_id_fkey" FOREIGN KEY ("thread_id", "user_id") REFERENCES "chatkit"."threads"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "attachments_user_id_idx" ON "chatkit"."attachments"("user_id");
CREATE INDEX "attachments_thread_id_idx" ON "chatkit"."attachments"("thread_id");

CREATE TABLE "chatkit"."files" (
    "attachment_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "files_pkey" PRIMARY KEY ("attachment_id"),
    CONSTRAINT "files_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "chatkit"."attachments"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
