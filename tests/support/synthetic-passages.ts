import type { CoursePassage } from '@/lib/search/passage';
import { STOP_WORDS } from '@/lib/search/text/stop-words';
import { randomFrom } from './random';
import { samplePassage } from './sample-passage';

const SYLLABLES =
  'ba ce di fo gu ha ki lo mu na pe qui ra se ti vo wu ya zo bri cla dro fle gri plo sta tre'.split(' ');
const COMMANDS = ['ros2 topic', 'ros2 node', 'ros2 param', 'gz sim', 'colcon build'];
const PER_PAGE = 8;
const SENTENCES = 11;

/**
 * Pages of a made-up course, the same for the same seed. Its words are as unevenly used as those of a language: the few most
 * common ones are those of English, the rest is made of syllables, and there are names and lines of code among them.
 */
export function* syntheticPages(passages: number, seed = 1): Generator<CoursePassage[]> {
  const random = randomFrom(seed);
  const word = zipf(vocabulary(Math.min(60_000, 2_000 + passages * 2)), random);
  for (let first = 0; first < passages; first += PER_PAGE) {
    const page = first / PER_PAGE;
    const title = phrase(word, 3);
    const sourceFile = `module-${page % 12}/chapter-${page % 20}/${page}.md`;
    yield Array.from({ length: Math.min(PER_PAGE, passages - first) }, (_, chunkIndex) => {
      const heading = phrase(word, 3);
      const text = passageText(word, random, chunkIndex);
      return samplePassage({
        text,
        sourceFile,
        path: `/docs/module-${page % 12}/chapter-${page % 20}/${page}#s${chunkIndex}`,
        module: `module-${page % 12}`,
        chapter: page % 20,
        lesson: page % 15,
        hardwareTier: 1,
        lessonTitle: title,
        headingPath: [title, heading],
        sectionTitle: heading,
        chunkIndex,
        totalChunks: PER_PAGE,
      });
    });
  }
}

/** Questions as students ask about such a course: some misspelt, some cut off, some with words that it does not have. */
export function syntheticQuestions(count: number, passages: number, seed = 2): string[] {
  const random = randomFrom(seed);
  const word = zipf(vocabulary(Math.min(60_000, 2_000 + passages * 2)), random);
  return Array.from({ length: count }, (_, number) => {
    const list = Array.from({ length: 2 + Math.floor(random() * 11) }, word);
    const last = list.length - 1;
    const long = list.findIndex((one) => one.length > 7);
    switch (number % 6) {
      case 0:
        return `How do I ${list.join(' ')}?`;
      case 1:
        return `What is ${list.slice(0, 4).join(' ')}?`;
      case 2:
        return list
          .map((one, index) => (index === long ? `${one.slice(0, 3)}${one.slice(4)}` : one))
          .join(' ');
      case 3:
        return list.map((one, index) => (index === last ? one.slice(0, 5) : one)).join(' ');
      case 4:
        return `${list.slice(0, 5).join(' ')} zxqwvtrpk${number} grmblfx?`;
      default:
        return `ros2 topic ${list.slice(0, 3).join(' ')} node_${list[0]} /cmd_vel`;
    }
  });
}

function passageText(word: () => string, random: () => number, chunkIndex: number): string {
  const sentences = Array.from({ length: SENTENCES }, () => {
    const said = phrase(word, 8 + Math.floor(random() * 10));
    return `${said.slice(0, 1).toUpperCase()}${said.slice(1)} in \`${word()}_${word()}\`.`;
  });
  const prose = sentences.join(' ');
  return chunkIndex % 3 === 0 ? `${prose}\n\n\`\`\`bash\n${code(word, random)}\n\`\`\`\n` : prose;
}

function code(word: () => string, random: () => number): string {
  const lines = Array.from({ length: 6 }, () => {
    const command = COMMANDS[Math.floor(random() * COMMANDS.length)];
    return `${command} ${word()} /${word()}_${word()} --${word()} ${word()}.${word()}`;
  });
  return lines.join('\n');
}

function phrase(word: () => string, length: number): string {
  return Array.from({ length }, word).join(' ');
}

/** The most common word is twice as common as the next, and so on. */
function zipf(words: string[], random: () => number): () => string {
  return () => words[Math.floor(Math.exp(random() * Math.log(words.length + 1))) - 1] ?? 'robot';
}

function vocabulary(size: number): string[] {
  const random = randomFrom(0);
  const common = [...STOP_WORDS].slice(0, 120);
  const made = Array.from({ length: size }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join(''),
  );
  return [...common, ...new Set(made)];
}
