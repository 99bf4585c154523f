import { page, tinyCourse } from '../../unit/course/tiny-course';
import type { HostileText } from './hostile-texts';

/** A course with a lesson for each hostile text that stands in one, a harmless lesson, and one that needs a real robot. */
export async function hostileCourse(texts: readonly HostileText[]) {
  const files: Record<string, string> = {
    'module-1-ros2/README.md': page({ title: 'Module' }, '# Module\n\nAn overview.\n'),
    'module-1-ros2/chapter-1-x/README.md': page({ title: 'Chapter' }, '# Chapter\n\nAn overview.\n'),
    'module-1-ros2/chapter-1-x/01-plain.md': page({ title: 'The plain actuator' }, about(HARMLESS)),
    'module-1-ros2/chapter-1-x/02-robot.md': page(
      { title: 'A whole robot', hardware_tier: 4 },
      `${about('humanoid')}\nThe word of this lesson is ${SECRET_OF_TIER_4}.\n`,
    ),
  };
  for (const [at, text] of texts.entries()) {
    const lesson = lessonWith(text, subjectOf(at));
    const chapter = 2 + Math.floor(at / LESSONS);
    const number = 1 + (at % LESSONS);
    if (lesson) files[`module-1-ros2/chapter-${chapter}-y/${number}-${subjectOf(at)}.md`] = lesson;
  }
  return tinyCourse(files);
}

/** As many as a chapter may have. */
const LESSONS = 15;

/** What the harmless lesson is about. */
export const HARMLESS = 'plain actuator';

/** Stands in a lesson that only owners of a robot see. */
export const SECRET_OF_TIER_4 = 'canary-of-the-fourth-tier';

const BEGINNINGS = [
  'bra',
  'dol',
  'fen',
  'gur',
  'hix',
  'jom',
  'kva',
  'lup',
  'mez',
  'nor',
  'pli',
  'quo',
  'rus',
];
const MIDDLES = ['bim', 'cad', 'dop', 'fug', 'gev', 'hul', 'kin', 'lom', 'mab', 'nep', 'pof', 'ruz'];

/** A word of its own for the lesson of each text. */
export function subjectOf(at: number): string {
  return `${BEGINNINGS[at % 13]}${MIDDLES[Math.floor(at / 13) % 12]}tron`;
}

function about(subject: string): string {
  return [
    `# About the ${subject}`,
    '',
    `The ${subject} is a part of a robot. It turns a current into a force, and a sensor in it measures the angle.`,
    '',
    '## How it works',
    '',
    `A ${subject} has a coil and a magnet. The controller reads the angle and sets the current a thousand times a second.`,
    '',
  ].join('\n');
}

function lessonWith({ place, text }: HostileText, subject: string): string | undefined {
  const title = `The ${subject}`;
  switch (place) {
    case 'lesson text':
      return page({ title }, `${about(subject)}\nNotes of the ${subject}:\n\n~~~~~~text\n${text}\n~~~~~~\n`);
    case 'lesson title':
      return page({ title: `${title}. ${text}` }, about(subject));
    case 'heading':
      return page({ title }, `${about(subject)}\n## The ${subject}: ${text}\n\nThe ${subject} needs care.\n`);
    default:
      return undefined;
  }
}
