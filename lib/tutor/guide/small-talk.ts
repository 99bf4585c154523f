import { answerFromMemory, knownName } from './memory';
import { plain } from './request';
import type { Turn } from './turn';

type Reply = (you: string, turn: Turn) => string;

/** Told by the whole message, in lower case and without `please` and the like (`plain`). */
const REPLIES: [RegExp, Reply][] = [
  [
    /^(?:(?:greetings|howdy|salaam|assalam o? ?alaikum|good (?:morning|afternoon|evening|day)|how are you(?: today| doing)?|there|tutor|guide|everyone|again)(?: |$))*$/,
    (you, turn) =>
      `Hello${you}! I am the guide of this course. Ask me about ${topics(turn)}, and I answer with passages from the lessons.`,
  ],
  [
    /^(?:great |perfect |cool )?(?:ty|cheers)?(?: ?a lot| so much| very much| for (?:the|your) help| again)?$/,
    (you) => `You are welcome${you}! Ask on whenever you like.`,
  ],
  [
    /^(?:great|perfect|nice|cool|awesome|got it|i (?:see|get it|understand)|understood|good|wow|lol|haha|yes|no|yeah|nope|that helps?|makes sense|that is (?:great|helpful|good|all))$/,
    (you) => `Good${you}. What would you like to look at next?`,
  ],
  [
    /^(?:bye(?: bye)?|goodbye|see you(?: later| soon)?|good night|ciao)$/,
    (you) => `Goodbye${you}, and enjoy building!`,
  ],
  [
    /^(?:(?:what|who) are you|what (?:can|do) you (?:do|know|help)\b.*|how (?:can|do) you (?:help(?: me)?|work)|what is your name|help(?: me)?|what can i ask(?: you)?|how old are you|where are you from|who (?:made|built|created|wrote) you|are you (?:an? )?(?:human|person|bot|robot|ai|real|chatgpt|gpt|claude).*)$/,
    (_, turn) => aboutMe(turn),
  ],
  [
    /^what (?:is )?(?:the )?(?:time|date|day)(?: is it)?(?: today| now)*$/,
    () => 'I have no clock and no calendar; I know only the course.',
  ],
  [
    /\b(?:personali[sz]e my learning|update my (?:profile|preferences)|my learning (?:progress|preferences))\b/,
    () =>
      'Your name, background and hardware tier are on your profile page; what you set there decides which lessons I look at. Learning progress is not recorded. Tell me a topic, and I find the lesson to start with.',
  ],
];

/** An answer that needs no look into the course: small talk, or what the conversation itself holds. */
export function answerDirectly(turn: Turn): string | undefined {
  if (turn.quoted) return undefined;
  const message = plain(turn.question);
  const letters = turn.question.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters < 2)
    return 'What would you like to know? Type a question, or select a piece of a lesson and ask about it.';
  const name = knownName(turn);
  const you = name ? `, ${name}` : '';
  // What is left of "thanks!" and of "hi" is nothing.
  if (message === '') {
    const isThanks = /\b(?:thank|thanks|thx)\b/i.test(turn.question);
    const isGreeting = /\b(?:hi|hello|hey|hiya)\b/i.test(turn.question);
    return REPLIES[isThanks ? 1 : isGreeting ? 0 : 2]?.[1](you, turn);
  }
  const reply = REPLIES.find(([form]) => form.test(message))?.[1];
  return reply?.(you, turn) ?? answerFromMemory(turn);
}

function topics({ course }: Turn): string {
  const names = course.config.modules.map(({ name }) => name);
  const last = names.pop();
  if (last === undefined) return 'what it teaches';
  return names.length ? `${names.join('; ')}; or ${last}` : last;
}

function aboutMe(turn: Turn): string {
  return [
    'I am the built-in guide of this course, a program and no person. I can:',
    [
      '- tell where to start, what comes next, how long it takes and which hardware it needs',
      '- find the lesson that answers a question, and quote it with its source',
      '- sum up the page that you are reading, or explain a piece of it that you select',
      '- quiz you on a lesson, and open one for you',
    ].join('\n'),
    `The course covers ${topics(turn)}. I never answer from anywhere else.`,
  ].join('\n\n');
}
