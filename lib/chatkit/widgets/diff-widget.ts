import type { ThreadItemUpdate, WidgetRoot } from '../protocol';
import { isRecord, type JsonRecord, MAX_DEPTH, ownValue, sameJson, sameProps } from './same-json';

type TextDelta = Extract<ThreadItemUpdate, { type: 'widget.streaming_text.value_delta' }>;

/**
 * What a client has to be told to turn `before` into `after` (spec 8.3): nothing when they are the same, one delta for each
 * `Text` or `Markdown` with an id when only such texts grew, in tree order, else the whole new root. Never throws. Where a
 * delta could not be applied (no id, or an id that stands twice) the root is sent instead, so no change is lost (trap T22).
 */
export function diffWidget(before: WidgetRoot, after: WidgetRoot): ThreadItemUpdate[] {
  const deltas = grownTexts(before, after, 0);
  const replaced = deltas === undefined || (deltas.length > 0 && !addressable(deltas, after));
  return replaced ? [{ type: 'widget.root.updated', widget: after }] : deltas;
}

/** The texts that grew between two trees that are otherwise the same; undefined when anything else differs. */
function grownTexts(before: JsonRecord, after: JsonRecord, depth: number): TextDelta[] | undefined {
  const delta = appendedText(before, after);
  const except = delta === undefined ? ['children'] : ['children', 'value'];
  if (!sameProps(before, after, except)) return undefined;
  const below = grownChildren(ownValue(before, 'children'), ownValue(after, 'children'), depth + 1);
  if (below === undefined || delta === undefined) return below;
  return [textDelta(after, delta), ...below];
}

function grownChildren(before: unknown, after: unknown, depth: number): TextDelta[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (isRecord(before) && isRecord(after)) return grownTexts(before, after, depth);
  if (!Array.isArray(before) || !Array.isArray(after)) return sameJson(before, after) ? [] : undefined;
  if (before.length !== after.length) return undefined;
  const deltas: TextDelta[] = [];
  for (const [at, child] of after.entries()) {
    const grown = grownChildren(before[at], child, depth + 1);
    if (grown === undefined) return undefined;
    deltas.push(...grown);
  }
  return deltas;
}

/** What was added to the end of a `Text` or `Markdown`; undefined when nothing was, or more than that happened. */
function appendedText(before: JsonRecord, after: JsonRecord): string | undefined {
  if (after.type !== 'Text' && after.type !== 'Markdown') return undefined;
  const { value: old } = before;
  const { value: now } = after;
  if (typeof old !== 'string' || typeof now !== 'string') return undefined;
  return now.length > old.length && now.startsWith(old) ? now.slice(old.length) : undefined;
}

function textDelta(component: JsonRecord, delta: string): TextDelta {
  return {
    type: 'widget.streaming_text.value_delta',
    component_id: typeof component.id === 'string' ? component.id : '',
    delta,
    done: component.streaming !== true,
  };
}

/** Whether each delta names exactly one component of the tree. */
function addressable(deltas: readonly TextDelta[], root: JsonRecord): boolean {
  const seen = new Map<unknown, number>();
  const count = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(count);
    if (!isRecord(node)) return;
    seen.set(node.id, (seen.get(node.id) ?? 0) + 1);
    count(node.children);
  };
  count(root);
  return deltas.every(({ component_id }) => component_id !== '' && seen.get(component_id) === 1);
}
