import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createQdrantClient } from '@/lib/search/qdrant/create-qdrant-client';
import { qdrantFailure } from '@/lib/search/qdrant/qdrant-failure';
import { refusalText } from '@/lib/search/qdrant/refusal-text';
import { requireVersion } from '@/lib/search/qdrant/require-version';
import { QdrantServer } from '@/tests/support/qdrant/qdrant-server';

let server: QdrantServer;

beforeEach(async () => {
  server = await QdrantServer.start();
});

afterEach(() => server.goDown());

async function failureOf(ask: () => unknown): Promise<Error> {
  try {
    await ask();
  } catch (error) {
    return qdrantFailure(error, 1000);
  }
  throw new Error('it did not fail');
}

const client = () => createQdrantClient({ url: server.url, timeoutMs: 60_000 });

describe('what Qdrant says of a refusal', () => {
  const messageOf = async (status: number, error: string) => {
    server.fault = () => ({ kind: 'status', status, error });
    return (await failureOf(() => client().versionInfo())).message;
  };

  test('is told', async () => {
    const error =
      'Validation error in JSON body: [points[0].vector.?.data: Total size of all vectors (39936) must be less than 32768]';
    await expect(messageOf(422, error)).resolves.toBe(
      `Qdrant cannot be used: it answered with status 422: ${error}`,
    );
  });

  test('is told on one line, and not at length', async () => {
    const message = await messageOf(500, `first\nsecond\t${'x'.repeat(5000)}`);
    expect(message).toMatch(/^.*status 500: first second x{20,}…$/);
    expect(message.length).toBeLessThan(400);
  });

  test.each([
    ['invalid type: string "How does a node talk?", expected u64', 'invalid type: string "…", expected u64'],
    ['string "a \\"quoted\\" word and more", at line 1', 'string "…", at line 1'],
    ['an open "quotation of a whole passage', 'an open "…"'],
    ["value 'the secret passage about robots' is not valid", 'value "…" is not valid'],
    ["the point's vector isn't one, it's two", "the point's vector isn't one, it's two"],
    ['value “the secret passage” is not valid', 'value "…" is not valid'],
    ['string "a word" the secret passage "b" at column 7', 'string "…" at column 7'],
    ['key "hunter2-token_ABCDEF" is odd', 'key "…" is odd'],
    ['\u001b[31mred\u0007', '[31mred'],
    ['unknown variant `text of a passage`', 'unknown variant "…"'],
    ["Not found: Collection `course` doesn't exist!", 'Not found: Collection "…" doesn\'t exist!'],
    ['Index required but not found for "book_id"', 'Index required but not found for "book_id"'],
  ])('does not quote texts: %s', async (error, words) => {
    await expect(messageOf(400, error)).resolves.toBe(
      `Qdrant cannot be used: it answered with status 400: ${words}`,
    );
  });

  test('never has a text that was quoted, whatever is in it', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '"', '`', "'", '”', '»', '\\', '\n', 'é', '🤖'),
    });
    const quoted = fc.constantFrom<(passage: string) => string>(
      (passage) => JSON.stringify(passage),
      (passage) => `\`${passage}\``,
      (passage) => `“${passage}”`,
      (passage) => `«${passage}»`,
    );
    fc.assert(
      fc.property(text, text, quoted, (before, after, quote) => {
        const passage = `${before} THE PASSAGE ${after}`;
        const error = Object.assign(new Error('Bad Request'), {
          status: 400,
          data: { status: { error: `invalid type: string ${quote(passage)}, expected u64` } },
        });
        const shown = refusalText(error) ?? '';
        expect(shown).not.toContain('THE PASSAGE');
        expect(shown).toMatch(/^invalid type: string /);
      }),
    );
  });

  test('a forbidden request is not taken for a wrong key', async () => {
    await expect(messageOf(403, 'Collection is locked')).resolves.toContain(
      'status 403: Collection is locked',
    );
  });
});

describe('what is no Qdrant', () => {
  test.each(['<html>Please sign in</html>', 'null', '"text"', '[]', '{"version":7}', '{}'])(
    'but answers with status 200 is told so: %s',
    async (body) => {
      const site = createServer((_, response) => response.end(body));
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      const address = site.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const ask = () =>
        requireVersion(createQdrantClient({ url: `http://127.0.0.1:${port}`, timeoutMs: 60_000 }), 'search');
      await expect(failureOf(ask)).resolves.toMatchObject({
        name: 'QdrantUnreachable',
        reason: expect.stringMatching(/^its answer is not (?:JSON|one of Qdrant)$/),
      });
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
    },
  );
});

describe('only errors of the network are taken for the network', () => {
  test('a server that is not there', async () => {
    await server.goDown();
    await expect(failureOf(() => client().versionInfo())).resolves.toMatchObject({
      name: 'QdrantUnreachable',
      reason: 'the connection failed: ECONNREFUSED',
    });
  });

  test('a connection that breaks', async () => {
    server.fault = () => ({ kind: 'drop' });
    await expect(failureOf(() => client().versionInfo())).resolves.toMatchObject({
      reason: 'the connection failed: UND_ERR_SOCKET',
    });
  });

  test('a name that is not known', async () => {
    const ask = () => createQdrantClient({ url: 'http://nowhere.invalid', timeoutMs: 60_000 }).versionInfo();
    await expect(failureOf(ask)).resolves.toMatchObject({
      reason: expect.stringMatching(/^the connection failed: E/),
    });
  });

  test.each<[string, () => unknown]>([
    ['a bug', () => Reflect.get(Object(undefined), 'a').b],
    ['a wrong argument of fetch', () => fetch('nowhere:else')],
    [
      'a wrong use of the network’s library',
      () => {
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('invalid onError'), { code: 'UND_ERR_INVALID_ARG' }),
        });
      },
    ],
  ])('not %s', async (_, ask) => {
    await expect(failureOf(ask)).resolves.toMatchObject({ name: 'TypeError' });
  });
});
