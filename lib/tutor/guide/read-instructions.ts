import { z } from 'zod';
import { parseHardwareTier } from '../../identity/profile';
import type { Line, Page, Turn } from './turn';

const USER_LINE = /^User Information: (.*)$/m;
const PAGE_BLOCK = /<page_context>\n([\s\S]*?)\n<\/page_context>/;
const HISTORY_BLOCK = /^Conversation history:\n([\s\S]*)$/m;

const page = z.object({
  'Page Title': z.string().default(''),
  'Page Topics': z.string().default(''),
  'Page Path': z.string().default(''),
});

/** Reads the system text back: who the student is, the page, and the history where it travels as text (`systemPrompt`). */
export function readInstructions(text: string): Pick<Turn, 'profile' | 'page' | 'history'> {
  // The rules come first and hold neither line; the history comes last and may hold anything.
  const history = HISTORY_BLOCK.exec(text);
  const head = history ? text.slice(0, history.index) : text;
  return { profile: readProfile(head), page: readPage(head), history: readHistory(history?.[1] ?? '') };
}

function readProfile(text: string): Turn['profile'] {
  const known = USER_LINE.exec(text)?.[1] ?? '';
  const name = /(?:^|, )Name: (.+?)(?=, (?:Role|Software Background|Hardware Tier): |$)/.exec(known)?.[1];
  const tier = parseHardwareTier(/(?:^|, )Hardware Tier: (\d)$/.exec(known)?.[1]);
  return { ...(name ? { name } : {}), ...(tier ? { hardwareTier: tier } : {}) };
}

function readPage(text: string): Page | undefined {
  const block = PAGE_BLOCK.exec(text)?.[1];
  if (!block) return undefined;
  const read = page.safeParse(parseJson(block));
  if (!read.success) return undefined;
  const { 'Page Title': title, 'Page Topics': headings, 'Page Path': path } = read.data;
  return title || headings || path ? { title, headings, path } : undefined;
}

function readHistory(text: string): Line[] {
  const lines: Line[] = [];
  for (const written of text.split('\n')) {
    const [, role, said] = /^(user|assistant): (.*)$/.exec(written) ?? [];
    const last = lines.at(-1);
    if (role === 'user' || role === 'assistant') lines.push({ role, text: said ?? '' });
    else if (last) last.text += `\n${written}`;
  }
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
