import { robolearn } from '@/lib/compose';

export const dynamic = 'force-dynamic';

/** 200 only if the database answers now. */
export async function GET(): Promise<Response> {
  const { database, log } = await robolearn();
  try {
    await database.ping();
    return Response.json({ status: 'ready' });
  } catch (error) {
    log.warn({ error }, 'not ready: the database does not answer');
    return Response.json({ status: 'unavailable' }, { status: 503 });
  }
}
