import { HARDWARE_TIERS, type HardwareTier } from '../../identity/profile';
import { knownName } from './known-name';
import { statedFacts } from './stated-facts';
import type { Turn } from './turn';

const ASKS_NAME =
  /\b(?:what(?:['’]?s|\s+is|\s+was)\s+my\s+name|(?:do|can)\s+you\s+(?:know|remember|recall|tell\s+me)\s+(?:what\s+)?my\s+name|who\s+am\s+i|remember\s+(?:me|who\s+i\s+am))\b/i;
const ASKS_HARDWARE =
  /\b(?:what|which)\s+(?:hardware|computer|machine|board|robot|tier|hardware\s+tier)\s+(?:do|am|did)\s+i\b|\bwhat(?:['’]?s|\s+is)\s+my\s+(?:hardware(?:\s+tier)?|tier|computer|machine|board)\b/i;
const ASKS_QUESTIONS =
  /\bwhat\s+(?:did|have)\s+i\s+(?:ask(?:ed)?|sa(?:y|id))(?:\s+(?:you|before|earlier|first|so\s+far|last|previously))*\W*$|\bwhat\s+(?:was|were)\s+my\s+(?:last|first|previous|earlier)?\s*questions?\b/i;
const ASKS_OTHER = /^\W*what(?:['’]?s|\s+is|\s+was)\s+my\s+(?<thing>[\p{L} ]{3,40}?)\s*\W*$/iu;
/** Something is asked besides. */
const QUESTION =
  /\?|\b(?:what|how|why|when|where|which|who|can|could|does|is\s+(?:there|it)|are\s+there|explain|describe|show|tell|help)\b/i;

const LISTED_QUESTIONS = 3;

/** Answers what the conversation or the profile holds, and takes note of what the student says about themselves. */
export function answerFromMemory(turn: Turn): string | undefined {
  const { question } = turn;
  if (ASKS_NAME.test(question)) {
    const name = knownName(turn);
    return name ? `Your name is ${name}.` : 'I do not know your name yet. Tell me, and I will use it here.';
  }
  if (ASKS_HARDWARE.test(question)) return hardware(turn);
  if (ASKS_QUESTIONS.test(question)) return questions(turn);
  const thing = ASKS_OTHER.exec(question)?.groups?.thing?.toLowerCase();
  const value = thing && otherFact(turn, thing);
  if (value) return `You told me that your ${thing} is ${value}.`;
  return QUESTION.test(question) ? undefined : acknowledge(turn);
}

function said({ history }: Turn): string[] {
  return history.filter(({ role }) => role === 'user').map(({ text }) => text);
}

function hardware(turn: Turn): string {
  const stated = said(turn)
    .map((text) => statedFacts(text).hardware)
    .findLast((fact) => fact !== undefined);
  if (stated) {
    return `You told me: ${stated.words}.${stated.tier ? ` In this course that is hardware tier ${tier(stated.tier)}.` : ''}`;
  }
  const { hardwareTier } = turn.profile;
  return hardwareTier
    ? `Your profile says hardware tier ${tier(hardwareTier)}.`
    : 'I do not know your hardware yet. Tell me here, or set the tier on your profile page.';
}

function questions(turn: Turn): string {
  const asked = said(turn).slice(-LISTED_QUESTIONS);
  if (!asked.length) return 'This is the first message of our conversation that I can see.';
  const list = asked.map((text) => `- “${text.replace(/\s+/g, ' ').slice(0, 200)}”`).join('\n');
  return `Before this you wrote:\n\n${list}`;
}

function otherFact(turn: Turn, thing: string): string | undefined {
  return said(turn)
    .flatMap((text) => statedFacts(text).others)
    .findLast((fact) => fact.thing === thing)?.value;
}

function acknowledge({ question }: Turn): string | undefined {
  const { name, hardware: stated, others } = statedFacts(question);
  const [other] = others;
  const lines = [
    ...(name ? [`Nice to meet you, ${name}!`] : []),
    ...(stated?.tier
      ? [
          `Noted: ${stated.words}. In this course that is hardware tier ${tier(stated.tier)}. Set it on your profile page, too, so that I look only at lessons that fit.`,
        ]
      : []),
    ...(other ? [`Noted: your ${other.thing} is ${other.value}.`] : []),
  ];
  return lines.length ? `${lines.join(' ')} What would you like to learn?` : undefined;
}

function tier(number: HardwareTier): string {
  const label = HARDWARE_TIERS.find((entry) => entry.tier === number)?.label;
  return label ? `${number} (${label})` : `${number}`;
}
