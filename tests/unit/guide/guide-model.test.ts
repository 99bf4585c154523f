import { describe, expect, it } from 'vitest';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { COVERED } from '../search/questions';
import { ask } from './ask';
import { pagesOf } from './converse';

describe('the guide on questions about the course', () => {
  it('quotes the definition and cites its lesson', async () => {
    const { text, citations } = await ask('What is ROS 2?');

    expect(text).toContain(
      'ROS 2 is an open-source set of libraries, tools and conventions for building robot software',
    );
    expect(citations[0]?.source).toMatchObject({
      title: 'What ROS 2 is',
      url: 'https://course.test/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2#what-is-ros-2',
    });
    expect(text).not.toMatch(/\[\d+\]/);
  });

  it('shows code whole, with its language, when asked how', async () => {
    const { text } = await ask('How do I publish on a timer?');

    expect(text).toMatch(/```python\nimport rclpy[\s\S]*create_publisher[\s\S]*\n```/);
    expect(text.match(/^```/gm)).toHaveLength(2);
  });

  it('keeps a list of steps whole', async () => {
    const { text } = await ask('How do I find out where bridge data is lost?');

    for (const step of [1, 2, 3, 4, 5]) expect(text).toContain(`\n${step}. `);
  });

  it.each([
    ['services vs actions', 'A service is a request', 'An action is a long-running goal'],
    ['Gazebo vs Isaac Sim', 'Gazebo is an open-source robot simulator', 'Isaac Sim is NVIDIA'],
    ['How is SLAM different from localization?', 'SLAM, simultaneous', 'Localization is the simpler task'],
    [
      'What is the difference between LoRA and fine-tuning?',
      'LoRA, low-rank adaptation',
      'Fine-tuning is further',
    ],
  ])('quotes both sides of a comparison, each with its source: %s', async (question, one, other) => {
    const { raw } = await ask(question);
    const paragraphs = raw.split('\n\n');

    for (const side of [one, other]) {
      expect(paragraphs.find((paragraph) => paragraph.startsWith(side))).toMatch(/ \[\[\d+\]\]$/);
    }
  });

  it('quotes a table that has both sides', async () => {
    const { text } = await ask('What is the difference between a revolute and a continuous joint?');

    expect(text).toContain('| `continuous` | rotation without limits | a wheel |');
    expect(text).toContain('| `revolute` | rotation between two limits | an elbow |');
  });

  it.each([
    ['What are the QoS policies?', ['| Reliability |', '| Durability |', '| History |', '| Depth |']],
    ['What are the states of a lifecycle node?', ['| Unconfigured |', '| Inactive |', '| Finalized |']],
    ['Which joint types are there?', ['| `fixed` |', '| `prismatic` |']],
  ])('quotes a list whole: %s', async (question, rows) => {
    const { text } = await ask(question);

    for (const row of rows) expect(text).toContain(row);
  });

  it('says nothing that no passage says, in about 180 words and one code block, with its sources', async () => {
    let linked = 0;
    for (const [question, ...pages] of COVERED) {
      const answer = await ask(question);
      const { raw, passages, citations } = answer;
      if (!passages.length) continue;
      // Where no passage answers by itself, the closest lessons are linked.
      if (!citations.length) {
        linked += 1;
        const isOf = (path: string) => pages.some((page) => path.endsWith(page.replace(/^\d+-/, '')));
        expect(pagesOf(answer).some(isOf), question).toBe(true);
        continue;
      }
      const code = raw.match(/```[\s\S]*?```/g) ?? [];
      expect(code.length, raw).toBeLessThanOrEqual(1);
      const prose = raw.replace(/```[\s\S]*?```/g, '');
      expect(prose.split(/\s+/).length, raw).toBeLessThanOrEqual(250);
      const source = plain(passages.join('\n'));
      for (const block of code) expect(source, block).toContain(plain(block));
      for (const paragraph of quoted(prose)) expect(source, paragraph).toContain(plain(paragraph));
    }
    expect(linked / COVERED.length).toBeLessThan(0.05);
  });

  it('says plainly that the course does not cover something, and what it does cover', async () => {
    const { text, citations } = await ask('How do I bake bread?');

    expect(text).toContain('The course does not cover that');
    expect(text).toContain('NVIDIA Isaac');
    expect(citations).toEqual([]);
  });

  it('says when lessons above the hardware tier were left out', async () => {
    const { text } = await ask('What does tegrastats print?', { profile: { hardwareTier: 1 } });

    expect(text).toContain('hardware tier, 1');
  });

  it('says that the search is unavailable when it fails', async () => {
    const search = {
      search: () => Promise.reject(new Error('down')),
      context: () => Promise.reject(new Error('down')),
      size: () => Promise.reject(new Error('down')),
    };
    const { text } = await ask('What is a node?', { search });

    expect(text).toContain('unavailable right now');
    expect(text).not.toContain('down');
  });

  it('says the same for the same question', async () => {
    expect((await ask('What is an action chunk?')).raw).toBe((await ask('What is an action chunk?')).raw);
  });
});

describe('what a question points at', () => {
  it('is the page being read', async () => {
    const { citations } = await ask('Can you explain this?', {
      page: { title: 'Quality of Service', headings: 'What Quality of Service means', path: '/docs/x' },
    });

    expect(citations[0]?.source.title).toBe('Quality of Service');
  });

  it('is the quoted text before the page', async () => {
    const { citations } = await ask('What does this mean?', {
      page: { title: 'Nodes and topics' },
      parts: [
        {
          type: 'input_text',
          text: 'The message is about this quoted text:\n"""\nLoRA, low-rank adaptation, freezes the original weights\n"""',
        },
      ],
    });

    expect(citations[0]?.source.title).toBe('Fine-tuning with LoRA');
  });

  it('is the question before, for a follow-up', async () => {
    const { queries, citations } = await ask('And how do I list them?', {
      history: ['What are ROS 2 topics?', 'A topic is a named, typed channel.'],
    });

    expect(queries[0]).toContain('topics');
    expect(citations.length).toBeGreaterThan(0);
  });

  it('is nothing else: a question that says enough is searched for as it stands', async () => {
    const { queries } = await ask('What is a costmap?', {
      page: { title: 'Nodes and topics' },
      history: ['What is LoRA?', 'LoRA is …'],
    });

    expect(queries).toEqual(['What is a costmap?']);
  });
});

describe('files', () => {
  it('are declined plainly, and the text is answered', async () => {
    const { text, citations } = await ask('What is a node?', {
      parts: [{ type: 'input_image', image: 'data:image/png;base64,AAAA' }],
    });

    expect(text).toContain('I cannot read files');
    expect(text).toContain('A node is a participant');
    expect(citations.length).toBeGreaterThan(0);
  });
});

describe('the stream', () => {
  it('stops at once when the turn is stopped', async () => {
    const controller = new AbortController();
    let deltas = 0;
    const asked = ask('What is ROS 2?', {
      pauseMs: 5,
      signal: controller.signal,
      onDelta: () => {
        deltas += 1;
        if (deltas === 5) controller.abort();
      },
    });

    await asked.catch(() => undefined);
    const whole = (await ask('What is ROS 2?')).text.split(' ').length;

    expect(deltas).toBeLessThan(whole / 3);
  });

  it('says what getResponse says', async () => {
    const model = new GuideModel({ pauseMs: 0 });
    const request = {
      input: 'hello',
      modelSettings: {},
      tools: [],
      outputType: 'text' as const,
      handoffs: [],
      tracing: false,
    };
    const { output } = await model.getResponse(request);
    let streamed = '';
    for await (const event of model.getStreamedResponse(request)) {
      if (event.type === 'output_text_delta') streamed += event.delta;
    }

    expect(output).toMatchObject([{ type: 'message', content: [{ text: streamed }] }]);
  });
});

/** Paragraphs, list items and rows without the guide's own words and markers. */
function quoted(prose: string): string[] {
  return prose
    .split(/\n\n/)
    .slice(1)
    .map((paragraph) => paragraph.replace(/^The (?:lesson|section) “.*?” adds:\s*/, '').trim())
    .filter((paragraph) => !/^(?:To read on, open|In the lesson it stands)/.test(paragraph))
    .map((paragraph) => paragraph.replace(/\s*\[\[\d+\]\]$/, ''));
}

/** One line, links as their words. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\((?!https?:)[^)\s]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
