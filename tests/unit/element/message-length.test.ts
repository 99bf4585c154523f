import { expect, test } from 'vitest';
import { EMPTY_DRAFT } from '@/element/chat/draft';
import { isBlank, MAX_MESSAGE_CHARACTERS, tooManyCharacters } from '@/element/chat/message-length';
import type { UserMessageInput } from '@/lib/chatkit/protocol';
import { REQUEST_LIMITS } from '@/lib/chatkit/protocol/requests';
import { checkMessage } from '@/lib/chatkit/server/check-message';

const sent = (text: string, quote: string | null): UserMessageInput => ({
  content: [{ type: 'input_text', text: text.trim() }],
  attachments: [],
  ...(quote === null ? {} : { quoted_text: quote }),
  inference_options: {},
});

function isRefused(text: string, quote: string | null): boolean {
  try {
    checkMessage(sent(text, quote));
    return false;
  } catch {
    return true;
  }
}

test('the composer counts as the server does', () => {
  expect(MAX_MESSAGE_CHARACTERS).toBe(REQUEST_LIMITS.messageCharacters);
  const most = REQUEST_LIMITS.messageCharacters;
  for (const [text, quote, count] of [
    ['a'.repeat(most), null, null],
    ['a'.repeat(most + 1), null, most + 1],
    ['🤖'.repeat(most), null, null],
    ['🤖'.repeat(most), '🤖', most + 1],
    [`  ${'a'.repeat(most)}\n`, null, null],
  ] as const) {
    expect(tooManyCharacters({ ...EMPTY_DRAFT, text, quote })).toBe(count);
    expect(isRefused(text, quote)).toBe(count !== null);
  }
});

test.each(['', ' \n\t', '\u3000', '\u200b\ufeff', 'a', ' a ', '🤖', '\u200ba'])(
  'what is blank is so for both: %j',
  (text) => expect(isRefused(text, null)).toBe(isBlank(text)),
);
