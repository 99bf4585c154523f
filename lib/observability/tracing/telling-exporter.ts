import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];

export interface TellingExporterOptions {
  /** Spans that did not arrive. */
  onLost: (count: number) => void;
  /** Once when the collector goes away, and once when it is back. */
  onState: (state: 'away' | 'back', error?: unknown) => void;
}

/** An exporter that tells of what it loses: each span to the metrics, and to the log only that it begins and ends. */
export class TellingExporter implements SpanExporter {
  private isAway = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly options: TellingExporterOptions,
  ) {}

  export(spans: ReadableSpan[], done: (result: Result) => void): void {
    this.exporter.export(spans, (result) => {
      const failed = result.code !== 0;
      if (failed) this.options.onLost(spans.length);
      if (failed !== this.isAway) {
        this.isAway = failed;
        this.options.onState(failed ? 'away' : 'back', result.error);
      }
      // The library would report each failure once more.
      done({ code: 0 });
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}
