/**
 * Makes a connection URL as hosters hand it out fit for the driver: `postgres://` is the same as `postgresql://`, a
 * Python driver suffix (`postgresql+asyncpg://`) is dropped, and so is `channel_binding`, which the driver negotiates itself.
 */
export function normalizePostgresUrl(given: string): string {
  const url = new URL(given.replace(/^postgres(ql)?(\+\w+)?:/, 'postgresql:'));
  url.searchParams.delete('channel_binding');
  return url.toString();
}
