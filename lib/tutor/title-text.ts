import { AnswerText } from './model-wire/answer-text';
import { firstText, isFields, parseJson } from './model-wire/json-fields';

/** What a model calls the title when it says that it writes one. */
const LABEL =
  /^(?:(?:the|a|my|suggested|proposed|possible|conversation|chat|thread|short)\s+)*(?:title|titles|titre|titel|título|titolo|tytuł|başlık|название|заголовок|标题|標題|タイトル|제목|العنوان|عنوان)(?:\s+(?:is|suggestion|for (?:this|the|your) (?:conversation|chat)))?\s*(?:[:：]|\s[-–—]\s|(?<=\bis)\s)\s*/iu;

/** A line that leads up to the title, or the beginning of one up to its colon. */
const LEAD =
  /^(?:(?:sure|certainly|of course|okay|ok|alright|absolutely|great|got it|no problem|happy to help)\b[^:：\n]*|here(?:'s|’s| is| are)\b[^:：\n]*|(?:based on|given)\b[^:：\n]*|i (?:would |'d )?suggest\b[^:：\n]*)[:：]\s*/iu;
const LEAD_LINE =
  /^(?:sure|certainly|of course|okay|ok|alright|absolutely|great|got it|no problem|here(?:'s|’s| is| are))\b.*[!.:：]$/iu;

/** What stands around a title, in pairs. */
const PAIRS: readonly [string, string][] = [
  ['***', '***'],
  ['___', '___'],
  ['**', '**'],
  ['__', '__'],
  ['*', '*'],
  ['_', '_'],
  ['`', '`'],
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['‘', '’'],
  ['‚', '‘'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['【', '】'],
  ['[', ']'],
  ['<title>', '</title>'],
];
const MARKS = /^(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.)]\s+|>\s+)/;

/**
 * The title in what a model wrote when it was asked for one: without thoughts, JSON, a label, an introduction, emphasis, quotation marks
 * and a full stop at the end, whichever of them it added.
 *
 * @returns one line; '' if there is no title in it
 */
export function titleIn(written: string): string {
  const text = withoutThoughts(written).trim();
  const json = titleInJson(text);
  if (json !== undefined) return bare(json);
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:```|~~~|[-*_=]{3,}$)/.test(line));
  const titled = lines.find((line) => LABEL.test(bare(line, false)) && bare(line) !== '');
  const first = lines.find((line) => !LEAD_LINE.test(line) && bare(line) !== '');
  return bare(titled ?? first ?? lines[0] ?? '');
}

function withoutThoughts(written: string): string {
  const answer = new AnswerText({ tools: [], thoughts: 'marked' });
  let text = '';
  for (const segment of [...answer.push(written), ...answer.end()]) {
    if (segment.kind === 'text') text += segment.text;
    if (segment.kind === 'retracted') text = '';
  }
  return text;
}

/** Undefined for what is not JSON, or has no text that could be the title. */
function titleInJson(text: string): string | undefined {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1];
  const object = /\{[\s\S]*\}/.exec(fenced ?? text)?.[0];
  return (
    titleOf(parseJson((fenced ?? text).trim())) ??
    (object === undefined ? undefined : titleOf(parseJson(object)))
  );
}

function titleOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return titleOf(value[0]);
  if (!isFields(value)) return undefined;
  const { title, Title, name, topic, text, titles, thread_title, conversation_title } = value;
  return (
    firstText(title, Title, thread_title, conversation_title, name, topic, text) ??
    (titles ? titleOf(titles) : undefined)
  );
}

/** Takes off what stands around a title until nothing more does. */
function bare(line: string, hasLabel = true): string {
  let title = line;
  for (let before = ''; before !== title; ) {
    before = title;
    title = title.trim().replace(MARKS, '');
    for (const [open, close] of PAIRS) title = unwrapped(title, open, close);
    title = title.replace(LEAD, '');
    if (hasLabel) title = title.replace(LABEL, '');
    title = title.replace(/(?<![.。．])[.。．,:：;]$/u, '').trim();
  }
  return title.replace(/(?<!\w)\*\*(?=[^\s*])([^*]*[^\s*])\*\*(?!\w)/g, '$1').replaceAll('`', '');
}

/** One of the pair alone is a part of the title, or its other half is on another line. */
function unwrapped(text: string, open: string, close: string): string {
  if (text.length <= open.length + close.length || !text.startsWith(open)) return text;
  // A label may stand in the emphasis alone: **Title:** ROS 2
  const end = text.indexOf(close, open.length);
  const inner = text.slice(open.length, end);
  if (end > 0 && end < text.length - close.length && LABEL.test(`${inner}:`) && inner.length < 40) {
    return `${inner.trim()} ${text.slice(end + close.length).trim()}`;
  }
  return text.endsWith(close) && end === text.length - close.length ? inner : text;
}
