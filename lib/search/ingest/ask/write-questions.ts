import OpenAI from 'openai';
import type { UnaskedSection } from './unasked-sections';

/** Writes lines by which students may ask for what a section says. @throws what the `openai` client throws */
export type WriteQuestions = (
  section: UnaskedSection & { page: string },
  signal?: AbortSignal,
) => Promise<string[]>;

/** The model that writes lines. */
export interface Asking {
  model: string;
  write: WriteQuestions;
  /** Dollars for a million tokens, if they are known. */
  price?: { input: number; output: number } | undefined;
}

/** So many lines of a section. */
export const QUESTIONS = 8;

/** As `.asked.yaml` takes them. */
const MAX_LENGTH = 300;
/** What is longer is asked for by its beginning; in UTF-16 code units. */
const MAX_TEXT = 12_000;
/** Tries after the first, with the client's own pauses, for what may pass: a full server, a connection. */
const RETRIES = 4;
const TIMEOUT_MS = 120_000;

export const INSTRUCTIONS = `You get a section of a lesson. Write ${QUESTIONS} short messages by which students would look for what it says before they have read it.
Use other words than the section where you can: everyday words, words of other tools, what a student sees when it does not work.
Mix questions, a few words as typed into a search box, and complaints. Write in the language of the section.
Answer with the messages alone, one on each line, without numbers, bullets or quotation marks.`;

/** A model at an OpenAI-compatible server. */
export interface WriterModel {
  apiKey: string;
  /** Undefined for OpenAI's. */
  baseUrl: string | undefined;
  api: 'responses' | 'chat_completions';
  model: string;
}

/** A writer that asks a model, in the API that its server has. */
export function createQuestionWriter({ apiKey, baseUrl, api, model }: WriterModel): WriteQuestions {
  const client = new OpenAI({
    ...{ apiKey, baseURL: baseUrl ?? null },
    ...{ maxRetries: RETRIES, timeout: TIMEOUT_MS },
  });
  return async ({ page, text }, signal) => {
    const input = `Lesson: ${page}\n\n${text.slice(0, MAX_TEXT).toWellFormed()}`;
    if (api === 'responses') {
      const request = { model, instructions: INSTRUCTIONS, input, store: false };
      return readQuestions((await client.responses.create(request, { signal })).output_text);
    }
    const messages = [
      { role: 'system' as const, content: INSTRUCTIONS },
      { role: 'user' as const, content: input },
    ];
    const { choices } = await client.chat.completions.create({ model, messages }, { signal });
    return readQuestions(choices[0]?.message.content ?? '');
  };
}

/** The lines of an answer, without what models put around them; each once. */
export function readQuestions(answer: string): string[] {
  const lines = answer
    .replace(/<think>[\s\S]*?<\/think>/g, '')
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•–]|\(?\d{1,2}[.):])\s+/, '')
        .replace(/^["“”'‘’`*]+|["“”'’`*,]+$/g, '')
        .trim(),
    )
    .filter((line) => /[\p{L}\p{N}]/u.test(line) && line.length <= MAX_LENGTH && !/^```|:$/.test(line));
  return [...new Set(lines)].slice(0, 2 * QUESTIONS);
}
