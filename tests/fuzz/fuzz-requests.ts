import * as fc from 'fast-check';
import { chatkitRequest } from '@/lib/chatkit/protocol';
import { anyJson, anyText, arbitraryFrom, type FieldValues } from './arbitrary-from-schema';

/** A request as bytes, and where it goes. Ids of things that exist stand in it as `{{thread:3}}`, the fourth of those known. */
export interface FuzzRequest {
  kind: 'valid' | 'nearly valid' | 'hostile';
  method: string;
  path: string;
  contentType: string | null;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
}

const somewhere = fc.nat({ max: 40 });

const known = (kind: 'thread' | 'item' | 'attachment') =>
  fc.oneof(
    { weight: 8, arbitrary: somewhere.map((place) => `{{${kind}:${place}}}`) },
    { weight: 1, arbitrary: somewhere.map((place) => `{{foreign-${kind}:${place}}}`) },
    { weight: 1, arbitrary: anyText },
  );

const fields: FieldValues = {
  thread_id: known('thread'),
  item_id: fc.option(known('item'), { nil: undefined }),
  item_ids: fc.array(known('item'), { maxLength: 3 }),
  attachment_id: known('attachment'),
  attachments: fc.array(known('attachment'), { maxLength: 2 }),
  after: fc.option(fc.oneof(known('thread'), known('item')), { nil: undefined }),
  audio_base64: fc.base64String({ maxLength: 60 }),
};

const validBody = fc.oneof(...chatkitRequest.options.map((option) => arbitraryFrom(option, fields)));

const validText = validBody.map((value) => JSON.stringify(value));

interface Path {
  holder: Record<string, unknown>;
  key: string;
}

/** Every place in a JSON value that can be changed. */
function placesIn(value: unknown, found: Path[] = []): Path[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push({ holder: Object(value), key });
    placesIn(inner, found);
  }
  return found;
}

const wrongValue = fc.oneof(
  anyJson,
  anyText,
  fc.constantFrom<unknown[]>(
    undefined,
    null,
    '',
    0,
    -1,
    1.5,
    101,
    2 ** 53,
    true,
    [],
    {},
    [null],
    'x'.repeat(40_000),
  ),
);

/** A valid request in which one place holds something else. */
const nearlyValid = fc.tuple(validText, fc.nat(), wrongValue).map(([text, at, wrong]) => {
  const value: unknown = JSON.parse(text);
  const places = placesIn(value);
  const place = places[at % places.length];
  if (place) place.holder[place.key] = wrong;
  return JSON.stringify(value) ?? 'null';
});

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

const thread = '"params":{"thread_id":"{{thread:0}}"';

/** Texts that are no request, or one that says things twice or too much. */
const hostileText = fc.oneof(
  anyText,
  fc.json(),
  validText.map((text) => text.slice(0, Math.floor(text.length / 2))),
  validText.map((text) => `\ufeff${text}`),
  validText.map((text) => `${text}${text}`),
  validText.map((text) => text.replace('{', '{"__proto__":{"admin":true},"constructor":{"prototype":1},')),
  validText.map((text) => text.replace('{', '{"type":"threads.delete",')),
  fc.integer({ min: 1, max: 30_000 }).map((depth) => nested('[', ']', depth)),
  fc
    .integer({ min: 1, max: 3_000 })
    .map((depth) => `{"type":"threads.list","params":${nested('{"a":', '}', depth).replace('}', '1}')}}`),
  fc
    .integer({ min: 1, max: 400_000 })
    .map((length) => `{"type":"threads.update",${thread},"title":"${'x'.repeat(length)}"}}`),
  fc
    .integer({ min: 1, max: 60 })
    .map(
      (depth) => `{"type":"threads.add_client_tool_output",${thread},"result":${nested('[', ']', depth)}}}`,
    ),
  fc.constantFrom(
    `{"type":"threads.update",${thread},"thread_id":"{{foreign-thread:0}}","title":"two ids"}}`,
    `{"type":"threads.list","params":{},"params":{"limit":1}}`,
    `{"type":"items.list",${thread},"limit":1e400}}`,
    `{"type":"items.list",${thread},"limit":"-0"}}`,
    `{"type":"threads.update",${thread},"title":"\\ud800\\udc00\\ud800"}}`,
    `{"type":"threads.list","params":{"__proto__":{"limit":1}}}`,
    '{"type":"threads.create","params":{"input":{"content":[]}}}',
    '[]',
    'null',
    '"threads.list"',
    '-',
    '{"type":null}',
    '{"type":{"toString":"x"},"params":{}}',
  ),
);

const json = 'application/json';

const request = (fuzz: Partial<FuzzRequest> & Pick<FuzzRequest, 'kind' | 'body'>): FuzzRequest => ({
  method: 'POST',
  path: '/api/chatkit',
  contentType: json,
  headers: {},
  ...fuzz,
});

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));

const headers = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>[]>(
      { 'x-chatkit-resume': '1' },
      { 'x-chatkit-resume': 'yes' },
      { 'idempotency-key': 'one' },
      { 'idempotency-key': 'x'.repeat(300) },
      { 'x-request-id': 'x'.repeat(300) },
      { 'x-request-id': '<b>' },
      { 'accept-language': 'xx-invalid-;;;q=9' },
    ),
  },
);

const runPath = fc
  .tuple(
    fc.oneof(fc.constantFrom('run_none', '%00', '..', '%2e%2e%2fhealth'), fc.uuid()),
    fc.oneof(fc.integer(), anyText),
  )
  .map(
    ([id, after]) =>
      `/api/chatkit/runs/${id}/events?after=${encodeURIComponent(String(after).toWellFormed())}`,
  );

/** One request of any sort. What it is follows from fast-check's seed alone. */
export const fuzzRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(validText, headers)
      .map(([body, more]) => request({ kind: 'valid', body, headers: more })),
  },
  { weight: 6, arbitrary: nearlyValid.map((body) => request({ kind: 'nearly valid', body })) },
  { weight: 4, arbitrary: hostileText.map((body) => request({ kind: 'hostile', body })) },
  { weight: 1, arbitrary: bytes.map((body) => request({ kind: 'hostile', body })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        validText,
        fc.constantFrom(
          null,
          '',
          'text/plain',
          'multipart/form-data; boundary=x',
          'application/xml',
          'application/json; charset=utf-16',
          'APPLICATION/JSON',
          json.repeat(50),
        ),
      )
      .map(([body, contentType]) => request({ kind: 'hostile', body, contentType })),
  },
  {
    weight: 1,
    arbitrary: runPath.map((path) =>
      request({ kind: 'hostile', method: 'GET', path, body: '', contentType: null }),
    ),
  },
);
