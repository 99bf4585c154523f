import { subjectKey } from '../../search/text/definitions';
import { englishRarity } from '../../search/text/english-rank';
import { functionWordMeant } from '../../search/text/mistyped-function-word';
import { questionObjects, questionSubjects } from '../../search/text/question-subjects';
import { STOP_WORDS } from '../../search/text/stop-words';
import { SYNONYMS } from '../../search/text/synonyms';
import { terms } from '../../search/text/terms';
import { words } from '../../search/text/words';
import type { FoundPassage } from './lookups';
import { nearestOf } from './request';

/** What a question wants to be told first. */
export interface Asked {
  kind: 'definition' | 'steps' | 'list' | 'statement';
  /** What is to be defined or made, as keys of `definedTerms`. */
  subjects: string[];
  /** Each word that says what it is about, by all that it can be found by, and how much it counts. */
  concepts: { terms: string[]; weight: number }[];
  /** "How many", "how long": a sentence without a number is no answer. */
  wantsNumber: boolean;
  wantsReason: boolean;
  /** "What is …": no other passage answers it. */
  isStrict: boolean;
  /** Something went wrong. */
  isTrouble: boolean;
}

const STEPS =
  /^\W*(?:how\s+(?:to|(?:do|can|could|should|would|does)\s+(?:i|you|we|u|one|somebody|someone))\b|(?:write|create|make|install|run|start|launch|record|publish|subscribe|set\s+up|configure|build|add|use)\b)|\b(?:how\s+to|show\s+me|examples?|code|snippet|commands?|script|steps)\b/i;
/** `ros2 topic echo`, `use_sim_time`, `geometry_msgs/msg/Twist`: whoever types these wants to see them used. */
const CODE = /^\W*(?:ros2|gz|colcon)\s|^\S*[\p{L}\d][_/.:][\p{L}\d]\S*$|^[/-]/u;
const LIST =
  /^\W*(?:what|which)\s+(?:[\p{L}\d]+\s+){0,3}(?:are|exist|were|can)\b|^\W*(?:please\s+)?(?:list|name|enumerate)\s|\b(?:types|kinds|sorts|list)\s+of\b/iu;
/** Asks for more than what something is, even without a question mark. */
const OTHERWISE =
  /^\W*(?:why|when|where|which|how (?:long|many|much|often|far|fast|big|large)|can|could|does|do|did|is|are|should|will|my|i)\b/i;
/** Say what is wanted, and not on what. */
const ASKING = new Set(['define', 'definition', 'stand', 'stands']);
const HOW_MUCH = /\bhow\s+(?:many|much|long|often|far|fast|big|large)\b/i;
export const NUMBER =
  /(?<![\w-])\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|half)\b/i;

export const REASON =
  /\b(?:because|so that|the reason|therefore|otherwise|that is why|matters?|without it|the (?:main )?benefit|purpose|in order to|prevents?|avoids?)\b/i;

/** Begins an example. */
export const EXAMPLE = /\b(?:for example|for instance|e\.g\.|suppose|imagine|say you)\b/i;

/** Tells a fault, wherever in a message it stands. */
export const TELLS_FAULT =
  /\b(?:errors?|not|no|never|nothing|wrong|fail\w*|problems?|issues?|hangs?|crash\w*|fix|stuck|broken|shakes?|sinks?|falls?|debug|slow|says|complain\w*|warn\w*|refuse\w*|denied|invalid|freez\w*|keeps? \w+ing|(?:runs? )?out of)\b/i;

/** @param query what was searched for: the question, perhaps with what it points at */
export function readAsked(question: string, query = question): Asked {
  const named = OTHERWISE.test(question) ? [] : questionSubjects(question);
  const subjects = named.flatMap((key) => [key, ...(SYNONYMS.get(key) ?? []).map(subjectKey)]);
  const isStrict = /\b(?:what|define|definition|mean\w*)\b/i.test(question);
  const isTrouble = TELLS_FAULT.test(question);
  // Who tells of a fault with a command or a thing wants neither shown.
  const isSteps = STEPS.test(question) || (CODE.test(question) && !isTrouble);
  const isDefinition = subjects.length > 0 && (isStrict || !isTrouble);
  const other = LIST.test(question) ? 'list' : isDefinition ? 'definition' : 'statement';
  const kind = isSteps ? 'steps' : other;
  const content = words(query).filter(({ surface }) => !STOP_WORDS.has(surface) && !ASKING.has(surface));
  return {
    kind,
    subjects: isSteps ? questionObjects(question) : subjects,
    concepts: [
      ...new Map(
        content.map(({ whole, parts, variants }) => [
          whole,
          { terms: [whole, ...parts, ...variants], weight: 1 },
        ]),
      ).values(),
    ],
    wantsNumber: HOW_MUCH.test(question),
    wantsReason: /^\W*why\b/i.test(question),
    isStrict,
    isTrouble,
  };
}

/** A question with the words that no passage has as the passages most likely have them. */
export function respelled(question: string, passages: readonly FoundPassage[]): string {
  const text = passages.map(placeAndText).join('\n');
  const known = new Set(terms(text));
  const surfaces = new Set([...words(text).map(({ surface }) => surface), ...known]);
  const lower = text.toLowerCase();
  const apart = question.replace(/[\p{L}\p{M}]+(?:[-_][\p{L}\p{M}]+)+/gu, (joined) => {
    const spaced = joined.replace(/[-_]/g, ' ');
    return lower.includes(spaced.toLowerCase()) ? spaced : joined;
  });
  return apart.replace(/[\p{L}\p{M}]{3,}/gu, (word) => {
    if (STOP_WORDS.has(word.toLowerCase()) || terms(word).some((term) => known.has(term))) return word;
    return functionWordMeant(word.toLowerCase()) ?? nearestOf(word.toLowerCase(), surfaces) ?? word;
  });
}

/** How much of a question a text speaks of. */
export function share({ concepts }: Asked, text: string): number {
  const found = new Set(terms(text));
  const spoken = concepts.filter((concept) => concept.terms.some((term) => found.has(term)));
  return concepts.length ? total(spoken) / total(concepts) : 1;
}

function total(concepts: Asked['concepts']): number {
  return concepts.reduce((sum, { weight }) => sum + weight, 0);
}

/** A question whose words count the more, the fewer of some texts have them, and the less common they are in English. Those that no text has tell nothing apart. */
export function weighted(asked: Asked, texts: readonly string[]): Asked {
  const found = texts.map((text) => new Set(terms(text)));
  const concepts = asked.concepts.flatMap((concept) => {
    const having = found.filter((own) => concept.terms.some((term) => own.has(term))).length;
    const rarity = englishRarity(concept.terms[0] ?? '');
    return having ? { ...concept, weight: 0.5 + rarity * Math.log(1 + texts.length / having) } : [];
  });
  return { ...asked, concepts: concepts.length ? concepts : asked.concepts };
}

export function placeAndText({ lesson_title, about, section_title, text }: FoundPassage): string {
  return [lesson_title, about, section_title, text].join('\n');
}
