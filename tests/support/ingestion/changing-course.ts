import { page } from '../../unit/course/tiny-course';

/** Short passages, so that little text makes many. */
const COURSE_JSON = JSON.stringify({
  modules: [{ id: 'ros2', dir: 'module-1-ros2', name: 'ROS 2' }],
  chunks: { target: 24, longest: 32, shortest: 8 },
});
const CHAPTER = 'module-1-ros2/chapter-1-foundations';

/** A page of sections, one passage each. */
function lesson(title: string, sections: string[]): string {
  const body = sections.map(
    (name) => `## About ${name}\n\nThe ${name} of a robot is told in these ten plain words.\n`,
  );
  return page({ title }, body.join('\n'));
}

const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `joint number ${from + at}`);

/** A course before and after an evening's work. One page has more passages than are written at once. */
export const BEFORE: Record<string, string> = {
  'course.json': COURSE_JSON,
  [`${CHAPTER}/01-long.md`]: lesson('Long', many(0, 110)),
  [`${CHAPTER}/02-shorter.md`]: lesson('Shorter', ['arm', 'hand', 'head']),
  [`${CHAPTER}/03-removed.md`]: lesson('Removed', ['leg', 'foot']),
  [`${CHAPTER}/04-same.md`]: lesson('Same', ['eye']),
  [`${CHAPTER}/05-old-name.md`]: lesson('Moved', ['neck', 'back']),
};

/** Beginning, middle and end of the long page differ; a section has moved from one page to another; one has a new name. */
export const AFTER: Record<string, string> = {
  'course.json': COURSE_JSON,
  [`${CHAPTER}/01-long.md`]: lesson('Long', [
    'new beginning',
    ...many(5, 50),
    'new middle',
    ...many(55, 115),
  ]),
  [`${CHAPTER}/02-shorter.md`]: lesson('Shorter', ['arm']),
  [`${CHAPTER}/04-same.md`]: lesson('Same', ['eye']),
  [`${CHAPTER}/05-new-name.md`]: lesson('Moved', ['neck', 'back']),
  [`${CHAPTER}/06-added.md`]: lesson('Added', ['hand', 'battery']),
};
