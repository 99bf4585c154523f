import type pg from 'pg';

/** Every table of the database with how many of its rows hold one of these words anywhere; tables without one are left out. */
export async function keptOf(client: pg.Client, ...words: string[]): Promise<Record<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const kept: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} AS t
       WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS word WHERE position(word IN t::text) > 0)`,
      [words],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) kept[name] = count;
  }
  return kept;
}
