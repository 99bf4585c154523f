import { describe, expect, it } from 'vitest';
import { SearchIndex } from '@/lib/search/index/search-index';
import { samplePassage } from '@/tests/support/sample-passage';

const lesson = (id: string, text: string, given = {}) =>
  samplePassage({
    id,
    text,
    parentDocId: id,
    sourceFile: `${id}.md`,
    path: `/docs/${id}`,
    lessonTitle: id,
    headingPath: [id],
    ...given,
  });

const lidar = lesson('lidar', 'A lidar measures distances with a laser that turns around.');
const camera = lesson('camera', 'A camera takes images of what lies before the robot.');
const gripper = lesson('gripper', 'A gripper holds a cup with two fingers.');
const index = SearchIndex.of([lidar, camera, gripper]);

const ids = (passages: { id: string }[]) => passages.map(({ id }) => id);

describe('ranking what another search found', () => {
  const query = { query: 'How does a lidar measure distances?', limit: 5 };

  it('keeps what says what was asked, however it was found', () => {
    const found = [
      { passage: gripper, retrieval: 1 },
      { passage: lidar, retrieval: 0.2 },
    ];

    expect(ids(index.rank(query, found))).toEqual(['lidar']);
  });

  it('ranks passages that it does not know as those that it does', () => {
    const elsewhere = lesson(
      'sonar',
      'A sonar measures distances with sound, where a lidar measures distances with light.',
    );

    const ranked = index.rank(query, [
      { passage: elsewhere, retrieval: 1 },
      { passage: gripper, retrieval: 1 },
    ]);

    expect(ids(ranked)).toEqual(['sonar']);
  });

  it('reads a changed passage anew', () => {
    const changed = lesson('gripper', 'A lidar on the gripper measures distances.');

    expect(ids(index.rank(query, [{ passage: changed, retrieval: 1 }]))).toEqual(['gripper']);
  });

  it('needs no passages of its own', () => {
    const found = [lidar, camera, gripper].map((passage) => ({ passage, retrieval: 1 }));

    expect(ids(SearchIndex.of([]).rank(query, found))).toEqual(['lidar']);
    expect(SearchIndex.of([]).rank(query, [])).toEqual([]);
  });

  it('knows words that only the passages from elsewhere have', () => {
    const elsewhere = lesson('slam', 'A pose graph optimises loop closures.');

    expect(
      ids(index.rank({ query: 'pose graph', limit: 5 }, [{ passage: elsewhere, retrieval: 1 }])),
    ).toEqual(['slam']);
  });

  it('lets similarity in place of words, from its floor on', () => {
    const meant = { query: 'grasping crockery', limit: 5 };

    expect(ids(index.rank(meant, [{ passage: gripper, retrieval: 1, similarity: 0.46 }]))).toEqual([
      'gripper',
    ]);
    expect(index.rank(meant, [{ passage: gripper, retrieval: 1, similarity: 0.44 }])).toEqual([]);
  });

  it('lets the likeness to a line by which students ask in place of words, from a higher floor on', () => {
    const meant = { query: 'grasping crockery', limit: 5 };
    const asked = (askedSimilarity: number) => [
      { passage: gripper, retrieval: 1, similarity: 0.2, askedSimilarity },
    ];

    expect(ids(index.rank(meant, asked(0.61)))).toEqual(['gripper']);
    expect(index.rank(meant, asked(0.59))).toEqual([]);
  });

  it('puts first what is nearer to how students ask', () => {
    const found = [
      { passage: camera, retrieval: 1, similarity: 0.47, askedSimilarity: 0.4 },
      { passage: gripper, retrieval: 1, similarity: 0.35, askedSimilarity: 0.6 },
    ];

    expect(ids(index.rank({ query: 'grasping crockery', limit: 5 }, found))).toEqual(['gripper', 'camera']);
  });

  it('leaves out what is near to nothing that was asked', () => {
    const found = [
      { passage: gripper, retrieval: 1, similarity: 0.5 },
      { passage: camera, retrieval: 1, similarity: 0.29, askedSimilarity: 0.29 },
    ];

    expect(ids(index.rank({ query: 'grasping crockery', limit: 5 }, found))).toEqual(['gripper']);
  });

  it('puts what is more alike first', () => {
    const found = [
      { passage: camera, retrieval: 1, similarity: 0.47 },
      { passage: gripper, retrieval: 1, similarity: 0.65 },
    ];

    expect(ids(index.rank({ query: 'grasping crockery', limit: 5 }, found))).toEqual(['gripper', 'camera']);
  });

  it('returns nothing that the filters forbid', () => {
    const high = lesson('high', 'A lidar measures distances.', { hardwareTier: 3 });

    expect(
      index.rank({ ...query, hardwareTier: 2 }, [{ passage: high, retrieval: 1, similarity: 0.9 }]),
    ).toEqual([]);
  });

  it('gives scores between 0 and 1, from the best down', () => {
    const scores = index
      .rank(query, [
        { passage: lidar, retrieval: 9, similarity: 0.8 },
        { passage: camera, retrieval: 20, similarity: 0.5 },
      ])
      .map(({ score }) => score);

    expect(scores).toEqual([...scores].sort((one, other) => other - one));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });
});
