import pg from 'pg';

/** What is stored of files, over all users: records, and bytes in the database. */
export async function storedFiles(databaseUrl: string): Promise<{ records: number; bytes: number }> {
  const [row] = await ask<{ records: number; bytes: number }>(
    databaseUrl,
    'SELECT (SELECT count(*)::int FROM chatkit.attachments) AS records, (SELECT count(*)::int FROM chatkit.files) AS bytes',
  );
  return row ?? { records: 0, bytes: 0 };
}

/** How many files somebody is bringing the bytes of. */
export async function beingBrought(databaseUrl: string): Promise<number> {
  const [row] = await ask<{ n: number }>(
    databaseUrl,
    'SELECT count(*)::int AS n FROM chatkit.attachments WHERE claimed_until > now()',
  );
  return row?.n ?? 0;
}

async function ask<Row extends pg.QueryResultRow>(databaseUrl: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
