import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CourseDirectoryMissing, courseDocuments, readCourse, resolveLink } from '@/lib/search/course';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { courseSearch } from '../../support/prepared/course-index';

const content = resolve('content');
const search = await courseSearch();

describe('LocalCourseSearch', () => {
  it('returns a passage with its place in the course', async () => {
    const [best] = await search.search({ query: 'What is ROS 2?', limit: 5 });

    expect(best).toMatchObject({
      score: 1,
      sourceFile: 'module-1-ros2/chapter-1-foundations/01-what-is-ros-2.md',
      sectionTitle: 'What is ROS 2?',
      path: '/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2#what-is-ros-2',
      module: 'ros2',
      moduleTitle: 'Module 1: ROS 2, the nervous system',
      chapter: 1,
      lesson: 1,
      lessonTitle: 'What ROS 2 is',
      hardwareTier: 1,
    });
    expect(best?.text).toContain('ROS 2 is an open-source set of libraries');
  });

  it('leaves the heading of a section out of its text', async () => {
    const [best] = await search.search({ query: 'How do I split a long recording into files?', limit: 5 });

    expect(best?.sectionTitle).toBeTruthy();
    expect(best?.text).not.toContain(`## ${best?.sectionTitle}`);
  });

  it('finds an overview at the address of its directory', async () => {
    const passages = await search.search({
      query: 'What does module 3 on NVIDIA Isaac cover?',
      module: 'isaac',
      chapterMax: 0,
      limit: 5,
    });

    expect(passages[0]?.path).toBe('/docs/module-3-isaac');
  });

  it.each([1, 2, 3, 4] as const)('returns nothing above tier %i', async (hardwareTier) => {
    for (const query of [
      'Isaac Sim',
      'Jetson camera',
      'safety filter for a real robot',
      'fine-tuning with LoRA',
    ]) {
      const passages = await search.search({ query, hardwareTier, limit: 20 });
      expect(passages.every((passage) => passage.hardwareTier <= hardwareTier)).toBe(true);
    }
  });

  it('reaches each tier that the course has', async () => {
    const found = await search.search({ query: 'robot', hardwareTier: 4, limit: 20 });
    const jetson = await search.search({ query: 'Jetson power mode', limit: 5 });

    expect(found.length).toBeGreaterThan(0);
    expect(jetson[0]?.hardwareTier).toBe(3);
    expect(await search.search({ query: 'tegrastats', hardwareTier: 1, limit: 5 })).toEqual([]);
  });

  it('keeps to module, chapters and lesson together', async () => {
    const passages = await search.search({
      query: 'robot',
      module: 'gazebo',
      chapterMin: 5,
      chapterMax: 5,
      lesson: 3,
      limit: 20,
    });

    expect(passages.length).toBeGreaterThan(0);
    expect(new Set(passages.map(({ sourceFile }) => sourceFile))).toEqual(
      new Set(['module-2-simulation/chapter-5-simulation-and-ros-2/03-mapping-and-navigation.md']),
    );
  });

  it('returns no more than asked for', async () => {
    expect(await search.search({ query: 'robot', limit: 2 })).toHaveLength(2);
  });

  it('returns nothing for a question without words', async () => {
    expect(await search.search({ query: '??? …', limit: 5 })).toEqual([]);
    expect(await search.search({ query: 'how do you do this', limit: 5 })).toEqual([]);
  });

  it('counts what it holds', async () => {
    const { documents, passages } = await search.size();

    expect(documents).toBe(courseDocuments(await readCourse(content)).length);
    expect(passages).toBeGreaterThan(documents);
  });

  it('gives links that lead to documents of the course', async () => {
    const course = await readCourse(content);
    const paths = new Set(courseDocuments(course).map(({ path }) => path));
    const passages = (
      await Promise.all(
        ['robot', 'ROS 2', 'Isaac', 'policy'].map((query) => search.search({ query, limit: 20 })),
      )
    ).flat();

    for (const { path, text, sourceFile } of passages) {
      expect(paths).toContain(path.split('#')[0]);
      for (const [, href] of text.replace(/```[\s\S]*?```|`[^`]*`/g, '').matchAll(/\]\(([^)]+)\)/g)) {
        expect(resolveLink(course, sourceFile, href ?? ''), href).not.toBeNull();
      }
    }
  });

  it('says which directory is missing, and tries again at the next call', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'course-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const late = new LocalCourseSearch({ courseDir: join(directory, 'content'), bookId: 'robolearn' });

    await expect(late.search({ query: 'node', limit: 3 })).rejects.toThrow(CourseDirectoryMissing);
    await cp(content, join(directory, 'content'), { recursive: true });

    expect(await late.search({ query: 'node', limit: 3 })).not.toHaveLength(0);
  });
});
