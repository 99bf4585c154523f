import { ownPageOnly } from '@/lib/identity/own-page-only';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

export const maxDuration = 300;

/** Everything that is kept of whoever asks, as a ZIP archive. */
export async function GET(request: Request): Promise<Response> {
  const parts = await robolearn();
  const { identify, limits, exportAccount } = parts;
  return handleRoute(request, parts, async ({ note, send }) => {
    const identity = await identify(request);
    const { principal } = identity;
    note({ userId: principal.userId, operation: 'account.export' });
    ownPageOnly(request, identity);
    send(await limits.admit(principal));
    return new Response(await exportAccount(principal), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="robolearn-${new Date().toISOString().slice(0, 10)}.zip"`,
        'Cache-Control': 'no-store',
        // Nothing between here and the browser is to collect it first.
        'X-Accel-Buffering': 'no',
      },
    });
  });
}
