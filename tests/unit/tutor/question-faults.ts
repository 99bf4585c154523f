import { words } from '@/lib/search/text/words';
import { plainText } from '@/lib/tutor/quiz/plain-text';
import { GAP, type QuizQuestion } from '@/lib/tutor/quiz/question';

/** What an option looks like: those of one question look alike. */
const LOOKS: [string, RegExp][] = [
  ['option', /^--?[a-z]/],
  ['number', /^\d[\d.,]*\+?(?:\s?-\s?[\d.]+)?(?: ?%| [A-Za-z]{1,8})?$/],
  ['file', /^[\w./-]+\.(?:py|ya?ml|xml|json|txt|md|sh|cpp|csv)$/],
  ['path', /^\/[\w/]+$/],
  ['tag', /^<[^<>]+>$/],
  ['call', /^[\w.]+\(.*\)$/],
  ['name', /^[a-z]+(?:_+[a-z\d]+)+$/],
];

/** Text without marks, blanks and final punctuation, so that a part of a lesson can be found in it. */
export function bare(markdown: string): string {
  return plainText(markdown.replaceAll('\\_', '_'))
    .replace(/[|]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.:]+$/, '')
    .trim();
}

/** What is wrong with a question on a lesson; empty if it keeps all promises. */
export function questionFaults(
  { prompt, options, right, section, statement }: QuizQuestion,
  { title, body }: { title: string; body: string },
): string[] {
  const answer = options[right] ?? '';
  // Marks never reach across a blank line.
  const lesson = [title, ...body.split(/\n{2,}/)].map(bare).join(' ').toLowerCase();
  const inLesson = (text: string) => lesson.includes(bare(text.replace(/^(?:an?|the)\s/i, '')).toLowerCase());
  const isStatement = prompt.startsWith(`${GAP} `);
  const looks = new Set(options.map((option) => lookOf(option, isStatement)));
  const lengths = options.map(({ length }) => length);
  const shown = prompt.replace(GAP, ' ');
  return [
    options.length < 3 || options.length > 4 ? `has ${options.length} options` : '',
    new Set(options.map((option) => option.toLowerCase())).size < options.length ? 'repeats an option' : '',
    prompt.split(GAP).length === 2 ? '' : 'has not one gap',
    inLesson(statement.replaceAll('  \n', ' ').replace(/\*\*[^*]+:\*\* /g, ''))
      ? ''
      : 'quotes what the lesson does not say',
    ...options.map((option) => (inLesson(option) ? '' : `has an option from elsewhere: ${option}`)),
    looks.size > 1 ? `has options of different sorts: ${[...looks]}` : '',
    Math.max(...lengths) > 2 * Math.min(...lengths) + 8 ? 'has options of very different lengths' : '',
    holds(shown, answer) ? 'holds its answer' : '',
    new RegExp(`\\ban? ${GAP.replaceAll('\\', '\\\\')}`, 'i').test(prompt)
      ? 'is answered by its article'
      : '',
    options.some((option) => isShorter(option, options))
      ? 'has an option that is another, but for a number'
      : '',
    holds(section.title, answer) || holds(title, answer) ? 'is answered by its heading' : '',
  ].filter(Boolean);
}

/** `ROS` beside `ROS 2`: who knows one of them knows both. */
function isShorter(option: string, options: string[]): boolean {
  return options.some((other) => other !== option && other.replace(/\s\d+$/, '') === option);
}

function lookOf(option: string, isStatement: boolean): string {
  const look = LOOKS.find(([, form]) => form.test(option))?.[0];
  return look ?? (isStatement && /^(?:An?|The)\s/.test(option) ? 'with an article' : 'words');
}

/** Whether a text has every word of another but its article. */
function holds(text: string, answer: string): boolean {
  const named = new Set(words(text).map(({ whole }) => whole));
  const own = words(answer.replace(/^(?:an?|the)\s/i, '')).map(({ whole }) => whole);
  return own.length > 0 && own.every((word) => named.has(word));
}
