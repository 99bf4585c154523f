/** Puts the product together when the server starts, so that the first student does not wait for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startRoboLearn } = await import('./lib/start-robolearn');
  await startRoboLearn();
}
