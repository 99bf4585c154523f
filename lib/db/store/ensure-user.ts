import type { Principal } from '../../chatkit/principal';
import type { Queries } from './queries';

/**
 * The first thing that a user stores brings the user's row with it.
 *
 * @throws what `translateError` makes a Conflict of, if the account is being deleted or was a moment ago
 */
export async function ensureUser(db: Queries, { userId }: Principal): Promise<void> {
  await db.$executeRaw`INSERT INTO chatkit.users (id) VALUES (${userId}) ON CONFLICT (id) DO NOTHING`;
}
