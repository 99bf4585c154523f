import { config } from '../config';
import type { OriginOptions } from './page-origin';

/** Which pages may act with a cookie, as the environment says. */
export function originOptions(): OriginOptions {
  const { auth, allowedOrigins } = config();
  return { ownOrigin: auth.url === undefined ? undefined : new URL(auth.url).origin, allowedOrigins };
}
