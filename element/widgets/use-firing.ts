import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WidgetItem } from '@/lib/chatkit/protocol';
import { asError, type ThreadStore } from '../chat/chat-context';
import { performAction } from '../chat/perform-action';
import { useScope } from '../ui/chat-scope';
import { mergeFormValues } from './merge-form-values';
import type { Fired, Loading } from './widget-scope';

type Running = ReadonlyMap<string, Loading>;

const without = (running: Running, sources: Iterable<string>): Running => {
  const next = new Map(running);
  for (const source of sources) next.delete(source);
  return next;
};

/**
 * Fires the actions of one widget and knows which of them run. One that begins a turn counts until the turn ends or
 * changes the widget, whichever comes first (spec element 1.13).
 */
export function useFiring(item: WidgetItem, store: ThreadStore) {
  const { chat, words } = useScope();
  const [running, setRunning] = useState<Running>(new Map());
  const [failed, setFailed] = useState(false);
  const turns = useRef(new Set<string>());
  const { widget } = item;
  const shown = useRef(widget);

  useLayoutEffect(() => {
    if (shown.current === widget) return;
    shown.current = widget;
    const sources = [...turns.current];
    turns.current.clear();
    if (sources.length > 0) setRunning((before) => without(before, sources));
  }, [widget]);

  const fire = async ({ action, source, loading, values }: Fired) => {
    const { payload, dropped } = mergeFormValues(action.payload, values);
    for (const name of dropped) {
      chat.emit('chatkit.error', {
        error: new Error(
          `The payload of "${action.type}" already has "${name}"; the value of the field was dropped.`,
        ),
      });
    }
    setFailed(false);
    setRunning((before) => new Map(before).set(source, loading));
    if (action.handler === 'server' && action.streaming) turns.current.add(source);
    try {
      await performAction(chat, store, item, { ...action, payload });
    } catch (cause) {
      chat.emit('chatkit.error', { error: asError(cause) });
      if (action.handler === 'server') {
        setFailed(true);
        chat.announcer.alert(words.actionFailed);
      }
    } finally {
      turns.current.delete(source);
      setRunning((before) => without(before, [source]));
    }
  };
  return { running, failed, fire: (fired: Fired) => void fire(fired) };
}
