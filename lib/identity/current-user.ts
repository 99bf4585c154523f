import { getServerSession } from 'next-auth';
import { z } from 'zod';
import { authOptions } from './auth-options';
import type { HasEnded } from './ended-sessions';

const sessionUser = z.object({ id: z.string().min(1), name: z.string().nullish() });

/** The signed-in user of a page or server action; null if there is none. */
export async function currentUser(hasEnded: HasEnded): Promise<{ id: string; name?: string } | null> {
  const session = await getServerSession(authOptions(hasEnded));
  const user = sessionUser.safeParse(session?.user);
  if (!user.success) return null;
  const { id, name } = user.data;
  return name ? { id, name } : { id };
}
