-- What a migration says to builds that are older than it: of all its files they have none, and can read only this. Each later
-- migration writes its row with its own SQL, so that it is there whoever applies it. Builds that are long in use read this table, so it
-- never changes.
CREATE TABLE "chatkit"."releases" (
  "migration" TEXT NOT NULL,
  -- The first version of the product that has the migration.
  "version" TEXT NOT NULL,
  -- Whether builds without the migration may go on with the database.
  "compatible" BOOLEAN NOT NULL,
  CONSTRAINT "releases_pkey" PRIMARY KEY ("migration")
);

INSERT INTO "chatkit"."releases" ("migration", "version", "compatible") VALUES ('20261130000000_releases', '0.1.0', true);
