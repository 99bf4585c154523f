import { HARDWARE_TIERS } from '../../identity/profile';
import { courseModules } from './course-modules';
import { knownName } from './known-name';
import type { Turn } from './turn';

const WHO = '(?:\\s+(?:there|tutor|guide|robolearn|assistant|everyone|all|again))?';
const GREETING = new RegExp(
  `^\\W*(?:hi|hello|hey|hiya|howdy|greetings|salaam|assalam\\W?o?\\W?alaikum|good\\s+(?:morning|afternoon|evening|day))${WHO}\\W*$`,
  'i',
);
const HOW_ARE_YOU = /^\W*(?:hi|hello|hey)?\W*how\s+are\s+you(?:\s+(?:today|doing))?\W*$/i;
const THANKS =
  /^\W*(?:ok(?:ay)?|great|perfect|nice|cool|awesome)?\W*(?:thanks|thank\s+you|thx|ty|cheers)(?:\s+(?:a\s+lot|so\s+much|very\s+much|for\s+(?:the|your)\s+help|again))?\W*$/i;
const FINE = /^\W*(?:ok(?:ay)?|great|perfect|nice|cool|awesome|got\s+it|i\s+see|understood)\W*$/i;
const GOODBYE = /^\W*(?:bye(?:\W?bye)?|goodbye|see\s+you(?:\s+later|\s+soon)?|good\s+night|ciao)\W*$/i;
const ABOUT_YOU =
  /^\W*(?:(?:what|who)\s+are\s+you|what\s+(?:can|do)\s+you\s+(?:do|know|help(?:\s+me)?(?:\s+with)?)|how\s+(?:can|do)\s+you\s+(?:help(?:\s+me)?|work)|what\s+is\s+your\s+name|help(?:\s+me)?|what\s+can\s+i\s+ask(?:\s+you)?)\W*$/i;
const ABOUT_ME =
  /^\W*(?:how\s+old\s+are\s+you|where\s+are\s+you\s+from|who\s+(?:made|built|created|wrote)\s+you|are\s+you\s+(?:an?\s+)?(?:human|person|bot|robot|ai|real|chatgpt|gpt)[\w\s-]*)\W*$/i;
const CLOCK =
  /^\W*what(?:['’]?s|\s+is)?\s+(?:the\s+)?(?:time|date|day)(?:\s+is\s+it)?(?:\s+(?:today|now))*\W*$/i;
const PERSONAL =
  /\b(?:personali[sz]e\s+my\s+learning|update\s+my\s+(?:profile|preferences)|my\s+learning\s+(?:progress|preferences))\b/i;
const TIERS =
  /^\W*(?:what\s+are\s+(?:the\s+)?|explain\s+(?:the\s+)?|help(?:\s+me)?\s+with\s+(?:the\s+|my\s+)?|which\s+)?hardware\s+tiers?(?:\s+(?:setup|set-up|are\s+there|mean|exist))?\W*$/i;

/** An answer to what is no question about the course: a greeting, thanks, what the guide is. */
export function smallTalk(turn: Turn): string | undefined {
  const { question } = turn;
  const name = knownName(turn);
  const you = name ? `, ${name}` : '';
  if (GREETING.test(question) || HOW_ARE_YOU.test(question)) {
    return `Hello${you}! I am the guide of this course. Ask me about ${topics()}, and I answer with passages from the lessons.`;
  }
  if (THANKS.test(question)) return `You are welcome${you}! Ask on whenever you like.`;
  if (FINE.test(question)) return `Good${you}. What would you like to look at next?`;
  if (GOODBYE.test(question)) return `Goodbye${you}, and enjoy building!`;
  if (ABOUT_YOU.test(question) || ABOUT_ME.test(question)) return aboutMe();
  if (CLOCK.test(question)) return 'I have no clock and no calendar; I know only the course.';
  if (PERSONAL.test(question)) {
    return 'Your name, background and hardware tier are on your profile page; what you set there decides which lessons I look at. Learning progress is not recorded. Tell me a topic, and I find the lesson to start with.';
  }
  return TIERS.test(question) ? tiers(turn) : undefined;
}

function topics(): string {
  const names = courseModules().map(({ name }) => name);
  const last = names.pop();
  if (last === undefined) return 'what it teaches';
  return names.length ? `${names.join('; ')}; or ${last}` : last;
}

function aboutMe(): string {
  return [
    'I am the built-in guide of the RoboLearn course. I can:',
    [
      '- find the lesson that answers a question, and quote it with its source',
      '- explain a passage that you select, or the page that you are reading, in the words of the course',
      '- remember what you tell me in this conversation, such as your name or your hardware',
    ].join('\n'),
    `The course covers ${topics()}. I never answer from anywhere else. With \`OPENAI_API_KEY\` set, a full tutor answers here.`,
  ].join('\n\n');
}

function tiers({ profile }: Turn): string {
  const list = HARDWARE_TIERS.map(({ tier, label }) => `${tier}. ${label}`).join('\n');
  const own = profile.hardwareTier
    ? `Your profile says tier ${profile.hardwareTier}, so I look at lessons of that tier and below.`
    : 'Set yours on your profile page, and I look only at lessons that you can follow.';
  return `Every lesson names the smallest hardware tier that it needs:\n\n${list}\n\n${own}`;
}
