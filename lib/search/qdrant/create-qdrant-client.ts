import { QdrantClient } from '@qdrant/js-client-rest';
import { resendOnce } from './resend-once';

export interface QdrantConnection {
  /** Without a port it is Qdrant's own, 6333; a path is kept. */
  url: string;
  apiKey?: string | undefined;
  /** A request that takes longer is broken off. In milliseconds. */
  timeoutMs: number;
}

/**
 * The official client. Its own check of versions only prints a warning; ours is {@link requireVersion}. All that we ask may be
 * carried out twice: what is written has ids and contents of its own, and a lease names its holder.
 */
export function createQdrantClient({ url, apiKey, timeoutMs }: QdrantConnection): QdrantClient {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, '');
  // The parser of URLs drops a port that is the scheme's own, and the client would put its 6333 there.
  const written = /^https?:\/\/[^/]*?:(\d+)(?:\/|$)/i.exec(url)?.[1];
  const client = new QdrantClient({
    url: origin,
    ...(prefix ? { prefix } : {}),
    ...(written ? { port: Number(written) } : {}),
    // As a header, because for the client's own option it prints a warning whenever the connection is not encrypted.
    ...(apiKey ? { headers: { 'api-key': apiKey } } : {}),
    timeout: timeoutMs,
    checkCompatibility: false,
  });
  return resendOnce(client);
}
