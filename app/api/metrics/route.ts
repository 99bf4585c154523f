import { ChatKitError } from '@/lib/chatkit/server/errors';
import { robolearn } from '@/lib/compose';
import { config } from '@/lib/config';
import { isSameSecret } from '@/lib/identity/is-same-secret';
import { handleRoute } from '@/lib/observability/handle-route';

export const dynamic = 'force-dynamic';

/** The metrics of this process as Prometheus text, for who shows the token; without a token set there are none. */
export async function GET(request: Request): Promise<Response> {
  const { log, metrics } = await robolearn();
  return handleRoute(request, log, async () => {
    const { metricsToken } = config();
    if (!metricsToken) throw new ChatKitError('not_found', 'There are no metrics here.');
    if (!isSameSecret(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`)) {
      throw new ChatKitError('unauthorized', 'The metrics need their token.');
    }
    const { body, contentType } = await metrics.text();
    return new Response(body, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
  });
}
