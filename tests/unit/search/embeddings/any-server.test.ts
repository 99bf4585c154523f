import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbedder, type EmbedderOptions } from '@/lib/search/embeddings/create-embedder';
import { type CutText, vectorSize } from '@/lib/search/embeddings/embedder';
import { sizeRefusal } from '@/lib/search/embeddings/size-refusal';
import { type EmbeddingsReply, ScriptedEmbeddings } from '@/tests/support/scripted-embeddings';
import { COUNT_REFUSALS, LENGTH_REFUSALS, type LengthRefusal } from '@/tests/support/size-refusals';

let server: ScriptedEmbeddings;
beforeEach(async () => {
  server = await ScriptedEmbeddings.start();
});
afterEach(() => server.stop());

const embedder = (options: Partial<EmbedderOptions> = {}) =>
  createEmbedder({ apiKey: 'key', baseUrl: server.baseUrl, model: 'small', ...options });

/** A vector that says how long its text was. */
const vectorOf = (text: string) => [text.length, 1, 0];
const vectors: EmbeddingsReply = { kind: 'vectors', vectorOf };

/** A tokenizer of the server's own: umlauts and digits are a token each, three other characters are one. */
const tokensOf = (text: string) => Math.ceil(text.replace(/[äöü\d]/g, '···').length / 3) + 2;

const LIMIT = 64;

/** Refuses a request for its longest text, all texts with it, and takes no other model's word for it. */
function strict(refusal: LengthRefusal): void {
  server.script = ({ texts }) => {
    const given = Math.max(...texts.map(tokensOf));
    return given > LIMIT ? { kind: 'error', ...refusal(LIMIT, given) } : vectors;
  };
}

async function embedded(texts: string[], options: Partial<EmbedderOptions> = {}) {
  const cut: CutText[] = [];
  const made = await embedder(options).embed(texts, { onCut: (one) => cut.push(one) });
  return { lengths: made.map(([length]) => length), cut };
}

