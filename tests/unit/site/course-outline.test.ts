import { expect, it, onTestFinished } from 'vitest';
import { courseOutline } from '@/components/course/course-outline';
import { moduleHue } from '@/components/course/module-hue';
import { readCourse } from '@/lib/search/course';
import { page, tinyCourse } from '../course/tiny-course';

it('the tree of the course lists every page, and no unlisted one', async () => {
  const { dir, remove } = await tinyCourse({
    'module-1-ros2/README.md': page({ title: 'ROS 2' }),
    'module-1-ros2/chapter-1-x/01-a.md': page({ title: 'A' }),
    'module-1-ros2/chapter-1-x/02-b.md': '---\nunlisted: true\n---\nText.\n',
    'module-1-ros2/appendix.md': page({ title: 'Appendix' }),
    'preface.md': page({ title: 'Preface' }),
  });
  onTestFinished(remove);

  expect(courseOutline(await readCourse(dir))).toMatchObject({
    modules: [
      {
        path: '/docs/module-1-ros2',
        chapters: [{ number: 1, lessons: [{ title: 'A', path: '/docs/module-1-ros2/chapter-1-x/a' }] }],
        pages: [{ title: 'Appendix', path: '/docs/module-1-ros2/appendix' }],
      },
    ],
    pages: [{ title: 'Preface', path: '/docs/preface' }],
  });
});

it('every module has a hue that the style sheet knows', () => {
  expect(moduleHue({ id: 'isaac', number: 1 })).toBe('isaac');
  expect(moduleHue({ id: 'biology', number: 6 })).toBe('gazebo');
  expect(moduleHue({ id: '', number: 0 })).toBeUndefined();
});
