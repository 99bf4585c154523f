import { answerFromMemory } from './answer-from-memory';
import { smallTalk } from './small-talk';
import type { Turn } from './turn';

/** An answer that needs no search: small talk, or what the conversation itself holds. */
export function answerDirectly(turn: Turn): string | undefined {
  if (turn.quoted) return undefined;
  if (!turn.question) {
    return 'What would you like to know? Type a question, or select a piece of a lesson and ask about it.';
  }
  return smallTalk(turn) ?? answerFromMemory(turn);
}
