import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { describe, expect, test } from 'vitest';
import { remoteParent } from '@/lib/observability/tracing/remote-parent';
import { TellingExporter } from '@/lib/observability/tracing/telling-exporter';
import { watchedCalls } from '@/lib/observability/tracing/watched-calls';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('traceparent', () => {
  test.each([
    ['sampled', `00-${TRACE}-${SPAN}-01`, 1],
    ['not sampled', `00-${TRACE}-${SPAN}-00`, 0],
    ['of a later version, which may say more', `01-${TRACE}-${SPAN}-01-more`, 1],
  ])('%s', (_name, header, traceFlags) => {
    expect(remoteParent(header)).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags, isRemote: true });
  });

  test.each([
    ['missing', null],
    ['empty', ''],
    ['of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['without a span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['of the version that there is not', `ff-${TRACE}-${SPAN}-01`],
    ['too long', `00-${TRACE}ab-${SPAN}-01`],
    ['anything', 'x'.repeat(10_000)],
  ])('%s is none', (_name, header) => {
    expect(remoteParent(header)).toBeUndefined();
  });
});

describe('an exporter whose collector goes away', () => {
  test('tells the log when that begins and when it ends, and counts every span', () => {
    let works = false;
    const told: string[] = [];
    const inner = {
      export: (_spans: unknown, done: (result: { code: number }) => void) => done({ code: works ? 0 : 1 }),
      shutdown: async () => undefined,
    };
    let lost = 0;
    const exporter = new TellingExporter(inner, {
      onLost: (count) => {
        lost += count;
      },
      onState: (state) => told.push(state),
    });
    const made = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(made)] });
    for (const name of ['one', 'two', 'three']) provider.getTracer('test').startSpan(name).end();
    const results = new Set<number>();
    const send = () => exporter.export(made.getFinishedSpans(), ({ code }) => results.add(code));

    for (let count = 0; count < 100; count += 1) send();
    works = true;
    send();
    send();

    expect(told).toEqual(['away', 'back']);
    expect(lost).toBe(300);
    // The library would write each failure down by itself.
    expect([...results]).toEqual([0]);
  });
});

describe('calls that are watched', () => {
  class Store {
    readonly #rows = ['a', 'b'];
    readonly name = 'rows';
    async list(): Promise<string[]> {
      return this.#rows;
    }
    async load(): Promise<string> {
      throw Object.assign(new Error('what a student wrote'), { code: 'not_found' });
    }
    now(): number {
      return 1;
    }
  }

  test('have a span each, with how many came back, or the code of what went wrong and never its message', async () => {
    const spans: unknown[][] = [];
    const begin = (name: string) => {
      const span: unknown[] = [name];
      spans.push(span);
      return {
        traceId: undefined,
        carry: <T>(work: () => T) => work(),
        set: (attributes: object) => void span.push(attributes),
        end: (failure?: string) => void span.push(failure ?? 'ended'),
      };
    };
    const store = watchedCalls({ begin }, 'store', new Store());

    expect(await store.list()).toEqual(['a', 'b']);
    await expect(store.load()).rejects.toThrow('what a student wrote');
    expect(store.now()).toBe(1);
    expect(store.name).toBe('rows');

    expect(spans).toEqual([
      ['store.list', { count: 2 }, 'ended'],
      ['store.load', 'not_found'],
      ['store.now', 'ended'],
    ]);
  });
});
