import type { HardwareTier } from '../../identity/profile';
import { asks } from '../retrieval/asks';
import { tierName } from './answer-text';
import type { Turn } from './turn';

/** What a message says about its author: `my goal is …`. */
export interface Fact {
  thing: string;
  value: string;
}

const NAME = "(?<name>\\p{Lu}[\\p{L}\\p{M}'’-]*(?:\\s\\p{Lu}[\\p{L}\\p{M}'’-]*){0,2})";
const NAMES = [
  new RegExp(`(?:[Mm]y\\s+name(?:\\s+is|['’]s)|[Cc]all\\s+me)\\s+${NAME}`, 'u'),
  // Written small, a name is only believed when it stands alone.
  /(?:my\s+name(?:\s+is|['’]s)|call\s+me)\s+(?<name>[\p{L}\p{M}'’-]{2,30})\W*$/iu,
  // "I am …" goes on in a thousand ways, so only a capital and an end make it a name.
  new RegExp(
    `(?:^|[.!,]\\s*|\\b[Hh](?:i|ello|ey),?\\s+)I(?:\\s+am|['’]m)\\s+${NAME}(?=\\s*(?:[.,!]|$|and\\b))`,
    'u',
  ),
];
const NO_NAME = /^(?:I|ROS|Python|Linux|Ubuntu|German|English|French|Pakistani|Indian)$/;
const HARDWARE =
  /\b(?:i(?:\s+am|['’]m)?\s+(?:only\s+|just\s+)?(?:have|use|using|own|work(?:ing)?\s+(?:on|with)|got)|i['’]ve\s+got|my\s+(?:hardware|computer|machine|robot|board)\s+is)\s+(?!no\b|not\b)(?:an?\s+|the\s+|my\s+)?(?<words>[^.!?;\n]{2,80})/iu;
const TIERS: [RegExp, HardwareTier][] = [
  [/\b(?:unitree|go2|g1|humanoid|(?:physical|real) robot|tier\s*4)\b/i, 4],
  [/\b(?:jetson|orin|xavier|edge kit|tier\s*3)\b/i, 3],
  [/\b(?:rtx|gpu|graphics card|workstation|tier\s*2)\b/i, 2],
  [/\b(?:laptop|notebook|macbook|cloud|chromebook|raspberry|tier\s*1)\b/i, 1],
];
const OTHER =
  /\bmy\s+(?<thing>goal|role|job|level|background|experience|hobby|project|team|school|university|favou?rite\s+[\p{L} ]{2,30})\s+is\s+(?<value>[^.!?\n]{2,120})/giu;

/** Reads what a student says about themselves in plain words. */
export function statedFacts(text: string): Fact[] {
  const name = NAMES.map((form) => form.exec(text)?.groups?.name).find(Boolean);
  const hardware = HARDWARE.exec(text)?.groups?.words?.trim();
  return [
    ...(name && !NO_NAME.test(name) ? [{ thing: 'name', value: name }] : []),
    // "I have a question" states no hardware.
    ...(hardware && tierIn(hardware) ? [{ thing: 'hardware', value: hardware }] : []),
    ...Array.from(text.matchAll(OTHER), ({ groups: { thing = '', value = '' } = {} }) => {
      return { thing: thing.toLowerCase(), value: value.trim() };
    }),
  ];
}

function tierIn(hardware: string): HardwareTier | undefined {
  return TIERS.find(([sign]) => sign.test(hardware))?.[1];
}

/** As the student said it last. */
function known({ history, question }: Turn, thing: string): string | undefined {
  const texts = [...history.filter(({ role }) => role === 'user').map(({ text }) => text), question];
  return texts.flatMap(statedFacts).findLast((fact) => fact.thing === thing)?.value;
}

/** The student's name: as they said it last, else from their profile. */
export function knownName(turn: Turn): string | undefined {
  return known(turn, 'name') ?? turn.profile.name;
}

const ASKS_NAME =
  /\b(?:(?:do|can)\s+you\s+(?:know|remember|recall|tell\s+me)\s+(?:what\s+)?my\s+name|who\s+am\s+i|remember\s+(?:me|who\s+i\s+am))\b/i;
const ASKS_THING = /^\W*what(?:['’]?s|\s+is|\s+was)\s+my\s+(?<thing>[\p{L} ]{3,40}?)\s*\W*$/iu;
const ASKS_HARDWARE =
  /\b(?:what|which)\s+(?:hardware|computer|machine|board|robot|(?:hardware\s+)?tier)\s+(?:do\s+i\s+(?:have|use|own)(?!\s+to\b)|am\s+i|did\s+i)\b|^\W*what(?:['’]?s|\s+is)\s+my\s+(?:hardware|(?:hardware )?tier|computer|machine|board)\W*$/i;
const ASKS_QUESTIONS =
  /\bwhat\s+(?:did|have)\s+i\s+(?:ask(?:ed)?|sa(?:y|id))(?:\s+(?:you|before|earlier|first|so\s+far|last|previously))*\W*$|\bwhat\s+(?:was|were)\s+my\s+(?:last|first|previous|earlier)?\s*questions?\b/i;
/** Answers what the conversation or the profile holds, and takes note of what the student says about themselves. */
export function answerFromMemory(turn: Turn): string | undefined {
  const { question } = turn;
  if (ASKS_QUESTIONS.test(question)) return questions(turn);
  if (ASKS_HARDWARE.test(question)) return hardware(turn);
  const asked = ASKS_THING.exec(question)?.groups?.thing?.toLowerCase();
  if (ASKS_NAME.test(question) || asked === 'name') {
    const name = knownName(turn);
    return name ? `Your name is ${name}.` : 'I do not know your name yet. Tell me, and I will use it here.';
  }
  const value = asked && known(turn, asked);
  if (value) return `You told me that your ${asked} is ${value}.`;
  const facts = asks(question) ? [] : statedFacts(question);
  return facts.length ? `${facts.map(acknowledgement).join(' ')} What would you like to learn?` : undefined;
}

function hardware(turn: Turn): string {
  const stated = known(turn, 'hardware');
  const tier = stated && tierIn(stated);
  if (tier) return `You told me: ${stated}. In this course that is hardware tier ${tierName(tier)}.`;
  const { hardwareTier } = turn.profile;
  return hardwareTier
    ? `Your profile says hardware tier ${tierName(hardwareTier)}.`
    : 'I do not know your hardware yet. Tell me here, or set the tier on your profile page.';
}

function questions({ history }: Turn): string {
  const asked = history.filter(({ role }) => role === 'user').slice(-3);
  if (!asked.length) return 'This is the first message of our conversation that I can see.';
  const lines = asked.map(({ text }) => `- “${text.replace(/\s+/g, ' ').slice(0, 200)}”`);
  return `Before this you wrote:\n\n${lines.join('\n')}`;
}

function acknowledgement({ thing, value }: Fact): string {
  if (thing === 'name') return `Nice to meet you, ${value}!`;
  const tier = thing === 'hardware' && tierIn(value);
  return tier
    ? `Noted: ${value}. In this course that is hardware tier ${tierName(tier)}. Set it on your profile page, too, so that I look only at lessons that fit.`
    : `Noted: your ${thing} is ${value}.`;
}
