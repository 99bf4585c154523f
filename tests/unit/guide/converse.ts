import { resolve } from 'node:path';
import { courseDocuments, readCourse } from '@/lib/search/course';
import { type Answer, type AskOptions, ask } from './ask';
import type { NaturalQuestion } from './natural-questions';

const course = await readCourse(resolve('content'));
const documents = courseDocuments(course);

/** What the browser says of a page of the course. @param end of its path */
export function openPage(end: string): { title: string; path: string; headings: string } {
  const page = documents.find(({ path }) => path.endsWith(`/${end}`));
  if (!page) throw new Error(`no page ends with ${end}`);
  return { title: page.title, path: page.path, headings: page.title };
}

/** Asks one thing after the other in one conversation. @returns every answer */
export async function converse(questions: string[], options: AskOptions = {}): Promise<Answer[]> {
  const history: string[] = [];
  const answers: Answer[] = [];
  for (const question of questions) {
    const answer = await ask(question, { ...options, history });
    answers.push(answer);
    history.push(question, answer.text);
  }
  return answers;
}

/** The answer to a question, after those that come before it. */
export async function askNaturally({ question, on, after = [] }: NaturalQuestion): Promise<Answer[]> {
  return converse([...after, question], on ? { page: openPage(on) } : {});
}

/** The paths of pages that an answer cites or links, without anchors. */
export function pagesOf({ text, citations }: Answer): string[] {
  const cited = citations.flatMap(({ source }) => (source.type === 'url' ? [source.url] : []));
  const linked = [...text.matchAll(/\]\((https:\/\/course\.test[^)\s]*)\)/g)].map(([, url = '']) => url);
  return [...cited, ...linked].map((url) => new URL(url).pathname);
}

/** What of a question's expectations an answer does not have; empty for a good answer. */
export function shortcomings(
  { leadsTo, says = [], never = [], quotes }: NaturalQuestion,
  answers: Answer[],
): string[] {
  const answer = answers.at(-1);
  if (!answer) return ['there is no answer'];
  const { text, citations } = answer;
  const has = (sign: string | RegExp) => (typeof sign === 'string' ? text.includes(sign) : sign.test(text));
  const pages = pagesOf(answer);
  return [
    ...(text.trim() ? [] : ['it is empty']),
    ...(leadsTo && !leadsTo.some((end) => pages.some((path) => path.endsWith(`/${end}`)))
      ? [`it leads to ${pages.join(', ') || 'no page'}`]
      : []),
    ...says.filter((sign) => !has(sign)).map((sign) => `it does not say ${sign}`),
    ...never.filter(has).map((sign) => `it says ${sign}`),
    ...(quotes !== undefined && quotes !== citations.length > 0 ? [`it cites ${citations.length}`] : []),
  ];
}
