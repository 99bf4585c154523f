/** The same question as other students would type it: with chatter around it, in lower case, with a typing mistake, with a mark more. */
export function variants(question: string, at: number): Record<string, string> {
  const bare = question.replace(/[.?!:\s]+$/, '');
  return {
    chatter: (CHATTER[at % CHATTER.length] ?? '%').replace('%', () => question.replace(/(?<![.?!:])$/, '.')),
    'lower case': bare.toLowerCase().replace(/[^\p{L}\p{N}\s'_/-]/gu, ''),
    typo: withTypo(question, at),
    mark: `${bare}?`,
    story: `${bare}. ${DEPENDENT[at % DEPENDENT.length]}`,
  };
}

const CHATTER = [
  'Hi there! I am new here and a bit lost. %',
  'hey, my exam is on friday and i am getting nervous lol. % thanks!!',
  '% My roommate could not tell me either. Thank you so much!',
  'Sorry for the stupid question, I slept badly and my coffee is cold. %',
  'Good evening! I watched a video on my phone on the bus but the sound was terrible. % Have a nice day!',
  'pls help, %',
  'ok so I have been staring at this page for an hour and I still do not get it. %',
  'Hello, I missed the last two weeks because of the flu. %',
  'I asked my brother first but he only laughed. % Any hint is welcome!',
  '% I need this for my presentation and the train leaves soon.',
  'Hi! Great course so far, the pictures are lovely. %',
  'sorry for my english, I am from Brazil. % thank you my friend',
  'One thing before I go to bed: %',
  'My dog ate my notes, no joke. %',
  'I am forty and a nurse, so please go easy on me. %',
];

/** One long word of it with a letter lost, doubled or swapped with its neighbour. */
function withTypo(question: string, at: number): string {
  const long = [...question.matchAll(/\p{Ll}{5,}/gu)];
  const word = long[at % Math.max(1, long.length)];
  if (!word) return question;
  const place = word.index + 1 + (at % (word[0].length - 3));
  const [a, b] = [question.charAt(place), question.charAt(place + 1)];
  const changed = [a, `${b}${a}`, `${a}${a}${b}`][at % 3] ?? '';
  return question.slice(0, place) + changed + question.slice(place + 2);
}

/** What cannot be understood without the sentence before it. */
const DEPENDENT = [
  'What did I do wrong?',
  'How does that work?',
  'Is there anything that I missed?',
  'Why is that?',
  'What should I change?',
  'Is it the right way?',
  'Where would you look first?',
  'Could it be done better?',
  'What does it mean?',
  'Which one should I take?',
];
