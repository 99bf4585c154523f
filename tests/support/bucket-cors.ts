import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

const rules = z
  .array(
    z.object({
      AllowedOrigins: z.array(z.string()),
      AllowedMethods: z.array(z.string()),
      AllowedHeaders: z.array(z.string()),
      MaxAgeSeconds: z.number(),
    }),
  )
  .length(1);

/** What a bucket answers to pages: headers, or nothing where no rule lets them in. */
export interface BucketCors {
  preflight(headers: IncomingHttpHeaders): Record<string, string> | undefined;
  /** @param method of a request that is no preflight */
  answer(method: string, headers: IncomingHttpHeaders): Record<string, string>;
}

/**
 * The rule that `docs/deploy.md` tells operators to set for a bucket.
 *
 * @param origin of the pages, in place of the one in the example; `*` for every page
 */
export function bucketCors(origin: string): BucketCors {
  const guide = readFileSync('docs/deploy.md', 'utf8');
  const [, block = ''] = /```json\n(\[\{\s*"AllowedOrigins"[\s\S]*?)```/.exec(guide) ?? [];
  const [rule] = rules.parse(JSON.parse(block));
  const allowed = (method: string | undefined, headers: IncomingHttpHeaders) =>
    headers.origin !== undefined &&
    (origin === '*' || origin === headers.origin) &&
    rule?.AllowedMethods.includes(method ?? '')
      ? rule
      : undefined;
  const common = { 'access-control-allow-origin': origin, vary: 'Origin' };
  return {
    preflight: (headers) => {
      const found = allowed(headers['access-control-request-method'], headers);
      const asked = (headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim());
      if (!found || asked.some((name) => name && !found.AllowedHeaders.includes(name.toLowerCase()))) return;
      return {
        ...common,
        'access-control-allow-methods': found.AllowedMethods.join(', '),
        'access-control-allow-headers': found.AllowedHeaders.join(', '),
        'access-control-max-age': String(found.MaxAgeSeconds),
      };
    },
    answer: (method, headers) => (allowed(method, headers) ? common : {}),
  };
}
