import { ChatKitError } from '@/lib/chatkit/server/errors';
import { config } from '@/lib/config';
import { isSameSecret } from '@/lib/identity/is-same-secret';
import { handleRoute } from '@/lib/observability/handle-route';
import { noTracing } from '@/lib/observability/tracing/no-tracing';
import { robolearn } from '@/lib/robolearn';

export const dynamic = 'force-dynamic';

/** The metrics of this process as Prometheus text, for who shows the token; without a token set there are none. */
export async function GET(request: Request): Promise<Response> {
  const parts = await robolearn();
  return handleRoute(request, { ...parts, tracing: noTracing }, async ({ note }) => {
    note({ operation: 'metrics' });
    const { metricsToken } = config();
    if (!metricsToken) throw new ChatKitError('not_found', 'There are no metrics here.');
    if (!isSameSecret(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`)) {
      throw new ChatKitError('unauthorized', 'The metrics need their token.');
    }
    const { body, contentType } = await parts.metrics.text();
    return new Response(body, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
  });
}
