import { isOpenAIResponsesRawModelStreamEvent, type RunStreamEvent } from '@openai/agents';
import type { WidgetComponent } from '../protocol';

/** A component of a widget that shows text as it comes. */
export type StreamingText = WidgetComponent & {
  type: 'Text' | 'Markdown';
  value: string;
  streaming?: boolean;
};

/**
 * The text of a run as states of a `Text` or `Markdown` (spec 6.12): first the base as it is, then a copy with all text so
 * far after each delta, at last one that no longer streams. Put inside a root, the states feed `streamWidget`.
 */
export async function* accumulateText<Base extends StreamingText>(
  run: AsyncIterable<RunStreamEvent>,
  base: Base,
): AsyncGenerator<Base> {
  yield base;
  let value = '';
  for await (const event of run) {
    const delta = textDelta(event);
    if (delta === undefined) continue;
    value += delta;
    yield { ...base, value };
  }
  yield { ...base, value, streaming: false };
}

/** Responses models say each delta twice: raw, which counts, and normalised. */
function textDelta(event: RunStreamEvent): string | undefined {
  if (isOpenAIResponsesRawModelStreamEvent(event)) {
    const raw = event.data.event;
    return raw.type === 'response.output_text.delta' ? raw.delta : undefined;
  }
  if (event.type !== 'raw_model_stream_event' || event.data.type !== 'output_text_delta') return undefined;
  const { delta, providerData } = event.data;
  return providerData?.type === 'response.output_text.delta' ? undefined : delta;
}
