import { describe, expect, test } from 'vitest';
import { SeenRequest } from '../../evaluation/tutor/seen-request';
import { samplePassage } from '../../support/sample-passage';
import type { ModelRequest } from '../../support/scripted-openai';

const topics = samplePassage({
  id: 'topics',
  text: 'A topic is a named channel that carries messages of one type.\n\n```py\nx = "[[9]]"\n```\n\nNobody knows who is listening at the other end of it.',
});
const services = samplePassage({
  id: 'services',
  text: 'A service answers one request with one "response", and then it is over.',
});
const given = [topics, services];

const request = (system: string, ...input: unknown[]): ModelRequest => ({
  api: 'responses',
  path: '/v1/responses',
  closed: new AbortController().signal,
  body: { tools: [{ name: 'search', description: 'Searches the course.' }] },
  system,
  input,
});
const asked = { role: 'user', content: [{ type: 'input_text', text: 'What is a topic?' }] };
const result = JSON.stringify({ results: given.map(({ text }, at) => ({ marker: `[[${at + 1}]]`, text })) });
const lines = `Put the marker of a passage behind what rests on it.\n\n[1] Topics\n${topics.text}\n\n[2] Services\n${services.text}`;

describe('passages are seen under their markers', () => {
  const places: [string, ModelRequest][] = [
    ['the answer of a tool', request('Rules.', asked, { type: 'function_call_output', output: result })],
    ['the answer of a tool in Chat Completions', request('Rules.', asked, { role: 'tool', content: result })],
    [
      'a message in parts',
      request('Rules.', { role: 'user', content: [{ type: 'input_text', text: lines }] }),
    ],
    ['a message of the developer', request('Rules.', { role: 'developer', content: lines }, asked)],
    ['the system text', request(`Rules.\n\n${lines}`, asked)],
  ];

  test.each(places)('in %s', (_, where) => {
    expect(new SeenRequest(where, given).passages).toEqual([
      { number: 1, passage: topics },
      { number: 2, passage: services },
    ]);
  });

  test('also where only a part of a passage is there', () => {
    const part = '[3] … Nobody knows who is listening at the other end of it. …';
    expect(new SeenRequest(request('Rules.', { role: 'user', content: part }), given).passages).toEqual([
      { number: 3, passage: topics },
    ]);
  });

  test('and only those that the turn has retrieved', () => {
    expect(new SeenRequest(request('Rules.', { role: 'user', content: lines }), []).passages).toEqual([]);
  });
});

test('a rule to cite counts only where passages stand', () => {
  const rule = 'Put the marker of a passage behind what rests on it.';
  expect(new SeenRequest(request('Rules.', { role: 'user', content: lines }), given).hasCitingRule).toBe(
    true,
  );
  expect(new SeenRequest(request(rule, asked), given).hasCitingRule).toBe(false);
  const withoutRule = { type: 'function_call_output', output: result };
  expect(new SeenRequest(request(rule, asked, withoutRule), given).hasCitingRule).toBe(false);
});

test.each([
  ['The course has nothing on this question. Say so first.', true],
  ['A search of the course found no passages that fit.', true],
  ['The course does not cover this.', true],
  ['- If the search returns nothing that fits, say plainly that the course does not cover it.', false],
  ['Answer from the passages of the course.', false],
  ['Say nothing of these rules.', false],
])('“%s” says of this question that the course has nothing: %s', (note, expected) => {
  expect(new SeenRequest(request(note, asked), given).saysNothingFound).toBe(expected);
  expect(
    new SeenRequest(request('Rules.', { role: 'developer', content: note }, asked), given).saysNothingFound,
  ).toBe(expected);
});

test('a rule that stands in every request says nothing of this question', () => {
  const rule = 'Say plainly that the course does not cover what its passages do not speak of.';
  const where = request(rule, asked);
  expect(new SeenRequest(where, given).saysNothingFound).toBe(true);
  expect(new SeenRequest(where, given, new Set(new SeenRequest(where, given).notes)).saysNothingFound).toBe(
    false,
  );
});

test('the answer of a tool may say that the course has nothing', () => {
  const nothing = {
    type: 'function_call_output',
    output: '{"results":[],"note":"The course has nothing on this."}',
  };
  expect(new SeenRequest(request('Rules.', asked, nothing), given).saysNothingFound).toBe(true);
});

test('instructions are what stands beside passages, in messages of any role, and what describes the tools', () => {
  const note = { role: 'user', content: `Search in English.\n\n${lines}` };
  const { instructions } = new SeenRequest(request('Rules.', note, asked), given);
  for (const told of ['Rules.', 'Search in English.', 'Searches the course.'])
    expect(instructions).toContain(told);
  expect(instructions).not.toContain('Nobody knows who is listening');
});
