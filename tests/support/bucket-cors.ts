import { readFileSync } from 'node:fs';
import { z } from 'zod';

const rules = z.array(
  z.object({
    AllowedOrigins: z.array(z.string()),
    AllowedMethods: z.array(z.string()),
    AllowedHeaders: z.array(z.string()),
    MaxAgeSeconds: z.number(),
  }),
);

/**
 * What `docs/deploy.md` tells operators to set for a bucket, as the document that a bucket takes.
 *
 * @param origin of the pages, in place of the one in the example
 */
export function bucketCors(origin: string): string {
  const guide = readFileSync('docs/deploy.md', 'utf8');
  const [, block = ''] = /```json\n(\[\{\s*"AllowedOrigins"[\s\S]*?)```/.exec(guide) ?? [];
  const listed = rules
    .parse(JSON.parse(block))
    .map(
      ({ AllowedMethods, AllowedHeaders, MaxAgeSeconds }) =>
        `<CORSRule>${elements('AllowedOrigin', [origin])}${elements('AllowedMethod', AllowedMethods)}${elements('AllowedHeader', AllowedHeaders)}${elements('MaxAgeSeconds', [MaxAgeSeconds])}</CORSRule>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?><CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${listed.join('')}</CORSConfiguration>`;
}

function elements(name: string, values: (string | number)[]): string {
  return values.map((value) => `<${name}>${value}</${name}>`).join('');
}
