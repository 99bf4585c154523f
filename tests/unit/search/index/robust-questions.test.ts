import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SearchIndex } from '@/lib/search/index/search-index';
import { samplePassage } from '@/tests/support/sample-passage';

/** A course of our own making, about bees: nothing was tuned on it. */
const LESSONS: Record<string, Record<string, string>> = {
  'The hive and its frames': {
    'What a hive is':
      'A hive is the wooden box in which a colony lives. Frames hang in the hive, and each frame holds comb.',
    'Moving frames': 'Lift a frame slowly and look for the queen. A frame with brood goes back to its place.',
  },
  'The queen': {
    'What the queen does':
      'The queen lays eggs, up to two thousand a day. Her pheromones hold the colony together.',
    'Marking the queen': 'Mark the queen with a dot of paint on the thorax, in the colour of the year.',
  },
  'The varroa mite': {
    'What the varroa mite is':
      'The varroa mite is a parasite that feeds on brood. It spreads viruses through the colony.',
    'Treating with oxalic acid':
      'Trickle oxalic acid between the frames in December, when there is no brood.',
    'Counting mites':
      'Count mites on a board below the mesh for three days. More than ten a day call for treatment.',
  },
  'Honey extraction': {
    'When honey is ripe':
      'Honey is ripe when its water is below eighteen percent, which a refractometer shows.',
    'The extractor': 'The extractor spins frames so that honey leaves the comb. Uncap the comb first.',
  },
  Swarming: {
    'Why colonies swarm':
      'A colony swarms when the hive is crowded: the old queen leaves with half of the workers.',
    'Catching a swarm':
      'Shake the swarm into a skep and wait until dusk. Swarm cells hang at the edge of the comb.',
  },
};

const index = SearchIndex.of(
  Object.entries(LESSONS).flatMap(([lessonTitle, sections], lesson) =>
    Object.entries(sections).map(([sectionTitle, text], chunkIndex) =>
      samplePassage({
        ...{ id: sectionTitle, lessonTitle, sectionTitle, text, chunkIndex },
        headingPath: [lessonTitle, sectionTitle],
        sourceFile: `lesson-${lesson}.md`,
        path: `/docs/lesson-${lesson}#s${chunkIndex}`,
        parentDocId: `lesson-${lesson}`,
      }),
    ),
  ),
);

const found = (query: string) => index.search({ query, limit: 5 }).map(({ id }) => id);

const ASKED = [
  ['explain varroa', 'What the varroa mite is'],
  ['oxalic acid', 'Treating with oxalic acid'],
  ['What does the queen do?', 'What the queen does'],
  ['how do I catch a swarm', 'Catching a swarm'],
  ['refractometer', 'When honey is ripe'],
  ['marking the queen', 'Marking the queen'],
] as const;

describe('words around a question', () => {
  it.each(ASKED)('%s finds %s', (query, first) => {
    expect(found(query)[0]).toBe(first);
  });

  it.each([
    'pls %',
    'pls % thx',
    'hey, % btw',
    'i dont get %',
    'what exactly is this %, roughly?',
    'can someone explain %',
    'Which of the following statements are true about %',
    'Select the sentence that best describes %',
    'True or false? %',
    '%???',
    '"%"',
    '(%)!',
    '%…',
  ])('%s does not change what is first', (around) => {
    for (const [query, first] of ASKED) expect(found(around.replace('%', query))[0], query).toBe(first);
  });

  it.each([
    'wht is %',
    'cna you explain %',
    'waht is %',
    'hwo does % work',
    '% nedir?',
    'yo bro % idk man help',
    'Dear AI, %',
    'tl;dr %',
    'ELI5 %',
    'Homework due tonight: %',
    'sir, %',
    '% for dummies',
    '%? My girlfriend is already angry lol',
    '% in the hive',
  ])('%s finds what it finds without', (around) => {
    for (const [query, first] of ASKED)
      expect(found(around.replace('%', query)).slice(0, 2), query).toContain(first);
  });

  it.each([
    ['varroa-mite', 'What the varroa mite is'],
    ['oxalic_acid', 'Treating with oxalic acid'],
    ['oxalic/acid', 'Treating with oxalic acid'],
    ['What is honey-extraction?', 'When honey is ripe'],
    ['oxa\u00adlic acid', 'Treating with oxalic acid'],
    ['refracto\u200bmeter', 'When honey is ripe'],
    ['WHY DO COLONIES SWARM IN A CROWDED HIVE?', 'Why colonies swarm'],
    ['Why Do Colonies Swarm?', 'Why colonies swarm'],
    ['What is a hive in beekeeping?', 'What a hive is'],
  ])('%j finds %s', (query, first) => {
    expect(found(query)[0]).toBe(first);
  });

  it('are read of a long text at its beginning and its end', () => {
    const filling = 'lorem ipsum dolor sit amet '.repeat(40_000);
    expect(found(`What does the queen do? ${filling}`)).toEqual(
      found(`What does the queen do? ${filling}more of it`),
    );
  });

  it.each(['Was ist die varroa?', '¿Qué es la varroa?', 'Comment faire avec le varroa ?'])(
    '%s finds it in another language',
    (query) => {
      expect(found(query)).toContain('What the varroa mite is');
    },
  );

  it('that say nothing never empty or reorder a result', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ASKED),
        fc.constantFrom('tbh', 'roughly', 'pls', 'somebody', 'actually', '🐝', '机器人', 'что'),
        fc.constantFrom('before', 'behind'),
        ([query, first], word, side) => {
          expect(found(side === 'before' ? `${word} ${query}` : `${query} ${word}`)[0]).toBe(first);
        },
      ),
    );
  });

  it('change nothing by their case or by marks between them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ASKED), fc.constantFrom('?', '!', ' ?', '...', ';'), ([query], mark) => {
        expect(found(query.toUpperCase())).toEqual(found(query));
        expect(found(`${query}${mark}`)).toEqual(found(query));
        expect(found(query.replaceAll(' ', ', '))).toEqual(found(query));
      }),
    );
  });

  it('do not count when they are weak, unless the question has no others', () => {
    expect(found('What is a hive?')[0]).toBe('What a hive is');
    expect(found('how do you do this')).toEqual([]);
  });
});

