import type { ActionConfig } from '@/lib/chatkit/protocol';
import { isRecord } from '../protocol/is-record';
import { oneOf, words } from './read-props';

/** An action as a widget holds it, with its defaults; null for none (templates disarm a control with null). */
export function readAction(value: unknown): ActionConfig | null {
  if (!isRecord(value)) return null;
  const type = words(value.type);
  if (type === '') return null;
  return {
    type,
    ...(value.payload === undefined ? {} : { payload: value.payload }),
    handler: oneOf(value.handler, ['client', 'server'], 'server'),
    loadingBehavior: oneOf(value.loadingBehavior, ['auto', 'none', 'self', 'container'], 'auto'),
    streaming: value.streaming !== false,
  };
}
