import type { HardwareTier } from '../../identity/profile';

/** What a message says about its author. */
export interface StatedFacts {
  name?: string;
  hardware?: { words: string; tier: HardwareTier | undefined };
  /** `my goal is …`: the thing and its value. */
  others: { thing: string; value: string }[];
}

const NAME = "\\p{Lu}[\\p{L}\\p{M}'’-]*";
const FULL_NAME = `(?<name>${NAME}(?:\\s${NAME}){0,2})`;
const NAMED = new RegExp(
  `(?:[Mm]y\\s+name(?:\\s+is|['’]s)|(?:[Pp]lease\\s+)?[Cc]all\\s+me)\\s+${FULL_NAME}`,
  'u',
);
/** Written small, a name is only believed when it stands alone. */
const NAMED_SMALL = /(?:my\s+name(?:\s+is|['’]s)|call\s+me)\s+(?<name>[\p{L}\p{M}'’-]{2,30})\W*$/iu;
/** "I am …" goes on in a thousand ways, so only a capital and an end make it a name. */
const I_AM = new RegExp(
  `(?:^|[.!,]\\s*|\\b[Hh](?:i|ello|ey),?\\s+)I(?:\\s+am|['’]m)\\s+${FULL_NAME}(?=\\s*(?:[.,!]|$|and\\b))`,
  'u',
);
const NOT_NAMES = new Set([
  'I',
  'ROS',
  'Python',
  'Linux',
  'Ubuntu',
  'German',
  'English',
  'French',
  'Pakistani',
  'Indian',
]);

const HARDWARE =
  /\b(?:i(?:\s+am|['’]m)?\s+(?:only\s+|just\s+)?(?:have|use|using|own|work\s+(?:on|with)|working\s+(?:on|with)|got)|i['’]ve\s+got|my\s+(?:hardware|computer|machine|robot|board)\s+is)\s+(?:an?\s+|the\s+|my\s+)?(?<words>[^.!?;\n]{2,80})/iu;
const TIERS: [RegExp, HardwareTier][] = [
  [/\b(?:unitree|go2|g1|humanoid|physical robot|real robot|tier\s*4)\b/i, 4],
  [/\b(?:jetson|orin|xavier|edge kit|tier\s*3)\b/i, 3],
  [/\b(?:rtx|gpu|graphics card|workstation|tier\s*2)\b/i, 2],
  [/\b(?:laptop|notebook|macbook|cloud|chromebook|raspberry|tier\s*1)\b/i, 1],
];

const THINGS =
  '(?:goal|role|job|level|background|experience|hobby|project|team|school|university|favou?rite\\s+[\\p{L} ]{2,30})';
const OTHER = new RegExp(`\\bmy\\s+(?<thing>${THINGS})\\s+is\\s+(?<value>[^.!?\\n]{2,120})`, 'giu');

/** Reads what a student says about themselves in plain words. */
export function statedFacts(text: string): StatedFacts {
  const facts: StatedFacts = { others: [] };
  const name = (NAMED.exec(text) ?? NAMED_SMALL.exec(text) ?? I_AM.exec(text))?.groups?.name;
  if (name && !NOT_NAMES.has(name)) facts.name = name;
  const hardware = HARDWARE.exec(text)?.groups?.words?.trim();
  const tier = TIERS.find(([sign]) => hardware && sign.test(hardware))?.[1];
  // "I have a question" states no hardware.
  if (hardware && tier) facts.hardware = { words: hardware, tier };
  for (const { groups } of text.matchAll(OTHER)) {
    if (groups?.thing && groups.value) {
      facts.others.push({ thing: groups.thing.toLowerCase(), value: groups.value.trim() });
    }
  }
  return facts;
}
