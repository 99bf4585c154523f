import { handleRoute } from '@/lib/observability/handle-route';
import { health } from '@/lib/observability/health';
import { noTracing } from '@/lib/observability/tracing/no-tracing';
import { robolearn } from '@/lib/robolearn';

export const dynamic = 'force-dynamic';

/** 200 while the process serves; the body tells the state of each part. */
export async function GET(request: Request): Promise<Response> {
  const parts = await robolearn();
  return handleRoute(request, { ...parts, tracing: noTracing }, async ({ note }) => {
    note({ operation: 'health' });
    return Response.json(await health(parts));
  });
}
