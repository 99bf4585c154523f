import { Unavailable } from '@/lib/chatkit/server/errors';
import { handleRoute } from '@/lib/observability/handle-route';
import { noTracing } from '@/lib/observability/tracing/no-tracing';
import { robolearn } from '@/lib/robolearn';

export const dynamic = 'force-dynamic';

/** 200 only if the database answers now, else 503. */
export async function GET(request: Request): Promise<Response> {
  const parts = await robolearn();
  return handleRoute(request, { ...parts, tracing: noTracing }, async ({ note }) => {
    note({ operation: 'ready' });
    await parts.database.ping().catch((cause: unknown) => {
      throw new Unavailable({ cause });
    });
    return Response.json({ status: 'ready' });
  });
}
