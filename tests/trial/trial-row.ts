import type { TurnEndReason } from '@/lib/chatkit/protocol';
import type { TrialKind } from './trial-questions';

/** What one question showed. */
export interface TrialRow {
  id: string;
  kind: TrialKind;
  question: string;
  /** Why there is no complete answer; absent if there is one. */
  error?: string;
  /** How the turn ended, if its answer is not whole. */
  end?: TurnEndReason;
  /** How often the course was searched, by the server or by the model. */
  searches: number;
  /** Names of the tools that the model called. */
  toolCalls: string[];
  /** Calls to the model. */
  calls: number;
  citations: number;
  /** Citations whose passage shares its words with the sentence before them. */
  supported: number;
  declined: boolean;
  /** The answer is in the question's language; only of questions that are not in English. */
  isInLanguage?: boolean;
  /** As the server counts them, of all calls. */
  inputTokens: number;
  outputTokens: number;
  seconds: number;
  /** Between model and student, beside markers. */
  changedCharacters: number;
  /** All that the model wrote. */
  written: string;
  /** What the student reads. */
  answer: string;
}

const COLUMNS: [name: string, width: number, value: (row: TrialRow) => string][] = [
  ['kind', -10, ({ kind }) => kind],
  ['searched', 9, ({ searches }) => String(searches)],
  ['calls', 6, ({ calls }) => String(calls)],
  ['cited', 6, ({ citations }) => String(citations)],
  ['supported', 10, ({ citations, supported }) => (citations ? `${supported}/${citations}` : '–')],
  ['declined', 9, ({ declined }) => (declined ? 'yes' : 'no')],
  ['language', 9, (row) => (row.isInLanguage === undefined ? '–' : row.isInLanguage ? 'yes' : 'no')],
  ['tokens', 7, ({ inputTokens, outputTokens }) => String(inputTokens + outputTokens)],
  ['seconds', 8, ({ seconds }) => seconds.toFixed(1)],
  ['changed', 8, (row) => String(row.changedCharacters)],
];

export const TRIAL_HEAD = `${cells(COLUMNS.map(([name, width]) => [name, width]))}  question`;

/** A row of the table; what kept it from a whole answer stands beneath it. */
export function trialLine(row: TrialRow): string {
  const line = `${cells(COLUMNS.map(([, width, value]) => [value(row), width]))}  ${row.question}`;
  const notes = [row.end && `ended: ${row.end}`, row.error && `error: ${row.error}`].filter(Boolean);
  return [line, ...notes.map((note) => `  ${note}`)].join('\n');
}

/** What all questions show together. */
export function trialTotals(rows: TrialRow[]): string {
  const answered = rows.filter(({ error }) => error === undefined);
  const taught = answered.filter(({ kind }) => !['uncovered', 'small talk', 'hostile'].includes(kind));
  const uncovered = answered.filter(({ kind }) => kind === 'uncovered');
  const foreign = answered.filter((row) => row.isInLanguage !== undefined);
  const citations = sum(answered.map((row) => row.citations));
  return [
    `${rows.length} questions, ${rows.length - answered.length} failed, ${count(answered, ({ end }) => end !== undefined)} not answered to the end`,
    `of ${taught.length} on the course: searched ${count(taught, ({ searches }) => searches > 0)}, cited ${count(taught, (row) => row.citations > 0)}, declined ${count(taught, ({ declined }) => declined)}`,
    `of ${uncovered.length} that it does not cover: declined ${count(uncovered, ({ declined }) => declined)}, cited ${count(uncovered, (row) => row.citations > 0)}`,
    `of ${foreign.length} in other languages: answered in them ${count(foreign, (row) => row.isInLanguage === true)}`,
    `citations ${citations}, supported ${sum(answered.map(({ supported }) => supported))}`,
    `tokens ${sum(rows.map(({ inputTokens }) => inputTokens))} in, ${sum(rows.map(({ outputTokens }) => outputTokens))} out; seconds ${sum(rows.map(({ seconds }) => seconds)).toFixed(1)}`,
    `characters changed between model and student ${sum(rows.map(({ changedCharacters }) => changedCharacters))}`,
  ].join('\n');
}

function cells(values: [text: string, width: number][]): string {
  return values.map(([text, width]) => (width < 0 ? text.padEnd(-width) : text.padStart(width))).join('');
}

function count(rows: TrialRow[], holds: (row: TrialRow) => boolean): number {
  return rows.filter(holds).length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
