import { codeShape } from './code-shape';
import { plainText } from './plain-text';
import { pointsBack } from './points-back';
import type { Section } from './question';
import { sameTopic } from './same-topic';
import { VERBS } from './statement-verbs';
import type { Term } from './term';

/** `A node is …`, `The **reward** tells …`, `SDF, the Simulation Description Format, is …`. */
const SUBJECT = new RegExp(
  `^(?<subject>(?<article>(?:An?|The)\\s)?(?<name>[^.,:;!?()\`]{2,42}?))(?:,\\s[^,.]{2,70},|\\s\\([^)]{2,60}\\))?\\s(?<rest>(?<verb>${VERBS})\\s.+)$`,
  'u',
);
/** `The command `ros2 bag record` subscribes …`. */
const CODE = new RegExp(
  `^(?<lead>(?:(?:The|An?)\\s(?<noun>[a-z]+\\s)?)?)\`(?<code>[^\`]+)\`\\s(?<rest>(?:${VERBS})\\s.+)$`,
  'u',
);
const DEFINES = /^(?:is|are)\s(?:an?|the|one|how|further|NVIDIA['’]s)\s/u;
/** `is the easiest`: of what, the sentence before has said. */
const COMPARES = /^(?:is|are)\s(?:also\s)?(?:the\s(?:most|least|\p{Ll}+est)\b|slower|faster|more|better)/u;

/** What names nothing, or nothing in particular. */
const NO_NAME =
  /^(?:this|that|these|those|it|its|they|there|here|he|she|we|you|your|what|which|who|how|when|where|why|if|in|on|at|for|with|without|to|from|by|after|before|one|two|three|four|five|each|every|both|all|another|other|others|some|most|many|more|first|second|third|last|next|same|such|then|so|and|but|or|only|even|also|as|result|reason|answer|rule|idea|point|trick|difference|example|usual|common|good|best|simplest|important|number|toy|goal|aim|cause|cure|way|problem|effect|reader|main|classic|typical|rest|whole|figure|value|code|program|command|tool|name|option|line|file|field|word|not|nothing|nobody|everything|people|person|real|internally|otherwise)\b/iu;
const NO_TERM =
  /\b(?:is|are|was|were|that|which|who|can|must|has|have|does|do|will|you|your|shown|called|named|between|below|above|with|in|at|of|on|when|the|and|or|from|for|to|only|then|therefore|always|normally|itself|such|an?)\b|['’]s\b/iu;
/** `Quality of Service`. */
const TITLE = /^\p{Lu}\p{L}+ of \p{Lu}\p{L}+$/u;
const FEWEST_WORDS = 8;
/** What a lesson says of a term beside its definition has to say more, to be true of that term alone. */
const FEWEST_WORDS_BESIDE = 11;
const MOST_WORDS = 42;
const MOST_WORDS_IN_NAME = 4;

/** Takes a statement apart that begins with a term; undefined for all others. `body`: the lesson it stands in. */
export function readTerm(section: Section, sentence: string, body: string): Term | undefined {
  const tidy = sentence.replaceAll('**', '');
  const count = tidy.split(/\s+/).length;
  if (count < FEWEST_WORDS || count > MOST_WORDS || pointsBack(tidy)) return undefined;
  return readCode(section, tidy) ?? readSubject(section, tidy, body);
}

function readCode(section: Section, sentence: string): Term | undefined {
  const { lead = '', noun, code = '', rest = '' } = CODE.exec(sentence)?.groups ?? {};
  const shape = codeShape(code);
  if (!shape || sameTopic(code, rest)) return undefined;
  return {
    section,
    sentence,
    lead,
    subject: code,
    name: code,
    rest: finished(rest),
    shape: `code ${noun?.trim() ?? shape}`,
    isDefinition: DEFINES.test(rest),
  };
}

function readSubject(section: Section, sentence: string, body: string): Term | undefined {
  const groups = SUBJECT.exec(sentence)?.groups;
  const { subject = '', article = '', verb = '', rest = '' } = groups ?? {};
  const name = plainText(groups?.name ?? '');
  if (!name || NO_NAME.test(name) || (NO_TERM.test(name) && !TITLE.test(name))) return undefined;
  if (name.split(' ').length > MOST_WORDS_IN_NAME || COMPARES.test(rest)) return undefined;
  // "The camera is a common source of …" speaks of one camera; a name of two words speaks of any.
  if (article === 'The ' && !/\s|^\p{Lu}/u.test(name)) return undefined;
  const isDefinition = DEFINES.test(rest);
  if (!isDefinition && (article === 'The ' || sentence.split(' ').length < FEWEST_WORDS_BESIDE))
    return undefined;
  // Of a compound only the noun gives it away: "an action chunk is a sequence of actions".
  const telling = isDefinition ? (name.split(/[\s-]/).at(-1) ?? name) : name;
  if (sameTopic(telling, rest)) return undefined;
  const form = article ? 'common' : isProper(name, body) ? 'proper' : 'mass';
  const shape = `${form} ${verb === 'are' ? 'many' : 'one'}`;
  return {
    section,
    sentence,
    lead: '',
    subject: plainText(subject),
    name,
    rest: finished(rest),
    shape,
    isDefinition,
  };
}

/** What a statement announces is not shown with it. */
function finished(rest: string): string {
  return rest.replace(/:$/, '.');
}

/** A name keeps its capital inside a sentence. */
function isProper(name: string, body: string): boolean {
  return /^\p{Lu}/u.test(name) && !body.includes(` ${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}
