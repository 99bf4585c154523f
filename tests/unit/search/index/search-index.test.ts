import { describe, expect, it } from 'vitest';
import { SearchIndex } from '@/lib/search/index/search-index';
import type { CoursePassage } from '@/lib/search/passage';
import { samplePassage } from '@/tests/support/sample-passage';

/** A small course: each lesson with its passages, by their section. */
function course(
  lessons: Record<string, Record<string, Partial<CoursePassage> & { text: string }>>,
): SearchIndex {
  return SearchIndex.of(
    Object.entries(lessons).flatMap(([lessonTitle, sections], lesson) =>
      Object.entries(sections).map(([sectionTitle, given], chunkIndex) =>
        samplePassage({
          id: sectionTitle,
          lessonTitle,
          sectionTitle,
          headingPath: [lessonTitle, sectionTitle],
          sourceFile: `lesson-${lesson}.md`,
          path: `/docs/lesson-${lesson}#s${chunkIndex}`,
          parentDocId: `lesson-${lesson}`,
          chunkIndex,
          ...given,
        }),
      ),
    ),
  );
}

const robots = course({
  'Nodes and topics': {
    'Watch a topic': { text: 'See the messages as they arrive:\n\n```bash\nros2 topic echo /scan\n```\n' },
    'Name the topics': {
      text: 'Find out which there are:\n\n```bash\nros2 topic list\nros2 node list\n```\n',
    },
    'Write a node': {
      text: 'Derive from the class:\n\n```python\nclass Talker(rclpy.Node):\n    pass\n```\n',
    },
    'Rates of topics': { text: 'A topic has a rate. Each topic of a camera carries many images a second.' },
  },
  'Driving the robot': {
    'Send a speed': { text: 'The base listens on `/cmd_vel` for a speed.' },
    'Measure the speed': { text: 'The base knows its speed, vel for short, and every cmd has an answer.' },
    'A publisher in Python': { text: 'Call `create_publisher` with a type, a topic and a depth.' },
    'Simulated time': { text: 'Set `use_sim_time` to true, as in `--ros-args -p use_sim_time:=true`.' },
  },
  'A bridge in YAML': {
    'A list of topics in a file': {
      text: 'The file is a list. Each entry of the list has one topic and its type.',
    },
    'Lists in YAML': {
      text: 'A list begins with a dash. A list of maps has a dash for each map. The topics are maps.',
    },
  },
  'Gaussian noise of sensors': {
    'What noise is': { text: 'Gaussian noise is a random number that a sensor adds to every measurement.' },
    Calibration: { text: 'Calibration finds the intrinsics of a camera with a chessboard.' },
  },
});

function found(index: SearchIndex, query: string, more = {}): string[] {
  return index.search({ query, limit: 5, ...more }).map(({ id }) => id);
}

describe('what the words of a question stand for', () => {
  it('is their terms, misspelt ones put right', () => {
    expect(Object.fromEntries(robots.meant('a publsher for /cmd_vel'))).toMatchObject({
      publish: expect.closeTo(0.95, 1),
      cmdvel: 1,
    });
  });

  it('is nothing for a question that says nothing of the course', () => {
    expect(robots.meant('what is it').size).toBe(0);
    expect(robots.meant('').size).toBe(0);
  });
});

describe('SearchIndex', () => {
  it.each([
    ['ros2 topic echo', 'Watch a topic'],
    ['ros2 topic list', 'Name the topics'],
    ['rclpy.Node', 'Write a node'],
    ['create_publisher', 'A publisher in Python'],
    ['createPublisher', 'A publisher in Python'],
    ['/cmd_vel', 'Send a speed'],
    ['use_sim_time', 'Simulated time'],
    ['--ros-args', 'Simulated time'],
  ])('finds the identifier %s, the passage that has it first', (query, section) => {
    expect(found(robots, query)[0]).toBe(section);
  });

  it.each([
    ['rclpy', 'Write a node'],
    ['cmd vel', 'Send a speed'],
    ['sim time', 'Simulated time'],
  ])('finds an identifier by its parts, as in %s', (query, section) => {
    expect(found(robots, query)).toContain(section);
  });

  it.each([
    ['calibartion of the camera', 'Calibration'],
    ['gausian noise', 'What noise is'],
    ['chessbord calibration', 'Calibration'],
  ])('forgives a mistake, as in %s', (query, section) => {
    expect(found(robots, query)[0]).toBe(section);
  });

  it('completes a word that is not written to its end, whatever stands behind it', () => {
    expect(found(robots, 'chessb')).toEqual(['Calibration']);
    expect(found(robots, 'chessb?')).toEqual(['Calibration']);
  });

  it('has nothing on what the course does not say', () => {
    expect(found(robots, 'How do I bake sourdough bread?')).toEqual([]);
    expect(found(SearchIndex.of([]), 'topic')).toEqual([]);
  });

  it('weighs a title and a heading more than a sentence', () => {
    const index = course({
      Frames: { Transforms: { text: 'They relate two places in space.' } },
      Robots: {
        Bodies: { text: 'A body has transforms and many other parts, joints and links among them.' },
      },
    });

    expect(found(index, 'transforms')).toEqual(['Transforms', 'Bodies']);
  });

  it('returns only one of two passages that say the same', () => {
    const text = 'A quaternion describes a rotation with four numbers and knows no gimbal lock.';
    const index = course({ One: { First: { text } }, Two: { Second: { text: `${text} ` } } });

    expect(found(index, 'quaternion rotation')).toHaveLength(1);
  });

  it('returns nothing of a higher tier, another module or another language', () => {
    const index = course({
      One: {
        Low: { text: 'A lidar sees far.', hardwareTier: 1, module: 'a', locale: 'en' },
      },
      Two: {
        High: { text: 'The lidar of a Jetson sees farther.', hardwareTier: 3, module: 'b', locale: 'en' },
      },
      Drei: { Oben: { text: 'Ein Lidar sieht weit.', hardwareTier: 1, module: 'a', locale: 'de' } },
    });

    expect(found(index, 'lidar', { hardwareTier: 2, locale: 'en' })).toEqual(['Low']);
    expect(found(index, 'lidar', { module: 'b' })).toEqual(['High']);
    expect(found(index, 'lidar', { locale: 'de' })).toEqual(['Oben']);
  });
});

