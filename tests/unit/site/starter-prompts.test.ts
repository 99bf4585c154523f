import { describe, expect, it } from 'vitest';
import { starterPrompts } from '@/components/tutor/starter-prompts';
import { readCourseConfig } from '@/lib/search/course';

describe('suggestions of the start screen', () => {
  const ids = [...readCourseConfig('content').modules.map(({ id }) => id), 'of-another-course', ''];
  const pages = ids.flatMap((id) =>
    (['module', 'chapter', 'lesson', 'page'] as const).map((kind) => ({
      kind,
      title: 'Quality of Service',
      moduleId: id,
    })),
  );

  it.each([null, ...pages])('are four different ones (%o)', (page) => {
    const labels = starterPrompts(page).map(({ label }) => label);
    expect(new Set(labels).size).toBe(4);
  });

  it('name the lesson and fit its module', () => {
    const [first] = starterPrompts({ kind: 'lesson', title: 'Quality of Service', moduleId: 'ros2' });
    expect(first?.prompt).toContain('Quality of Service');
    const of = (moduleId: 'ros2' | 'vla') =>
      starterPrompts({ kind: 'lesson', title: 'x', moduleId }).map(({ label }) => label);
    expect(of('ros2')).not.toEqual(of('vla'));
  });
});
