import { endSession } from '@/lib/identity/end-session';
import { ownPageOnly } from '@/lib/identity/own-page-only';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

export const maxDuration = 300;

/** Deletes the account of whoever asks, and ends their session. `files` is `later` if the sweep has to delete their bytes. */
export async function DELETE(request: Request): Promise<Response> {
  const parts = await robolearn();
  const { identify, limits, eraseAccount } = parts;
  return handleRoute(request, parts, async ({ note, send }) => {
    const identity = await identify(request);
    const { principal } = identity;
    note({ userId: principal.userId, operation: 'account.delete' });
    ownPageOnly(request, identity);
    send(await limits.admit(principal));
    const erased = await eraseAccount(principal);
    const response = Response.json({ deleted: true, files: erased === 'erased' ? 'deleted' : 'later' });
    endSession(request, response.headers);
    return response;
  });
}
