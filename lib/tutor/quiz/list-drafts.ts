import type { LessonPart } from './lesson-parts';
import { plainText } from './plain-text';
import { type Draft, GAP, WRONG_OPTIONS } from './question';
import { sameTopic } from './same-topic';

const WORTH = 0.85;
const LONGEST = 260;
const FEWEST_WORDS = 6;
/** `**Name** (aside) says …`, or the name as code; with an article before it or a full stop in it. */
const HEADED = /^(?<article>(?:An?|The)\s)?(?:\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`)(?<rest>.*)$/u;

/** Questions for what the items of a list begin with, where all of them begin with a name. */
export function listDrafts(parts: readonly LessonPart[]): Draft[] {
  return parts.flatMap((part): Draft[] => {
    if (part.kind !== 'list' || part.items.length <= WRONG_OPTIONS) return [];
    const items = part.items.map(read);
    return items.flatMap((item, at): Draft[] => {
      if (!item || item.rest.length > LONGEST || item.rest.trim().split(/\s+/).length < FEWEST_WORDS)
        return [];
      if (sameTopic(item.name, item.rest)) return [];
      const wrong = [...items.slice(at + 1), ...items.slice(0, at)]
        .flatMap((other) => (other && !sameTopic(other.name, item.rest) ? [other.name] : []))
        .filter((name) => name !== item.name);
      if (wrong.length < WRONG_OPTIONS) return [];
      return [
        {
          section: part.section,
          prompt: `${GAP}${item.rest}`,
          answer: item.name,
          wrong: wrong.slice(0, WRONG_OPTIONS),
          statement: part.items[at] ?? '',
          worth: WORTH,
        },
      ];
    });
  });
}

function read(item: string): { name: string; rest: string } | undefined {
  const { article = '', bold, code, rest = '' } = HEADED.exec(item)?.groups ?? {};
  // `**Speed.** A model …`: the stop belongs to the statement, not to the name.
  const { name = '', stop = '' } =
    /^(?<name>.*?)(?<stop>[.,:]?)$/.exec(plainText(bold ?? code ?? ''))?.groups ?? {};
  return name && rest ? { name: `${article}${name}`, rest: `${stop}${rest}` } : undefined;
}
