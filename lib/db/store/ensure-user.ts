import type { Principal } from '../../chatkit/principal';
import type { Queries } from './queries';

/** The first thing that a user stores brings the user's row with it. */
export async function ensureUser(db: Queries, principal: Principal): Promise<void> {
  await db.user.createMany({ data: [{ id: principal.userId }], skipDuplicates: true });
}
