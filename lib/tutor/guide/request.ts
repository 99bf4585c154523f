import { asks, clauses } from '../../search/text/clauses';
import { editDistance } from '../../search/text/edit-distance';
import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import { WEAK_WORDS } from '../../search/text/weak-words';
import { words } from '../../search/text/words';
import { statedFacts } from './memory';

/** Says nothing of what is asked. */
const POLITE =
  /\b(?:please|pl[sz]+|kindly|hey|hi|hello|hiya|so(?! (?:far|that))|sorry|ok|okay|um+|uh+|just|actually|basically|exactly|roughly|maybe|perhaps|quickly|really|even|like(?= \d)|bro|dude|sir|mate|thanks|thx|thank you|in advance|anyway|btw)\b/gi;
const LEAD =
  /^(?:(?:cool|great|nice|alright|perfect|got it) (?=.)|(?:can|could|would|will) you (?!(?:code|program)$)|(?:i|we) (?:want|need|would like|wish) to (?:know|ask|understand)(?: about)? |do you know |tell me (?!more)|i wonder |i was wondering |(?:can|may) i ask |i have a question |and |but |then )+/;
const SHORT_FORMS: [RegExp, string][] = [
  [/\b(what|where|how|who|when|that|there|here)['’]?s\b|\b(it)['’]s\b/gi, '$1$2 is'],
  [/\bi['’]?m\b/gi, 'i am'],
  [/\bi['’]?ve\b/gi, 'i have'],
  [/\bi['’]d\b/gi, 'i would'],
  [/\b(?:can['’]?t|cannot)\b/gi, 'can not'],
  [/\b(do|does|did|is|are|was|could|should|would|have|has)n['’]?t\b/gi, '$1 not'],
  [/\bwon['’]?t\b/gi, 'will not'],
  [/\bu\b/gi, 'you'],
  [/\br\b/gi, 'are'],
  [/\bgonna\b/gi, 'going to'],
  [/\bwanna\b/gi, 'want to'],
  [/\b(?:are we|we are)\b/gi, 'i am'],
  [/\bwe\b/gi, 'i'],
  [/\b(the|all) units\b/gi, '$1 modules'],
  [/\bunit (?=\d)/gi, 'module '],
  [/\bhw\b/gi, 'how'],
  [/\b(?:shud|shld|shoud)\b/gi, 'should'],
  [/\bur\b/gi, 'your'],
  [/\byou (?:guys|all|people)\b/gi, 'you'],
  [/\b(?:wat|wht|wut)\b/gi, 'what'],
  [/\bwich\b/gi, 'which'],
  [/\bdiff\b/gi, 'difference'],
  [/\bwhat is the (?:point|purpose|benefit|good|use|reason)(?: (?:of|for)\b|\W*$)/gi, 'why '],
  [/\blike i am (?:5|five|a \w+)\b/gi, 'simply'],
];
/** The words of the routes that are worth to be known misspelt. */
const ROUTE_WORDS = new Set(
  'where should start begin course lesson lessons module modules chapter learn hardware laptop summary summarize explain example examples simpler previous topics about which cover understand prerequisites computer'.split(
    ' ',
  ),
);

/** A message in lower case, with its words in full and spelt right, and without politeness: what the routes are told by. */
export function plain(message: string): string {
  const text = inFull(message.toLowerCase())
    .replace(/[^\p{L}\p{M}\p{N}“”"' ]+/gu, ' ')
    .replace(POLITE, ' ');
  const words = text.split(/\s+/).filter(Boolean);
  return words
    .map((word) => nearestOf(word, ROUTE_WORDS) ?? word)
    .join(' ')
    .replace(LEAD, '');
}

function inFull(message: string): string {
  return SHORT_FORMS.reduce((text, [form, full]) => text.replace(form, full), message);
}

/** The word that is most likely meant by a misspelt one; undefined for short words, and where it is among them. */
export function nearestOf(word: string, known: ReadonlySet<string>): string | undefined {
  if (word.length < 4 || known.has(word)) return undefined;
  return [...known].find((other) => other[0] === word[0] && editDistance(word, other, 1) === 1);
}

const GREETING =
  /^\W*(?:hi|hello|hey|thanks|thank\s+you|please|good\s+(?:morning|afternoon|evening))\b[^?]{0,30}$/i;

const POINTS_ELSEWHERE = /\b(?:it|its|that|this|these|those|them|they|he|she)\b/i;

/** The only clause of a message that asks, if it says enough by itself; undefined where the whole message is the question. */
export function mainClause(message: string): string | undefined {
  const all = clauses(message);
  const asking = all.filter(asks);
  const [clause = ''] = asking;
  const names = words(clause).filter(({ surface }) => !STOP_WORDS.has(surface) && !WEAK_WORDS.has(surface));
  const isAlone = all.length > 1 && asking.length === 1 && names.length > 0;
  return isAlone && !POINTS_ELSEWHERE.test(clause) ? askedPart(clause) : undefined;
}

/** The part of a message that asks: without greetings, politeness and what it says about its author. */
export function askedPart(message: string): string {
  const asking = sentences(message).filter(
    (sentence) => sentence.includes('?') || (!statedFacts(sentence).length && !GREETING.test(sentence)),
  );
  const asked = inFull(asking.join(' '))
    .replace(POLITE, ' ')
    .replace(/[\s,]+(?=[,.?!]|$)/g, '')
    .replace(/^[\s,.!]+/, '')
    .replace(/\s+/g, ' ');
  return asked || message;
}
