import type { OpenSpan, Tracing } from './tracing';

/** What belongs to no trace. */
export const NO_SPAN: OpenSpan = {
  traceId: undefined,
  carry: (work) => work(),
  set: () => undefined,
  end: () => undefined,
};

/** Where no collector is configured: nothing is made, and nothing of the library is loaded. */
export const noTracing: Tracing = {
  begin: () => NO_SPAN,
  watch: (_part, target) => target,
  close: async () => undefined,
};
