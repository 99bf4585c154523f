import type { AgentInputItem, ModelRequest } from '@openai/agents';
import { isNote } from '../../chatkit/agents/model-text';
import { readInstructions } from './read-instructions';
import { readMessage } from './read-message';
import { readResult } from './read-result';
import type { Line, Turn } from './turn';

/** Reads what the agent sends to its model. */
export function readTurn({
  input,
  systemInstructions,
}: Pick<ModelRequest, 'input' | 'systemInstructions'>): Turn {
  const all: AgentInputItem[] =
    typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
  // Notes about the thread are for a model that understands them; the guide would take them for the student's words.
  const items = all.filter((item) => !isUserMessage(item) || !isNote(readMessage(item).question));
  const at = items.findLastIndex(isUserMessage);
  const current = readMessage(items[at]);
  const { history, ...known } = readInstructions(systemInstructions ?? '');
  return {
    ...current,
    ...known,
    history: [...history, ...items.slice(0, Math.max(0, at)).flatMap(line)],
    results: items.slice(at + 1).flatMap(readResult),
  };
}

function isUserMessage(item: AgentInputItem): boolean {
  return 'role' in item && item.role === 'user';
}

function line(item: AgentInputItem): Line[] {
  if (!('role' in item) || (item.role !== 'user' && item.role !== 'assistant')) return [];
  const { question, quoted } = readMessage(item);
  const text = question || quoted || '';
  return text ? [{ role: item.role, text }] : [];
}
