import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A span as it arrived. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  attributes: Record<string, unknown>;
  failed: boolean;
  milliseconds: number;
}

const message = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string(),
              endTimeUnixNano: z.string(),
              attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })),
              status: z.object({ code: z.number() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

export interface OtlpCollector {
  endpoint: string;
  spans: CollectedSpan[];
  /** Everything that was sent, as it came. */
  received(): string;
  /** Resolves with the spans of a trace once `isComplete` says so. */
  trace(isComplete: (spans: CollectedSpan[]) => boolean): Promise<CollectedSpan[]>;
  stop(): Promise<void>;
}

const WITHIN_MS = 20_000;

/** A collector of traces on loopback, which takes OTLP over HTTP as JSON and forwards nothing. */
export async function startCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const waiting = new Set<() => void>();
  let received = '';
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received += `${JSON.stringify(request.headers)}\n${body}\n`;
    if (request.url !== '/v1/traces') {
      response.writeHead(404).end();
      return;
    }
    for (const { scopeSpans } of message.parse(JSON.parse(body)).resourceSpans) {
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentSpanId,
          name: span.name,
          attributes: Object.fromEntries(
            span.attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
          ),
          failed: span.status.code === 2,
          milliseconds: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6,
        });
      }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    for (const wake of [...waiting]) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  function whole(isComplete: (spans: CollectedSpan[]) => boolean): CollectedSpan[] | undefined {
    const traceIds = [...new Set(spans.map(({ traceId }) => traceId))];
    return traceIds.map((traceId) => spans.filter((span) => span.traceId === traceId)).find(isComplete);
  }

  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    received: () => received,
    trace: (isComplete) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no such trace among ${JSON.stringify(spans.map(({ name }) => name))}`));
        }, WITHIN_MS);
        const look = () => {
          const found = whole(isComplete);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
