import type { AgentInputItem } from '@openai/agents';
import type { Turn } from './turn';

/** As `userMessageInput` writes a quotation. Only parts after the first can be one: the first is what the student typed. */
const QUOTED = /^The message is about this quoted text:\n("{3,})\n([\s\S]*)\n\1$/;
/** As attachments become text: a note for what cannot be read, or the text of the file. */
const NOTE = /^\(Attached file: ([^\n]+), [^,\n]+\)$/;
const TEXT_FILE = /^File ([^\n]+):\n("{3,})\n[\s\S]*\n\2$/;

/** Takes a message apart: what was typed, what it quotes, what is attached. */
export function readMessage(item: AgentInputItem | undefined): Pick<Turn, 'question' | 'quoted' | 'files'> {
  const message: Pick<Turn, 'question' | 'quoted' | 'files'> = { question: '', quoted: undefined, files: [] };
  if (!item || !('content' in item)) return message;
  if (typeof item.content === 'string') return { ...message, question: item.content.trim() };
  for (const [index, part] of (item.content ?? []).entries()) {
    if (part.type === 'input_image') message.files.push('an image');
    else if (part.type === 'input_file') message.files.push(part.filename ?? 'a file');
    else if (part.type === 'input_text' || part.type === 'output_text') readText(part.text, index, message);
  }
  return { ...message, question: message.question.trim() };
}

function readText(text: string, index: number, message: Pick<Turn, 'question' | 'quoted' | 'files'>): void {
  const quoted = index > 0 ? QUOTED.exec(text)?.[2] : undefined;
  const file = index > 0 ? (NOTE.exec(text)?.[1] ?? TEXT_FILE.exec(text)?.[1]) : undefined;
  if (quoted !== undefined) message.quoted = quoted.trim();
  else if (file !== undefined) message.files.push(file);
  else message.question += message.question ? ` ${text}` : text;
}
