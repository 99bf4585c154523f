import { Agent, type Model, type Runner } from '@openai/agents';
import { visibleText } from '../text/visible-text';
import { titleIn } from './title-text';

const MAX_LENGTH = 60;
const MAX_QUESTION = 2_000;

const INSTRUCTIONS =
  'Write a title of two to six words for a conversation that begins with the following message. ' +
  'Use the language of the message. Answer with the title alone: no quotation marks, no full stop.';

/** A title made by the model; undefined if it fails, since a thread can live without one. */
export async function titleByModel(
  runner: Runner,
  model: Model,
  question: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const agent = new Agent({ name: 'RoboLearn titles', instructions: INSTRUCTIONS, model });
  const beginning = question.slice(0, MAX_QUESTION).toWellFormed();
  const result = await runner.run(agent, beginning, { signal, maxTurns: 1 });
  return typeof result.finalOutput === 'string' ? tidy(titleIn(result.finalOutput)) : undefined;
}

/** The beginning of the message, cut between words. */
export function titleFromMessage(question: string): string | undefined {
  return tidy(question.slice(0, MAX_QUESTION));
}

function tidy(text: string): string | undefined {
  const line = visibleText(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/^["'“]+|["'”.]+$/g, '');
  if (line.length <= MAX_LENGTH) return line === '' ? undefined : line;
  const cut = line.slice(0, MAX_LENGTH - 1);
  const lastBlank = cut.lastIndexOf(' ');
  return `${lastBlank > 20 ? cut.slice(0, lastBlank) : cut}…`;
}