describe('the page that is being read', () => {
  const text = (name: string) =>
    `A gripper closes its fingers around the ${name}, and force tells it when to stop.`;
  const index = course({
    Cups: { Cup: { text: text('porcelain cup on the tray'), module: 'a' } },
    Balls: { Ball: { text: text('rubber ball under the table'), module: 'b' } },
    Boxes: { Box: { text: text('wooden box behind a shelf'), module: 'b' } },
    Grippers: {
      Gripper: {
        text: 'A gripper is a hand of two fingers. The fingers of the gripper close by force.',
        module: 'c',
      },
    },
  });

  it.each(['/docs/lesson-0', '/docs/lesson-1', '/docs/lesson-2'])('decides between equals: %s', (near) => {
    const order = index.search({ query: 'when does the gripper stop?', near, limit: 5 });

    expect(order[0]?.path.startsWith(near)).toBe(true);
  });

  it('lends a little to the rest of its module', () => {
    const order = found(index, 'when does the gripper stop?', { near: '/docs/lesson-2/#top' });

    expect(order.slice(0, 3)).toEqual(['Box', 'Ball', 'Cup']);
  });

  it('does not put itself before a clearly better passage', () => {
    expect(found(index, 'What is a gripper?', { near: '/docs/lesson-0' })[0]).toBe('Gripper');
  });

  it('lets nothing in that says too little', () => {
    expect(found(index, 'inverse kinematics of a gripper', { near: '/docs/lesson-0' })).toEqual(
      found(index, 'inverse kinematics of a gripper'),
    );
    expect(found(index, 'sourdough bread', { near: '/docs/lesson-0' })).toEqual([]);
  });
});

describe('the surroundings of a passage', () => {
  it('are its neighbours on the page, in reading order', () => {
    const ids = robots.context({ id: 'Name the topics', reach: 1 }).map(({ id }) => id);

    expect(ids).toEqual(['Watch a topic', 'Name the topics', 'Write a node']);
  });

  it('end with the page', () => {
    const ids = robots.context({ id: 'Calibration', reach: 3 }).map(({ id }) => id);

    expect(ids).toEqual(['What noise is', 'Calibration']);
  });

  it('are the whole page if that is asked for', () => {
    expect(robots.context({ id: 'Send a speed', reach: 'page' })).toHaveLength(4);
  });

  it('are empty for an unknown passage, and above the tier', () => {
    const index = course({ One: { High: { text: 'Only for a Jetson.', hardwareTier: 3 } } });

    expect(index.context({ id: 'nobody', reach: 1 })).toEqual([]);
    expect(index.context({ id: 'High', reach: 'page', hardwareTier: 2 })).toEqual([]);
    expect(index.context({ id: 'High', reach: 'page', hardwareTier: 3 })).toHaveLength(1);
  });
});

describe('several passages of one lesson', () => {
  const query = { query: 'How does the lidar measure its distances on a robot?', limit: 10 };
  const passage = (lesson: string, id: string, text: string) =>
    samplePassage({
      id,
      text,
      parentDocId: lesson,
      sourceFile: `${lesson}.md`,
      path: `/docs/${lesson}#${id}`,
    });
  const said = [
    'with a beam',
    'around it by a mirror',
    'from an echo',
    'up to thirty metres',
    'ten times a second',
  ];
  const scanner = said.map((how, at) =>
    passage('scanner', `scanner-${at}`, `The lidar measures its distances on a robot ${how}.`),
  );
  const others = ['sonar', 'camera'].map((lesson) =>
    passage(lesson, lesson, `The lidar measures its distances on a robot, and so does a ${lesson}.`),
  );
  const all = [...scanner, ...others];
  const index = SearchIndex.of(all);
  const ofScanner = (worthOfOthers: number) =>
    index
      .rank(query, [
        ...scanner.map((one) => ({ passage: one, retrieval: 1 })),
        ...others.map((one) => ({ passage: one, retrieval: worthOfOthers })),
      ])
      .slice(0, 5)
      .filter(({ parentDocId }) => parentDocId === 'scanner').length;

  it('give a place to another lesson that is about as good', () => {
    expect(ofScanner(1)).toBe(3);
  });

  it('keep the fourth place where another lesson is much worse', () => {
    expect(ofScanner(0)).toBe(4);
  });
});

describe('typing mistakes', () => {
  const index = course({
    'Own messages': { Messages: { text: 'A custom message has fields of your own.' } },
    Files: { Files: { text: 'Check the file before you load it; a field is not a file.' } },
  });

  it('are seen through when letters changed places across another', () => {
    expect(found(index, 'a costum message')[0]).toBe('Messages');
  });

  it('are not taken for the beginning of a word when the question goes on behind them', () => {
    expect(found(index, 'fiel check')).toEqual(['Files']);
  });
});
