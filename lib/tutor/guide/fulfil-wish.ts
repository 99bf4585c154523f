import { terms } from '../../search/text/terms';
import type { FoundPassage } from '../search-tool';
import { decline } from './decline';
import type { Step } from './next-step';
import { askedTerms, share } from './quote';
import type { Turn } from './turn';
import type { Wish } from './wish';

/** Least score of a passage whose lesson is worth opening. */
const FLOOR = 0.35;

/** The next step towards a wish: a tool, or a search for the lesson that it is about. */
export function fulfilWish(wish: Wish, turn: Turn): Step {
  switch (wish.kind) {
    case 'quiz':
      return { kind: 'quiz', lesson: wish.lesson, topic: wish.topic };
    case 'open':
      return { kind: 'open', path: wish.path };
    case 'find': {
      const last = turn.results.at(-1);
      if (!last) return { kind: 'search', query: wish.query.padEnd(3, '.'), attempt: 0 };
      const best = last.error === undefined ? bestLesson(last.results, wish.query) : undefined;
      return best
        ? { kind: 'open', path: best.path.replace(/#.*$/, '') }
        : { kind: 'say', text: decline(turn) };
    }
    default:
      return wish satisfies never;
  }
}

/** The lesson that is called what is looked for, else the one with the best passage. */
function bestLesson(passages: FoundPassage[], query: string): FoundPassage | undefined {
  const good = passages.filter(({ score, path }) => score >= FLOOR && path !== '');
  const asked = askedTerms(query);
  const named = good.find(
    ({ lesson, lesson_title }) => lesson > 0 && share(asked, new Set(terms(lesson_title))) >= 1,
  );
  return named ?? good.find(({ lesson }) => lesson > 0) ?? good[0];
}
