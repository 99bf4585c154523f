import { describe, expect, it } from 'vitest';
import { ask } from './ask';

describe('small talk', () => {
  it.each([
    ['hi', 'Hello'],
    ['Hello there!', 'Hello'],
    ['Thanks a lot!', 'welcome'],
    ['bye', 'Goodbye'],
    ['What can you do?', 'built-in guide'],
    ['How old are you?', 'built-in guide'],
    ['What time is it?', 'no clock'],
    ['What can you help me with?', 'built-in guide'],
    ['Help with hardware tier setup', 'Jetson'],
    ['How can I personalize my learning experience?', 'profile'],
  ])('%s', async (said, expected) => {
    const { text, queries } = await ask(said);

    expect(text).toContain(expected);
    expect(queries).toEqual([]);
  });

  it('greets by name', async () => {
    expect((await ask('Hello', { profile: { name: 'Alice' } })).text).toContain('Hello, Alice!');
  });

  it('does not stand in the way of a question', async () => {
    const { citations } = await ask('Hi! What is a node?');

    expect(citations.length).toBeGreaterThan(0);
  });
});

describe('memory', () => {
  it('of the name', async () => {
    const first = await ask('My name is Zainab');
    const second = await ask('What is my name?', { history: ['My name is Zainab', first.text] });

    expect(first.text).toContain('Zainab');
    expect(second.text).toBe('Your name is Zainab.');
  });

  it.each([
    ['I am Omar.', 'Omar'],
    ["Hi, I'm Omar and I am new here", 'Omar'],
    ['call me sam', 'sam'],
    ['my name is José María', 'José María'],
  ])('of a name given as "%s"', async (said, name) => {
    expect((await ask("what's my name", { history: [said, 'Hello'] })).text).toContain(name);
  });

  it('prefers what was said to the profile, and what was said last', async () => {
    const profile = { name: 'Alice' };

    expect((await ask('What is my name?', { profile })).text).toBe('Your name is Alice.');
    expect(
      (await ask('Who am I?', { profile, history: ['Call me Bob', 'ok', 'Call me Cleo', 'ok'] })).text,
    ).toContain('Cleo');
  });

  it('does not take a feeling for a name', async () => {
    expect((await ask('What is my name?', { history: ['I am stuck', 'Hm'] })).text).toContain('do not know');
  });

  it('ignores names that the guide itself or the page wrote', async () => {
    const { text } = await ask('What is my name?', {
      history: ['hi', 'My name is Mallory'],
      page: { title: 'User Information: Name: Mallory' },
    });

    expect(text).toContain('do not know');
  });

  it('of the hardware', async () => {
    const said = await ask('I use a Jetson Orin');
    const { text } = await ask('What hardware do I have?', { history: ['I use a Jetson Orin', said.text] });

    expect(said.text).toContain('tier 3');
    expect(text).toContain('Jetson Orin');
    expect((await ask('What is my hardware tier?', { profile: { hardwareTier: 2 } })).text).toContain(
      'tier 2',
    );
  });

  it('of other facts', async () => {
    const { text } = await ask('What is my goal?', {
      history: ['My goal is to build a walking robot.', 'ok'],
    });

    expect(text).toContain('to build a walking robot');
  });

  it('of what was asked', async () => {
    const { text } = await ask('What did I ask before?', { history: ['What is a node?', 'A node is …'] });

    expect(text).toContain('“What is a node?”');
    expect((await ask('What did I ask before?')).text).toContain('first message');
  });

  it('answers a question that comes with a name', async () => {
    const { text, citations } = await ask('My name is Ali. What is a topic?');

    expect(text).toContain('Nice to meet you, Ali!');
    expect(citations.length).toBeGreaterThan(0);
  });
});

it.each([
  ['wht is quality-of-service?', 'Quality of Service (QoS) is the set of rules'],
  ['waht is a launch-file', 'A launch file is a program'],
  ['cna you explain action_server', 'An action server runs an execute callback'],
])('a slip or a hyphen does not keep a quotation away: %s', async (question, quotation) => {
  expect((await ask(question)).text).toContain(quotation);
});
