/** Longest name that a student can sign in with, in characters. */
export const MAX_NAME = 60;

/**
 * The user behind a name typed at the demo sign-in. The same name is the same user, so that a student finds everything again
 * tomorrow; it proves nothing, which is why demo sign-in is off with a real database.
 */
export function demoUser(typed: string | undefined): { id: string; name: string } | null {
  const name = (typed ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
  if (name === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name)) return null;
  return { id: `demo:${encodeURIComponent(name.toLowerCase())}`, name };
}
