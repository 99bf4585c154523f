import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NO_SPAN } from './no-tracing';
import { remoteParent } from './remote-parent';
import { TellingExporter, type TellingExporterOptions } from './telling-exporter';
import type { OpenSpan, SpanOptions, Tracing } from './tracing';
import { watchedCalls } from './watched-calls';

export interface TracingOptions extends TellingExporterOptions {
  /** Base address of a collector that takes OTLP over HTTP. */
  endpoint: string;
  version: string;
}

/** Spans that wait to be sent; more are dropped. */
const QUEUE = 2048;
const SEND_EVERY_MS = 2_000;
const SEND_WITHIN_MS = 5_000;
const CLOSE_WITHIN_MS = 3_000;

/**
 * Traces to a collector. Nothing is registered with the library as the tracer of the process: others in it, such as Next,
 * would write addresses of pages and of signed links into our traces.
 */
export function startTracing({ endpoint, version, ...told }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: SEND_WITHIN_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'robolearn-chatkit', 'service.version': version }),
    spanProcessors: [
      new BatchSpanProcessor(new TellingExporter(exporter, told), {
        maxQueueSize: QUEUE,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_WITHIN_MS + 1_000,
      }),
    ],
  });
  const tracer = provider.getTracer('robolearn-chatkit', version);
  const contexts = new AsyncLocalStorageContextManager().enable();

  function begin(name: string, { attributes = {}, traceparent }: SpanOptions = {}): OpenSpan {
    const remote = remoteParent(traceparent);
    const parent = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : contexts.active();
    const isRequest = traceparent !== undefined;
    if (!isRequest && !trace.getSpan(parent)) return NO_SPAN;
    const kind = isRequest ? SpanKind.SERVER : SpanKind.INTERNAL;
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    const inside = trace.setSpan(parent, span);
    return {
      traceId: span.spanContext().traceId,
      carry: (work) => contexts.with(inside, work),
      set: (more) => {
        for (const [key, value] of Object.entries(more))
          if (value !== undefined) span.setAttribute(key, value);
      },
      end: (failure) => {
        if (failure !== undefined) {
          span.setAttribute('error.type', failure);
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
      },
    };
  }

  return {
    begin,
    watch: (part, target) => watchedCalls({ begin }, part, target),
    close: async () => {
      await Promise.race([provider.shutdown().catch(() => undefined), pause(CLOSE_WITHIN_MS)]);
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
