// For the type of the running product.
import type {} from './lib/robolearn';

/** Puts the product together when the server starts, so that the first student does not wait for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Our own server has done it, with code that is loaded once and not by Next.
  if (globalThis.robolearnChatKit) return;
  const { startRoboLearn } = await import('./lib/start-robolearn');
  await startRoboLearn();
}
