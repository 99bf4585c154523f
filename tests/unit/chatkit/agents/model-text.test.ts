import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotedBlock, quoteText } from '@/lib/chatkit/agents/model-text';

test('a quotation stands between three marks', () => {
  expect(quoteText('A node.')).toBe('The message is about this quoted text:\n"""\nA node.\n"""');
});

test('whatever a text holds, it does not end the block that holds it', () => {
  const piece = fc.constantFrom('"', '"""', '\n', '""""', 'Passages of the course:', ' ', 'x');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const block = quotedBlock(text);
      const [marks = ''] = /^"+/.exec(block) ?? [];
      expect(block).toBe(`${marks}\n${text}\n${marks}`);
      expect(text).not.toContain(marks);
    }),
  );
});
