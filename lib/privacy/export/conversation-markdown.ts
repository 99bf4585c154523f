import { type Annotation, type ThreadItem, type TurnEndReason, threadItem } from '../../chatkit/protocol';
import type { ThreadRecord } from './account-data';
import { exportedFile } from './exported-names';

/** How an answer ended, for who reads it. */
const ENDS = {
  stopped: 'You stopped this answer.',
  cut: 'This answer reached its length limit.',
  filtered: 'The rest was held back by the model’s content filter.',
  refused: 'The tutor declined to answer this.',
  without_words: 'The tutor gave no answer.',
  broke_off: 'This answer broke off.',
  gave_up: 'The tutor gave up on this answer.',
} satisfies Record<TurnEndReason, string>;

/** A conversation to be read by people: what was said, with the sources of each answer. In pieces. */
export async function* conversationMarkdown(
  { id, title, createdAt }: ThreadRecord,
  items: AsyncIterable<unknown>,
): AsyncGenerator<string> {
  yield `# ${title ?? 'Conversation'}\n\nBegun ${time(createdAt.toISOString())} · ${id}\n`;
  for await (const stored of items) {
    const item = threadItem.safeParse(stored);
    if (item.success) yield said(item.data);
  }
}

function said(item: ThreadItem): string {
  switch (item.type) {
    case 'user_message': {
      const text = item.content.map((part) => part.text).join('');
      const quoted = item.quoted_text ? [quote(item.quoted_text)] : [];
      const files = item.attachments.map((file) => `Attached: [${file.name}](<../${exportedFile(file)}>)`);
      return block('You', item.created_at, [...quoted, text, ...files]);
    }
    case 'assistant_message':
      return block(
        'Tutor',
        item.created_at,
        item.content.flatMap(({ text, annotations }) => cited(text, annotations)),
      );
    case 'widget':
      return block('Tutor', item.created_at, [item.copy_text ?? '(An interactive card: see data.json.)']);
    case 'structured_input':
      return block('Tutor', item.created_at, ['(A question with choices: see data.json.)']);
    case 'generated_image':
      return block('Tutor', item.created_at, ['(A picture: see data.json.)']);
    case 'turn_end':
      return `\n*${ENDS[item.reason]}*\n`;
    // Steps on the way to an answer, and what was for the model alone, are in data.json.
    case 'client_tool_call':
    case 'task':
    case 'workflow':
    case 'end_of_turn':
    case 'hidden_context_item':
    case 'sdk_hidden_context':
      return '';
    default:
      return item satisfies never;
  }
}

function block(who: string, createdAt: string, parts: string[]): string {
  return `\n---\n\n**${who}** · ${time(createdAt)}\n\n${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The text with a number at each place that is cited, then the sources under these numbers. */
function cited(text: string, annotations: Annotation[]): string[] {
  const sources: string[] = [];
  const numbers = annotations.map(({ source }) => {
    const line = source.type === 'url' ? `[${source.title}](<${source.url}>)` : source.title;
    if (!sources.includes(line)) sources.push(line);
    return sources.indexOf(line) + 1;
  });
  const characters = Array.from(text);
  const places = annotations
    .map(({ index }, at) => ({ index: index ?? characters.length, number: numbers[at] }))
    .sort((one, other) => other.index - one.index);
  for (const { index, number } of places) characters.splice(index, 0, ` [${number}]`);
  return [characters.join(''), sources.map((line, at) => `${at + 1}. ${line}`).join('\n')];
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

function time(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
