import type { AgentInputItem, ModelRequest } from '@openai/agents';
import { isNote } from '../../chatkit/agents/model-text';
import { readQuizNote } from '../quiz/quiz-note';
import { SEARCH_TOOL } from '../search-tool-name';
import { type Choice, readChoice } from './read-choice';
import { readInstructions } from './read-instructions';
import { readMessage } from './read-message';
import { outputJson, readResult } from './read-result';
import type { ToolOutcome } from './tool-outcome';
import type { Line, Turn } from './turn';

/** Reads what the agent sends to its model. */
export function readTurn({
  input,
  systemInstructions,
}: Pick<ModelRequest, 'input' | 'systemInstructions'>): Turn {
  const items: AgentInputItem[] =
    typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
  const at = items.findLastIndex(beginsTurn);
  const { history, ...known } = readInstructions(systemInstructions ?? '');
  return {
    ...current(items[at]),
    ...known,
    quiz: items.flatMap((item) => readQuizNote(said(item)) ?? []).at(-1),
    history: [...history, ...items.slice(0, Math.max(0, at)).flatMap(line)],
    results: items.slice(at + 1).flatMap(readResult),
    outcomes: items.slice(at + 1).flatMap(outcome),
  };
}

/** A message of the student, or their answers to questions; not what the model is told beside them. */
function beginsTurn(item: AgentInputItem): boolean {
  if (!('role' in item) || item.role !== 'user') return false;
  const text = said(item);
  return !isNote(text) || readChoice(text) !== undefined;
}

/** The words that begin the turn. Who says in their own words what is unclear has asked a question. */
function current(item: AgentInputItem | undefined): Pick<Turn, 'question' | 'quoted' | 'files' | 'choice'> {
  const message = readMessage(item);
  const choice: Choice | undefined = readChoice(message.question);
  if (!choice) return { ...message, choice };
  const { unclear } = choice;
  return {
    ...message,
    question: unclear ?? choice.next ?? '',
    choice: unclear === undefined ? choice : undefined,
  };
}

function said(item: AgentInputItem): string {
  return 'role' in item && item.role === 'user' ? readMessage(item).question : '';
}

function outcome(item: AgentInputItem): ToolOutcome[] {
  if (item.type !== 'function_call_result' || item.name === SEARCH_TOOL) return [];
  return [{ name: item.name, output: outputJson(item.output) }];
}

function line(item: AgentInputItem): Line[] {
  if (!('role' in item) || (item.role !== 'user' && item.role !== 'assistant')) return [];
  const { question, quoted } = readMessage(item);
  const text = question || quoted || '';
  return text && !isNote(text) ? [{ role: item.role, text }] : [];
}
