import type { UserMessageInput } from '../protocol';
import { REQUEST_LIMITS } from '../protocol/requests';
import { CustomStreamError } from './errors';

/** Neither a blank, nor a control character, nor one that is never seen. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Holds a message against what can be sent: something, and at most `REQUEST_LIMITS.messageCharacters` code points with what it
 * quotes. In words, since the person reads them in the conversation.
 *
 * @throws CustomStreamError
 */
export function checkMessage({ content, quoted_text, attachments }: UserMessageInput): void {
  const texts = [...content.map((part) => part.text), quoted_text ?? ''];
  if (attachments.length === 0 && !texts.some((text) => VISIBLE.test(text))) {
    throw new CustomStreamError('There is nothing in this message. Write something, or attach a file.');
  }
  const characters = texts.reduce((sum, text) => sum + codePoints(text), 0);
  const { messageCharacters } = REQUEST_LIMITS;
  if (characters > messageCharacters) {
    throw new CustomStreamError(
      `This message has ${grouped(characters)} characters, and a message can have up to ${grouped(messageCharacters)}. ` +
        'Shorten it, or attach the text as a file.',
    );
  }
}

/** Counted without a copy: a message may have millions. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
