import { courseDocuments } from '../../search/course';
import { list, paragraphs } from './answer-text';
import { answerFromMemory, knownName } from './memory';
import { plain } from './request';
import type { Turn } from './turn';

/** More names of topics nobody reads. */
const MAX_TOPICS = 8;

type Reply = (you: string, turn: Turn) => string;

const HELLO: Reply = (you, turn) =>
  `Hello${you}! I am the guide of this course. ${topics(turn, (names) => `Ask me about ${names}, and I answer with passages from the lessons.`)}`;
const WELCOME: Reply = (you) => `You are welcome${you}! Ask on whenever you like.`;
const GOOD: Reply = (you) => `Good${you}. What would you like to look at next?`;

/** Told by the whole message, in lower case and without `please` and the like (`plain`). */
const REPLIES: [RegExp, Reply][] = [
  [
    /^(?:(?:greetings|howdy|salaam|assalam o? ?alaikum|good (?:morning|afternoon|evening|day)|how are you(?: today| doing)?|there|tutor|guide|everyone|again)(?: |$))+$/,
    HELLO,
  ],
  [
    /^(?:great |perfect |cool )?(?:ty|cheers)?(?: ?a lot| so much| very much| for (?:the|your) help| again)?$/,
    WELCOME,
  ],
  [
    /^(?:great|perfect|nice|cool|awesome|got it|i (?:see|get it|understand)|understood|good|wow|lol|haha|yes|no|yeah|nope|that helps?|makes sense|that is (?:great|helpful|good|all))$/,
    GOOD,
  ],
  [
    /^(?:bye(?: bye)?|goodbye|see you(?: later| soon)?|good night|ciao)$/,
    (you) => `Goodbye${you}, and enjoy building!`,
  ],
  [
    /^(?:(?:(?:what|which) (?:\w+ )?(?:model|llm|ai|bot|chatbot|assistant|gpt|version) (?:are you|is (?:this|behind you)|(?:do )?(?:you (?:use|run on)|runs? you|powers you))|(?:what|who) are you|can you (?:code|program)|(?:who|what) am i (?:talking|speaking|chatting) (?:to|with)|what (?:can|do) you (?:do|know|help)\b.*|how (?:can|do) you (?:help(?: me)?|work)|what is your name|help(?: me)?|what can i ask(?: you)?|how old are you|where are you from|who (?:made|built|created|wrote) you|(?:are you|is this) (?:an? )?(?:human|person|bot|robot|ai|real|chat ?gpt|gpt|claude|llm|language model).*))$/,
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
  // What only an author could answer.
  [
    /^(?:(?:tell|write|make|sing)(?: me)? )?(?:an? |another |some )?(?:funny |short )?(?:jokes?|poems?|story|stories|songs?|rap|essay|homework)\b|\b(?:do|write|finish) my (?:homework|essay|assignment)\b|^(?:write|make|code) (?:me )?an? (?:python )?(?:script|program)\b|^(?:write|make|do) (?:(?:me|my|some|the) )*(?:code|programs?|scripts?)(?: for me)?$/,
    () =>
      'I cannot write anything of my own: I only find and quote what the course says. Ask me about one of its topics.',
  ],
  [
    /^(?:is (?:it|this|the course|this course) (?:for )?free|(?:do|will|can) i (?:get|receive|earn) an? (?:certificate|diploma|degree)|is there an? certificate|how much (?:does|is) (?:it|this|the course|this course)(?: cost)?|who (?:wrote|made|is behind) (?:it|this|the course|this course))\b/,
    () =>
      'The lessons do not say that. Whoever runs this site can tell you; I know only what is in the course.',
  ],
  // What is wrong is not said.
  [
    /^(?:(?:it|this|that|my (?:code|robot|program|node|setup)) (?:does not (?:work|run|start)|is (?:not working|broken)|fails?|crash(?:es|ed)?)|(?:i am )?stuck|i (?:have|got|need|am having) (?:an? )?(?:problems?|errors?|questions?|issues?|help)|(?:errors?|problem|not working|hm+|what|idk|i do not know(?: what to (?:do|ask))?|i am bored|any ?thing|something|whatever|test|asdf\w*)|help(?: me)?(?: with (?:this|it|that))?)$/,
    (_, { reading }) =>
      `Tell me a little more: what are you trying to do${reading ? ` in “${reading.title}”` : ''}, and what do you see instead? A topic, a command or the words of an error are enough for me to look it up. You can also ask “where should I start?” or “summarize this page”.`,
  ],
];

/** An answer that needs no look into the course: small talk, or what the conversation itself holds. */
export function answerDirectly(turn: Turn): string | undefined {
  if (turn.quoted) return undefined;
  const { question } = turn;
  if ((question.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 2)
    return 'What would you like to know? Type a question, or select a piece of a lesson and ask about it.';
  const message = plain(question);
  const name = knownName(turn);
  const you = name ? `, ${name}` : '';
  // What is left of "thanks!" and of "hi" is nothing.
  if (message === '') {
    if (/\b(?:thank|thanks|thx)\b/i.test(question)) return WELCOME(you, turn);
    return (/\b(?:hi|hello|hey|hiya)\b/i.test(question) ? HELLO : GOOD)(you, turn);
  }
  return REPLIES.find(([form]) => form.test(message))?.[1](you, turn) ?? answerFromMemory(turn);
}

/** A sentence with the names of the modules; of a course without modules, with the first titles. */
function topics({ course }: Turn, inSentence: (names: string) => string): string {
  const modules = course.config.modules.map(({ name }) => name);
  const names = modules.length ? modules : courseDocuments(course).map(({ title }) => title);
  const [last, ...others] = names.slice(0, MAX_TOPICS).reverse();
  if (!last) return 'The course has no pages yet.';
  return inSentence(others.length ? `${others.reverse().join('; ')}; or ${last}` : last);
}

function aboutMe(turn: Turn): string {
  return paragraphs(
    'I am the built-in guide of this course, a program and no person. I can:',
    list([
      'tell where to start, what comes next, how long it takes and which hardware it needs',
      'find the lesson that answers a question, and quote it with its source',
      'sum up the page that you are reading, or explain a piece of it that you select',
      'quiz you on a lesson, and open one for you',
    ]),
    `${topics(turn, (names) => `The course covers ${names}.`)} I never answer from anywhere else.`,
  );
}
