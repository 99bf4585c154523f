import type { AgentInputItem, ModelRequest } from '@openai/agents';
import { isNote } from '../../chatkit/agents/model-text';
import { type CourseDocument, courseDocuments } from '../../search/course';
import { readQuizNote } from '../quiz/quiz-note';
import { whereReading } from '../where-reading';
import { withoutMarkup } from './markup';
import { type About, type Line, NOTHING_KNOWN, type Turn } from './turn';

/** What a student answered to the questions after a quiz. */
export interface Choice {
  /** The option that was chosen, or other words in its place. */
  next: string | undefined;
  /** What they want explained, in their own words. */
  unclear: string | undefined;
}

type Message = Pick<Turn, 'question' | 'quoted' | 'files'>;

/** Reads what the agent sends to its model. */
export function readTurn(input: ModelRequest['input'], about: About = NOTHING_KNOWN): Turn {
  const items: AgentInputItem[] =
    typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
  const at = items.findLastIndex(beginsTurn);
  const message = readMessage(items[at]);
  const choice = readChoice(message.question);
  return {
    ...about,
    ...message,
    question: choice ? (choice.unclear ?? choice.next ?? '') : withoutMarkup(message.question),
    // Who says in their own words what is unclear has asked a question.
    choice: choice?.unclear === undefined ? choice : undefined,
    reading: openPage(about),
    quiz: items.flatMap((item) => readQuizNote(typed(item)) ?? []).at(-1),
    history: items.slice(0, Math.max(0, at)).flatMap(line),
    outcomes: items
      .slice(at + 1)
      .flatMap((item) =>
        item.type === 'function_call_result' ? { name: item.name, output: readOutput(item.output) } : [],
      ),
  };
}

function openPage({ page, course }: About): CourseDocument | undefined {
  const { near } = whereReading(page, course.config);
  return courseDocuments(course).find(({ path }) => path === near?.replace(/[?#].*$/, ''));
}

/** A message of the student, or their answers to questions; not what the model is told beside them. */
function beginsTurn(item: AgentInputItem): boolean {
  if (!('role' in item) || item.role !== 'user') return false;
  const text = typed(item);
  return !isNote(text) || readChoice(text) !== undefined;
}

function typed(item: AgentInputItem): string {
  return 'role' in item && item.role === 'user' ? readMessage(item).question : '';
}

function line(item: AgentInputItem): Line[] {
  if (!('role' in item) || (item.role !== 'user' && item.role !== 'assistant')) return [];
  const { question, quoted } = readMessage(item);
  const text = question || quoted || '';
  return text && !isNote(text) ? [{ role: item.role, text }] : [];
}

/** As `userMessageInput` writes a quotation. Only parts after the first can be one: the first is what the student typed. */
const QUOTED = /^The message is about this quoted text:\n("{3,})\n([\s\S]*)\n\1$/;
/** As attachments become text: a note for what cannot be read, or the text of the file. */
const FILE = /^\(Attached file: ([^\n]+), [^,\n]+\)$|^File ([^\n]+):\n("{3,})\n[\s\S]*\n\3$/;

/** Takes a message apart: what was typed, what it quotes, what is attached. */
function readMessage(item: AgentInputItem | undefined): Message {
  const message: Message = { question: '', quoted: undefined, files: [] };
  if (!item || !('content' in item)) return message;
  if (typeof item.content === 'string') return { ...message, question: item.content.trim() };
  for (const [index, part] of (item.content ?? []).entries()) {
    if (part.type === 'input_image') message.files.push('an image');
    else if (part.type === 'input_file') message.files.push(part.filename ?? 'a file');
    else if (part.type === 'input_text' || part.type === 'output_text') {
      const quoted = index > 0 ? QUOTED.exec(part.text)?.[2] : undefined;
      const file = index > 0 ? FILE.exec(part.text)?.slice(1, 3).find(Boolean) : undefined;
      if (quoted !== undefined) message.quoted = quoted.trim();
      else if (file !== undefined) message.files.push(file);
      else message.question += message.question ? ` ${part.text}` : part.text;
    }
  }
  return { ...message, question: message.question.trim() };
}

/** As `structuredInputText` writes the questions of `afterQuizQuestions`. */
const ANSWERED =
  /^You asked the user these questions; they are (?:answered|skipped):\n<StructuredInput>\n(?<answers>[\s\S]*)\n<\/StructuredInput>$/;
const NEXT = /^- What next\?: (.*)$/m;
const UNCLEAR = /^- Anything unclear\?: ([\s\S]*)$/m;

/** Reads the answers after a quiz; undefined for any other text. */
function readChoice(text: string): Choice | undefined {
  const answers = ANSWERED.exec(text)?.groups?.answers;
  if (answers === undefined) return undefined;
  const given = (question: RegExp) => {
    const answer = question.exec(answers)?.[1]?.trim() ?? '';
    return /^(?:skipped|unanswered)?$/.test(answer) ? undefined : answer;
  };
  return { next: given(NEXT), unclear: given(UNCLEAR) };
}

/** What a tool has answered, as text or in parts of it; undefined if that is no JSON. */
function readOutput(output: unknown): unknown {
  const parts = (Array.isArray(output) ? output : [output]).map((part: unknown) =>
    typeof part === 'object' && part !== null && 'text' in part ? part.text : part,
  );
  try {
    return JSON.parse(parts.join(''));
  } catch {
    return undefined;
  }
}