describe('misspelt words of the course', () => {
  it.each([
    ['vaorra', 'What the varroa mite is'],
    ['varoa mite', 'What the varroa mite is'],
    ['oxalc acid', 'Treating with oxalic acid'],
    ['refractmeter', 'When honey is ripe'],
    ['extractr', 'The extractor'],
    ['waht is varroa', 'What the varroa mite is'],
    ['ovxalic acid treatment', 'Treating with oxalic acid'],
  ])('%s', (query, first) => {
    expect(found(query)[0]).toBe(first);
  });
});

describe('names that every object has', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])(
    '%s is only a word',
    (name) => {
      expect(found(name)).toEqual([]);
      expect(found(`${name} of a varroa mite`)[0]).toBe('What the varroa mite is');
    },
  );
});

describe('what the course does not cover is declined', () => {
  it.each([
    'How do I bake sourdough bread?',
    'My starter smells sour and I feed it once a day. How do I bake sourdough bread?',
    'We read Hamlet in class last week. I liked the ghost. Why does Hamlet wait so long?',
    'My neighbour is on holiday. I feed her cat. It sleeps on the window sill all day. Is that normal for a cat?',
    'How do I roll out containers with Kubernetes?',
    'What is the capital of France?',
  ])('%s', (query) => {
    expect(found(query)).toEqual([]);
  });

  /** A word alone behind a story is asked about the story. */
  it('while what it covers is found behind the same chatter', () => {
    for (const [query, first] of ASKED.filter(([asked]) => asked.includes(' ')))
      expect(found(`My neighbour is on holiday. I feed her cat. ${query}?`)[0], query).toBe(first);
  });
});

describe('a sentence that leans on those before it', () => {
  it.each([
    'My bicycle creaks when I pedal uphill. I greased the chain twice. Could the frame be broken?',
    'The parcel from my aunt got wet on the porch. The box is soaked. Who pays for that?',
    'Our tenant moved out and took the fridge along. The rooms are empty. What would you count first?',
    'My sister plays the lute in an early music group. Her strings snap all the time. Is there a better treatment?',
    'The dentist drilled two of my teeth. One of them hurts at night. How many days is that normal?',
  ])('is about what they are about: %s', (query) => {
    expect(found(query)).toEqual([]);
  });

  it.each([
    ['There are mites on the board below the mesh, more than ten a day. What should I do?', 'Counting mites'],
    ['I trickled oxalic acid between the frames. Why is that done?', 'Treating with oxalic acid'],
    ['The refractometer shows twenty percent water. Is it ripe?', 'When honey is ripe'],
  ])('and found where the course has it: %s', (query, section) => {
    expect(found(query)).toContain(section);
  });
});

describe('a name', () => {
  it('that the course does not have is foreign to it, whatever stands beside it', () => {
    expect(found('Who was the first Queen of Denmark?')).toEqual([]);
    expect(found('Does Netflix have a series about a colony on Mars?')).toEqual([]);
  });
});

describe('scripts without spaces, and with marks', () => {
  const other = SearchIndex.of(
    [
      ['话题', '话题在节点之间传递消息。发布者向话题发送消息。'],
      ['服务', '服务由客户端请求，服务器给出答复。'],
      ['動作', 'アクションは長い仕事のためのもので、途中で取り消せます。'],
      ['नोड', 'एक नोड संदेश भेजता है और प्राप्त करता है।'],
      ['ٹاپک', 'ٹاپک کے ذریعے نوڈ پیغام بھیجتے ہیں۔'],
      ['Узел', 'Узел отправляет сообщения другим узлам.'],
    ].map(([lessonTitle = '', text = ''], at) =>
      samplePassage({
        ...{ id: lessonTitle, text, lessonTitle, headingPath: [lessonTitle] },
        ...{ parentDocId: `p${at}`, sourceFile: `p${at}.md`, path: `/docs/p${at}` },
      }),
    ),
  );

  it.each([
    ['什么是话题？', '话题'],
    ['服务器怎么答复？', '服务'],
    ['アクションは取り消せますか', '動作'],
    ['नोड क्या है', 'नोड'],
    ['ٹاپک کیا ہے؟', 'ٹاپک'],
    ['Что такое узел?', 'Узел'],
  ])('%s finds %s', (query, first) => {
    expect(other.search({ query, limit: 3 })[0]?.id).toBe(first);
  });
});
