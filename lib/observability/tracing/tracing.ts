/** Names of operations, ids, counts and times. Never what anybody wrote. */
export type SpanAttributes = Record<string, string | number | boolean | undefined>;

/** A piece of work in a trace, from `begin` to `end`. */
export interface OpenSpan {
  /** Undefined where nothing is traced. */
  readonly traceId: string | undefined;
  /** Does `work` inside the span: what begins in there is its child. */
  carry<T>(work: () => T): T;
  set(attributes: SpanAttributes): void;
  /** @param failure class or kind of what went wrong, if something did; never a message */
  end(failure?: string): void;
}

export interface SpanOptions {
  attributes?: SpanAttributes;
  /**
   * Begins a trace, or goes on with one: the header of the request (W3C Trace Context), or null if it has none. Where it is absent,
   * the span is part of a request, and is left out where there is none.
   */
  traceparent?: string | null;
}

/** One trace through everything that a request leads to. */
export interface Tracing {
  /** Begins a span, as a child of the one that the flow of control is in. */
  begin(name: string, options?: SpanOptions): OpenSpan;
  /** The same object, each call of its methods in a span `part.method`. */
  watch<T extends object>(part: string, target: T): T;
  /** Sends what is left, within a few seconds. */
  close(): Promise<void>;
}