describe('a text that is longer than its server takes', () => {
  test.each(LENGTH_REFUSALS)('is embedded by its beginning, in the words of %s', async (_, refusal) => {
    strict(refusal);
    const texts = ['short', 'word '.repeat(300), 'also short', 'ä'.repeat(900), 'x'.repeat(188)];
    const { lengths, cut } = await embedded(texts);

    expect(cut.map(({ index }) => index).sort()).toEqual([1, 3, 4]);
    expect([lengths[0], lengths[2]]).toEqual([5, 10]);
    for (const { index, characters } of cut) {
      expect(lengths[index]).toBe(characters);
      const beginning = (texts[index] ?? '').slice(0, characters);
      expect(tokensOf(beginning)).toBeLessThanOrEqual(LIMIT);
      expect(tokensOf(beginning)).toBeGreaterThan(LIMIT * 0.3);
    }
    // Refusals are no outages: none was waited for.
    expect(server.requests.length).toBeLessThan(30);
  });

  test('does not cost each batch its halves again and again', async () => {
    const [, refusal] = LENGTH_REFUSALS[2] ?? [];
    if (refusal) strict(refusal);
    const texts = Array.from({ length: 256 }, (_, at) =>
      at % 16 === 0 ? 'word '.repeat(100 + at) : `text ${at}`,
    );
    const { lengths, cut } = await embedded(texts);
    expect(lengths).toHaveLength(256);
    expect(cut).toHaveLength(16);
    expect(server.requests.length).toBeLessThan(120);
  });

  test('is a question, too', async () => {
    const [, refusal] = LENGTH_REFUSALS[3] ?? [];
    if (refusal) strict(refusal);
    const [length = 0] = await embedder().embedQuery('why '.repeat(200));
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(800);
  });

  test.each([400, 413, 422])(
    'is embedded by its beginning where a server refuses with %i, in words that nobody knows',
    async (status) => {
      strict(() => ({ status, body: { detail: 'sequence overflow (n > 256)' } }));
      const { lengths, cut } = await embedded(['short', 'also short', 'word '.repeat(300), 'short again']);
      expect([lengths[0], lengths[1], lengths[3]]).toEqual([5, 10, 11]);
      expect(cut.map(({ index }) => index)).toEqual([2]);
      expect(server.requests.length).toBeLessThan(20);
    },
  );

  test('is given up soon where a server refuses everything, in words that nobody knows', async () => {
    server.script = () => ({ kind: 'error', status: 400, body: { detail: 'no such thing' } });
    const texts = Array.from({ length: 128 }, (_, at) => `text ${at}`);
    await expect(embedder().embed(texts)).rejects.toMatchObject({ status: 400 });
    expect(server.requests.length).toBeLessThan(10);
  });

  test('is given up where a server takes nothing', async () => {
    server.script = () => ({
      kind: 'error',
      status: 400,
      body: { error: 'input length exceeds maximum context length' },
    });
    await expect(embedder().embed(['word '.repeat(100)])).rejects.toMatchObject({ status: 400 });
    expect(server.requests.length).toBeLessThan(10);
  });

  test('however texts, lengths and words come together, each has its vector, in its place', async () => {
    const text = fc.tuple(fc.constantFrom('word ', 'ä', '12', 'x', '🤖'), fc.integer({ min: 1, max: 200 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...LENGTH_REFUSALS),
        async (given, [, refusal]) => {
          strict(refusal);
          const texts = given.map(([unit, times]) => unit.repeat(times));
          const { lengths, cut } = await embedded(texts);
          const shorter = new Map(cut.map(({ index, characters }) => [index, characters]));
          expect(lengths).toEqual(texts.map(({ length }, index) => shorter.get(index) ?? length));
          for (const [index, one] of texts.entries()) expect(shorter.has(index)).toBe(tokensOf(one) > LIMIT);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('more texts than a server takes at once', () => {
  test.each(COUNT_REFUSALS)('are sent fewer at a time, in the words of %s', async (_, refusal) => {
    server.script = ({ texts }) =>
      texts.length > 10 ? { kind: 'error', ...refusal(10, texts.length) } : vectors;
    const texts = Array.from({ length: 300 }, (_, at) => 'x'.repeat(at + 1));
    const { lengths, cut } = await embedded(texts);
    expect(lengths).toEqual(texts.map(({ length }) => length));
    expect(cut).toEqual([]);
    expect(server.requests.length).toBeLessThan(80);
  });
});

test.each([
  [401, 'maximum context length is 8192'],
  [429, 'Rate limit reached for tokens per min, requested 60000'],
  [503, 'the input length exceeds the context length'],
  [400, 'The model `small` does not exist'],
  [400, 'encoding_format must be float'],
  [500, 'Internal error in batch 3'],
])('%i "%s" says nothing of size', (status, message) => {
  expect(sizeRefusal(status, message)).toBeUndefined();
});

describe('the size of vectors', () => {
  test.each([3, 384, 768, 1024, 3072])('is that of the first answer: %i', async (size) => {
    server.script = () => ({ kind: 'vectors', vectorOf: () => new Array<number>(size).fill(0.1) });
    const asked = embedder();
    expect(asked.dimensions).toBeUndefined();
    expect(await vectorSize(asked, true)).toBe(size);
    expect(asked.dimensions).toBe(size);
    expect(await vectorSize(asked, false)).toBe(size);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.body).not.toHaveProperty('dimensions');
  });

  test('may not change from one answer to the next', async () => {
    server.script = (_, count) => ({
      kind: 'vectors',
      vectorOf: () => new Array<number>(count * 2).fill(0.1),
    });
    const asked = embedder();
    await asked.embed(['one']);
    await expect(asked.embed(['two'])).rejects.toMatchObject({
      name: 'EmbeddingDimensionMismatch',
      found: 4,
      expected: 2,
    });
  });

  test('that is set is asked for where a model makes more, and lets choose', async () => {
    server.script = ({ body }) => ({
      kind: 'vectors',
      vectorOf: () => new Array<number>(Number(body.dimensions ?? 1024)).fill(0.1),
    });
    const asked = embedder({ dimensions: 256 });
    expect((await asked.embed(['one']))[0]).toHaveLength(256);
    expect((await asked.embed(['two']))[0]).toHaveLength(256);
    expect(server.requests.map(({ body }) => body.dimensions)).toEqual([undefined, 256, 256]);
  });

  test.each([
    [
      'ignores it',
      (): EmbeddingsReply => ({ kind: 'vectors', vectorOf: () => new Array<number>(1024).fill(0.1) }),
    ],
    [
      'refuses it',
      (isAsked: boolean): EmbeddingsReply =>
        isAsked
          ? {
              kind: 'error',
              status: 400,
              body: { message: 'Model "small" does not support matryoshka representation' },
            }
          : { kind: 'vectors', vectorOf: () => new Array<number>(1024).fill(0.1) },
    ],
  ])('that is set and cannot be had names both sizes, where a model %s', async (_, reply) => {
    server.script = ({ body }) => reply(body.dimensions !== undefined);
    await expect(embedder({ dimensions: 256 }).embed(['one'])).rejects.toThrow(
      'The model "small" makes vectors of 1024 dimensions, and 256 are needed',
    );
  });

  test('in numbers is asked for where base64 is refused', async () => {
    server.script = ({ body }) =>
      body.encoding_format === 'float'
        ? vectors
        : {
            kind: 'error',
            status: 422,
            body: { detail: [{ loc: ['body', 'encoding_format'], msg: 'must be float' }] },
          };
    expect(await embedder().embed(['one'])).toEqual([[3, 1, 0]]);
  });
});
