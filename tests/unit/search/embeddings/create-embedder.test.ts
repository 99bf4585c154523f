import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbedder, type EmbedderOptions } from '@/lib/search/embeddings/create-embedder';
import { featureVector } from '@/tests/support/feature-vector';
import { ScriptedEmbeddings } from '@/tests/support/scripted-embeddings';

let server: ScriptedEmbeddings;

beforeEach(async () => {
  server = await ScriptedEmbeddings.start();
});
afterEach(() => server.stop());

const embedder = (options: Partial<EmbedderOptions> = {}) =>
  createEmbedder({ apiKey: 'key', baseUrl: server.baseUrl, model: 'text-embedding-3-small', ...options });
const rounded = (vectors: number[][]) =>
  vectors.map((vector) => vector.map((value) => value.toFixed(5)).join());
const texts = (count: number) => Array.from({ length: count }, (_, index) => `text number ${index}`);

/** Waits that a test lets go by hand. */
function gate() {
  let open = () => {};
  const until = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { until, open };
}

describe('texts', () => {
  test('come back in their order, over several batches', async () => {
    const given = texts(300);
    const vectors = await embedder().embed(given);
    expect(rounded(vectors)).toEqual(rounded(given.map(featureVector)));
  });

  test('come back in their order if the server answers in another', async () => {
    server.script = ({ texts: sent }) => ({
      kind: 'body',
      body: { data: sent.map((text, index) => ({ index, embedding: featureVector(text) })).reverse() },
    });
    const vectors = await embedder().embed(['one', 'two', 'three']);
    expect(rounded(vectors)).toEqual(rounded(['one', 'two', 'three'].map(featureVector)));
  });

  test('come back as plain arrays, which JSON can hold', async () => {
    const [vector] = await embedder().embed(['one']);
    expect(Array.isArray(JSON.parse(JSON.stringify(vector)))).toBe(true);
  });

  test('are sent at most 128 at a time', async () => {
    await embedder().embed(texts(300));
    expect(server.requests.map((request) => request.texts.length).sort((one, other) => other - one)).toEqual([
      128, 128, 44,
    ]);
  });

  test('that are long are sent fewer at a time', async () => {
    await embedder().embed(Array.from({ length: 6 }, () => 'word '.repeat(20_000)));
    expect(server.requests.map((request) => request.texts.length)).toEqual([2, 2, 2]);
  });

  test('are asked for four batches at once, and no more', async () => {
    const { until, open } = gate();
    server.script = (_, count) => {
      if (count === 4) open();
      return { kind: 'wait', until };
    };
    await embedder().embed(texts(128 * 9));
    expect(server.mostAtOnce).toBe(4);
  });

  test('of none ask for nothing', async () => {
    await expect(embedder().embed([])).resolves.toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('are counted as they are done', async () => {
    const done: number[] = [];
    await embedder().embed(texts(300), { onProgress: (count) => done.push(count) });
    expect([done.length, done.at(-1)]).toEqual([3, 300]);
  });
});

describe('a failure', () => {
  test('of too many requests is waited out, as long as the server says', async () => {
    server.script = (_, count) =>
      count <= 2 ? { kind: 'error', status: 429, headers: { 'retry-after': '0.01' } } : { kind: 'vectors' };
    const vectors = await embedder().embed(['one']);
    expect([rounded(vectors), server.requests.length]).toEqual([rounded([featureVector('one')]), 3]);
  });

  test('of the server is tried again', async () => {
    server.script = (_, count) =>
      count === 1 ? { kind: 'error', status: 500, headers: { 'retry-after-ms': '1' } } : { kind: 'vectors' };
    await expect(embedder().embed(['one'])).resolves.toHaveLength(1);
  });

  test('of the request is not tried again', async () => {
    server.script = () => ({ kind: 'error', status: 401 });
    await expect(embedder().embed(['one'])).rejects.toMatchObject({ status: 401 });
    expect(server.requests).toHaveLength(1);
  });

  test('of one batch keeps the others from being sent', async () => {
    server.script = () => ({ kind: 'error', status: 401 });
    await expect(embedder().embed(texts(128 * 20))).rejects.toMatchObject({ status: 401 });
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  test('to make vectors of the right size names both sizes', async () => {
    server.script = () => ({ kind: 'vectors', vectorOf: () => [1, 2, 3] });
    await expect(embedder().embed(['one'])).rejects.toMatchObject({
      name: 'EmbeddingDimensionMismatch',
      message: 'The model "text-embedding-3-small" makes vectors of 3 dimensions, and 1536 are needed',
    });
  });

  test('to answer for every text is one', async () => {
    server.script = () => ({ kind: 'body', body: { data: [{ index: 0, embedding: featureVector('one') }] } });
    await expect(embedder().embed(['one', 'two'])).rejects.toMatchObject({
      name: 'EmbeddingAnswerIncomplete',
    });
  });

  test('to answer each text once is one', async () => {
    const embedding = featureVector('one');
    server.script = () => ({
      kind: 'body',
      body: {
        data: [
          { index: 0, embedding },
          { index: 0, embedding },
        ],
      },
    });
    await expect(embedder().embed(['one', 'two'])).rejects.toMatchObject({
      name: 'EmbeddingAnswerIncomplete',
    });
  });
});

describe('the size of vectors', () => {
  test('is asked of models that let one choose', async () => {
    await embedder({ model: 'text-embedding-3-large' }).embed(['one']);
    expect(server.requests[0]?.body).toMatchObject({ model: 'text-embedding-3-large', dimensions: 1536 });
  });

  test('is not asked of others, which would refuse it', async () => {
    await embedder({ model: 'nomic-embed-text' }).embed(['one']);
    expect(server.requests[0]?.body).not.toHaveProperty('dimensions');
  });
});

describe('a question', () => {
  test('has the vector of its text', async () => {
    expect(rounded([await embedder().embedQuery('what is a topic')])).toEqual(
      rounded([featureVector('what is a topic')]),
    );
  });

  test('that was asked lately is not sent again', async () => {
    const asked = embedder();
    await asked.embedQuery('one');
    await asked.embedQuery('one');
    expect(server.requests).toHaveLength(1);
  });

  test('that many ask at once is sent once', async () => {
    const asked = embedder();
    await Promise.all(Array.from({ length: 10 }, () => asked.embedQuery('one')));
    expect(server.requests).toHaveLength(1);
  });

  test('after one that failed is not sent for a while', async () => {
    server.script = () => ({ kind: 'error', status: 401 });
    const asked = embedder({ now: () => 0 });
    await asked.embedQuery('one').catch(() => {});
    await expect(asked.embedQuery('two')).rejects.toMatchObject({ name: 'EmbeddingsResting' });
    expect(server.requests).toHaveLength(1);
  });

  test('that failed is sent again after that while', async () => {
    let clock = 0;
    server.script = (_, count) => (count === 1 ? { kind: 'error', status: 401 } : { kind: 'vectors' });
    const asked = embedder({ restMs: 1000, now: () => clock });
    await asked.embedQuery('one').catch(() => {});
    clock = 1000;
    await expect(asked.embedQuery('one')).resolves.toHaveLength(1536);
  });

  test('that gets no answer is given up in time', async () => {
    server.script = () => ({ kind: 'wait', until: new Promise(() => {}) });
    await expect(embedder({ queryTimeoutMs: 30 }).embedQuery('one')).rejects.toThrow('aborted');
  });
});
