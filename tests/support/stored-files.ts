import pg from 'pg';

/** What is stored of files, over all users: records, and bytes in the database. */
export async function storedFiles(databaseUrl: string): Promise<{ records: number; bytes: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ records: number; bytes: number }>(
      'SELECT (SELECT count(*)::int FROM chatkit.attachments) AS records, (SELECT count(*)::int FROM chatkit.files) AS bytes',
    );
    return rows[0] ?? { records: 0, bytes: 0 };
  } finally {
    await client.end();
  }
}
