import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { getSchema } from '@mrleebo/prisma-ast';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type MigrationSession, migrate } from '@/lib/db/migrate';
import { readMigrations } from '@/lib/db/read-migrations';
import { MigrationMismatch } from '@/lib/db/releases';

const TYPES: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  Float: 'double precision',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Json: 'json',
  DateTime: 'timestamp with time zone',
  Bytes: 'bytea',
};

function session(database: PGlite): MigrationSession {
  return {
    execute: async (sql) => void (await database.exec(sql)),
    query: async (sql, values) => (await database.query<Record<string, unknown>>(sql, values)).rows,
  };
}

const database = await PGlite.create();
afterAll(() => database.close());

/** One is enough for all: it is empty again. */
beforeEach(() =>
  database.exec('DROP SCHEMA IF EXISTS chatkit CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public;'),
);

/** Every column that `schema.prisma` declares, as `table.column type null?`. */
function declaredColumns(): string[] {
  const { list } = getSchema(readFileSync('prisma/schema.prisma', 'utf8'));
  const models = list.filter((block) => block.type === 'model');
  const names = new Set(models.map((model) => model.name));
  return models.flatMap((model) => {
    const mapped = (properties: typeof model.properties, name: string, fallback: string) => {
      const attribute = properties.find(
        (property) => property.type === 'attribute' && property.name === name,
      );
      const value = attribute?.type === 'attribute' ? attribute.args[0]?.value : undefined;
      return typeof value === 'string' ? value.replaceAll('"', '') : fallback;
    };
    const table = mapped(model.properties, 'map', model.name);
    return model.properties.flatMap((field) => {
      if (field.type !== 'field' || typeof field.fieldType !== 'string' || names.has(field.fieldType))
        return [];
      const map = field.attributes?.find((attribute) => attribute.name === 'map')?.args?.[0]?.value;
      const column = typeof map === 'string' ? map.replaceAll('"', '') : field.name;
      return [`${table}.${column} ${TYPES[field.fieldType]}${field.optional ? ' null' : ''}`];
    });
  });
}

test('the migrated database has exactly the columns of schema.prisma', async () => {
  await migrate(session(database), 'prisma/migrations');
  const { rows } = await database.query<{
    table_name: string;
    column_name: string;
    data_type: string;
    is_nullable: string;
  }>(
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'chatkit'",
  );
  const migrated = rows.map(
    (row) =>
      `${row.table_name}.${row.column_name} ${row.data_type}${row.is_nullable === 'YES' ? ' null' : ''}`,
  );
  expect(migrated.sort()).toEqual(declaredColumns().sort());
});

test('the migrated database says of each migration what its file declares', async () => {
  await migrate(session(database), 'prisma/migrations');
  const { rows } = await database.query('SELECT * FROM chatkit.releases ORDER BY migration');
  const migrations = await readMigrations('prisma/migrations');
  expect(rows).toEqual(
    migrations.flatMap(({ name, declaration }) => (declaration ? [{ migration: name, ...declaration }] : [])),
  );
});

test('migrating twice applies nothing the second time; a changed migration is refused', async () => {
  const first = await migrate(session(database), 'prisma/migrations');
  expect(first.length).toBeGreaterThan(0);
  expect(await migrate(session(database), 'prisma/migrations')).toEqual([]);
  await database.query(`UPDATE "_prisma_migrations" SET checksum = 'other'`);
  await expect(migrate(session(database), 'prisma/migrations')).rejects.toThrow(MigrationMismatch);
});

test('what was pending before the column is pending after it, whatever else its row holds', async () => {
  const before = mkdtempSync(path.join(tmpdir(), 'robolearn-migrations-'));
  const [first = ''] = readdirSync('prisma/migrations').sort();
  cpSync(path.join('prisma/migrations', first), path.join(before, first), { recursive: true });
  await migrate(session(database), before);
  await database.exec(`
    INSERT INTO chatkit.users (id) VALUES ('alice');
    INSERT INTO chatkit.threads (id, user_id, status, metadata, created_at) VALUES ('t', 'alice', '{}', '{}', now())`);
  const texts = [
    'plain',
    'a\u0000b',
    '\ud800',
    '\\u0000',
    '\\',
    '"',
    '\\"status":"pending"',
    '{"status":"pending"}',
  ];
  const rows = texts.flatMap((text) =>
    ['client_tool_call', 'structured_input', 'widget'].flatMap((type) =>
      ['pending', 'completed'].map((status) => ({
        type,
        arguments: { text, [text]: text, nested: { status: 'pending' } },
        status,
      })),
    ),
  );
  for (const [seq, row] of rows.entries()) {
    await database.query(
      `INSERT INTO chatkit.items (thread_id, id, user_id, seq, type, hidden, data, created_at)
       VALUES ('t', $1, 'alice', $2, $3, false, $4::text::json, now())`,
      [`item${seq}`, seq, row.type, JSON.stringify(row)],
    );
  }

  await migrate(session(database), 'prisma/migrations');

  const migrated = await database.query<{ pending: boolean }>(
    'SELECT pending FROM chatkit.items ORDER BY seq',
  );
  expect(migrated.rows.map(({ pending }) => pending)).toEqual(
    rows.map(({ type, status }) => type !== 'widget' && status === 'pending'),
  );
  rmSync(before, { recursive: true });
});
