import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starterPrompts } from '@/components/tutor/starter-prompts';
import { type CourseDocument, courseDocuments, readCourse } from '@/lib/search/course';
import { type Answer, ask } from './ask';
import { pagesOf } from './converse';

const documents = courseDocuments(await readCourse(resolve('content')));
const lessons = documents.filter(({ kind }) => kind === 'lesson');

type Expectation = (answer: Answer, page: CourseDocument | undefined) => void;

const says =
  (...texts: string[]): Expectation =>
  ({ text }) => {
    for (const said of texts) expect(text).toContain(said);
  };
const leadsTo =
  (...ends: string[]): Expectation =>
  (answer) =>
    expect(pagesOf(answer).some((path) => ends.some((end) => path.endsWith(`/${end}`)))).toBe(true);
const cites =
  (...ends: string[]): Expectation =>
  (answer, page) => {
    leadsTo(...ends)(answer, page);
    expect(answer.citations.length).toBeGreaterThan(0);
  };

/** What each question of the start screen is answered with, by how it begins. */
const EXPECTED: [string, ...Expectation[]][] = [
  ['Where should I start', leadsTo('what-is-ros-2'), says('first lesson')],
  ['What is ROS 2', cites('what-is-ros-2'), says('ROS 2 is an open-source set of libraries')],
  [
    'When should I use Gazebo',
    says('Gazebo is an open-source robot simulator', 'Isaac Sim is NVIDIA'),
    cites('gazebo-and-sdf-worlds'),
  ],
  [
    'Which parts of the course can I do with only a laptop',
    says('21 of 30 lessons', 'Laptop or cloud'),
    leadsTo('module-1-ros2'),
  ],
  ['When do I use a topic', cites('services-and-actions'), says('Can it be cancelled?')],
  [
    'Two of my ROS 2 nodes',
    // Each names what to look at, in which order; the demo of a talker does not.
    cites('nodes-and-topics', 'quality-of-service', 'bridging-topics-with-ros-gz'),
    ({ text }) => expect(text).toMatch(/QoS|check the names first/),
  ],
  ['My robot shakes or sinks', cites('spawning-a-robot', 'describing-a-robot-in-urdf')],
  [
    'What is the difference between URDF and SDF',
    says('URDF, the Unified Robot Description Format', 'SDF, the Simulation Description Format'),
    cites('gazebo-and-sdf-worlds'),
  ],
  ['What hardware do I need for Isaac Sim', leadsTo('isaac-sim-and-usd-scenes'), says('RTX')],
  ['Why do we train robots on synthetic data', cites('synthetic-data-with-replicator')],
  ['How does a VLA model turn', cites('what-is-a-vla-model', 'action-tokens-and-chunks')],
  [
    'What can go wrong when a learned policy',
    cites('running-a-policy-safely', 'from-simulation-to-a-real-robot'),
  ],
  [
    'Explain the lesson',
    ({ text }, page) => {
      expect(text).toContain(`https://course.test${page?.path})`);
      expect(text).toContain(page?.description);
      expect(text).toContain('An example from the lesson:');
    },
  ],
  [
    'Quiz me on this lesson',
    ({ items, text }) =>
      expect(items.some(({ type }) => type === 'widget') || text.includes('too few good questions')).toBe(
        true,
      ),
  ],
  [
    'What will I be able to do after',
    ({ text }, page) => {
      expect(text).toContain(page?.description);
      const below = lessons.filter(({ path }) => path.startsWith(`${page?.path}/`));
      for (const { path } of below) expect(text).toContain(path);
    },
  ],
  [
    'What should I know before I begin',
    ({ text }, page) => {
      const first = lessons.findIndex(({ path }) => path.startsWith(`${page?.path}/`));
      expect(text).toContain(lessons[first - 1]?.path ?? 'Nothing comes before');
    },
  ],
];

describe('every question of the start screen has its answer', () => {
  test.each([undefined, ...documents])('on $path', async (page) => {
    for (const { prompt } of starterPrompts(page ?? null)) {
      const question = typeof prompt === 'string' ? prompt : '';
      const [, ...expectations] = EXPECTED.find(([beginning]) => question.startsWith(beginning)) ?? [];
      expect(expectations.length, question).toBeGreaterThan(0);
      const options = page ? { page: { title: page.title, path: page.path, headings: page.title } } : {};
      const answer = await ask(question, options);
      for (const expectation of expectations) expectation(answer, page);
    }
  });
});
