import { ChatKitError } from '@/lib/chatkit/server/errors';
import { config } from '@/lib/config';
import { isSameSecret } from '@/lib/identity/is-same-secret';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

export const dynamic = 'force-dynamic';
export const maxDuration = 300;

/** Sweeps, for the clock of a host whose processes do not live for an hour; it shows `CRON_SECRET`. Without one set there is nothing. */
export async function GET(request: Request): Promise<Response> {
  const parts = await robolearn();
  const { sweep } = parts;
  return handleRoute(request, parts, async ({ note }) => {
    note({ operation: 'sweep' });
    const { cronSecret } = config();
    if (!cronSecret) throw new ChatKitError('not_found', 'There is nothing here.');
    if (!isSameSecret(request.headers.get('authorization') ?? '', `Bearer ${cronSecret}`)) {
      throw new ChatKitError('unauthorized', 'A sweep needs its secret.');
    }
    return Response.json(await sweep(), { headers: { 'Cache-Control': 'no-store' } });
  });
}
