import { type Script, searchThenSay } from '../../../tests/support/scripted-openai';
import { every } from '../pair';

export const WORDS = 100;
const PACE_MS = 80;
const QUESTION = /\b(q\d+): /;

/** Searches the course, then says a hundred words, eight seconds long: to the question `q7: …` they are `q7w0 q7w1 …`. */
export const longAnswer: Script = async (request) => {
  const asked = request.input.map((item) => QUESTION.exec(JSON.stringify(item))?.[1]);
  const tag = asked.findLast((found) => found !== undefined) ?? '';
  const reply = await searchThenSay('nodes and topics', '')(request);
  if (reply.kind !== 'text') return reply;
  const chunks = Array.from({ length: WORDS }, (_, index) => `${tag}w${index} `);
  return { kind: 'text', text: chunks.join(''), chunks, pace: every(PACE_MS) };
};
