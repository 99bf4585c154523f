import { subjectKey } from './definitions';

const FORMS = [
  /^\W*(?:what|who)(?:\s+exactly)?(?:'s|’s|\s+is|\s+are|\s+does|\s+do)\s+(?<subject>.+?)(?:\s+(?:mean|stand\s+for|do|actually|exactly|in\b.*|used\s+for|for|about))*\W*$/iu,
  /^\W*(?:please\s+)?(?:can\s+you\s+|could\s+you\s+)?(?:define|explain|describe|tell\s+me\s+(?:more\s+)?about|give\s+me\s+a\s+definition\s+of)\s+(?:to\s+me\s+)?(?:what\s+)?(?<subject>.+?)(?:\s+(?:is|are|means))?\W*$/iu,
  /(?:definition|meaning)\s+of\s+(?<subject>.+?)\W*$/iu,
];

const COMPARISONS = [
  /\b(?:difference|choose|choice|compare|distinguish)s?\s+between\s+(?<one>.+?)\s+and\s+(?<other>.+?)\W*$/iu,
  /\bhow\s+(?:is|are|does|do)\s+(?<one>.+?)\s+differ(?:ent)?\s+from\s+(?<other>.+?)\W*$/iu,
  /\bcompare\s+(?<one>.+?)\s+(?:and|with|to)\s+(?<other>.+?)\W*$/iu,
  /^\W*(?<one>.+?)\s+(?:vs\.?|versus)\s+(?<other>.+?)\W*$/iu,
];

const TO_DO =
  /^\W*(?:please\s+)?(?:how\s+(?:do|can|could|should|would|to|does)\s+)?(?:(?:i|we|you|one)\s+)?\p{L}{2,12}\s+(?:an?|the|my|some|several|new|own|\s)*(?<object>.+?)(?:\s(?:in|on|at|for|to|from|with|without|by|into|onto|over|while|when|so)\b.*)?\W*$/iu;

/** What a question wants made, changed or read, as keys: who asks how to write a publisher has to be told what one is. */
export function questionObjects(question: string): string[] {
  const isHowTo = /\bhow\b/i.test(question);
  return isHowTo ? short(TO_DO.exec(question.trim())?.groups?.object ?? '') : [];
}

/** "… in ROS 2": where the other side of a comparison ends. */
const WHERE = /\s+(?:in|for|on|when|if|and\s+when|and\s+which)\s.*$/i;

/** Words that a question about one thing may have; longer ones ask for more than a definition. */
const MOST_WORDS = 5;

/** The two things that a question wants compared, as they are written. */
export function comparedSides(question: string): [string, string] | undefined {
  for (const form of COMPARISONS) {
    const { one, other } = form.exec(question.trim())?.groups ?? {};
    if (one && other) return [bare(one), bare(other.replace(WHERE, ''))];
  }
  return undefined;
}

function bare(side: string): string {
  return side.replace(/^(?:what\s+(?:is|are)\s+)?(?:an?|the|using|to\s+use)\s+/i, '').trim();
}

/** What a question asks to have defined or compared, as keys to compare with defined terms; none for other questions. */
export function questionSubjects(question: string): string[] {
  const line = question.trim();
  const sides = comparedSides(line);
  if (sides) return sides.flatMap(short);
  for (const form of FORMS) {
    const subject = form.exec(line)?.groups?.subject;
    if (subject) return short(subject);
  }
  // A name alone, as typed into a search box.
  return /^[^?]{2,40}$/.test(line) ? short(line) : [];
}

function short(subject: string): string[] {
  const key = subjectKey(subject);
  return key && key.split(' ').length <= MOST_WORDS ? [key] : [];
}
