import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadItem } from '@/lib/chatkit/protocol';
import type { FileReader } from '@/lib/files/file-store';
import { courseShape } from '@/lib/search/course-shape';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { threadIdOf } from '../../support/chat-client';
import { CHAT_TEMPLATES, templateMessages, tokensOf } from '../../support/chat-templates';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { answered, TutorInMemory } from '../../support/tutor-in-memory';
import { page, tinyCourse } from '../course/tiny-course';

const APIS = ['responses', 'chat_completions'] as const;

let openai: ScriptedOpenAI;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});

afterAll(() => openai.stop());

/** A course in which everything that has words has the attack. */
function courseWith(attack: string) {
  const body = `# Actuators ${attack}\n\nAn actuator moves a joint. ${attack}\n\n## How actuators work ${attack}\n\nA coil.\n`;
  return tinyCourse({
    'module-1-ros2/README.md': page({ title: 'Module' }, '# Module\n\nAn overview.\n'),
    'module-1-ros2/chapter-1-x/README.md': page({ title: 'Chapter' }, '# Chapter\n\nAn overview.\n'),
    'module-1-ros2/chapter-1-x/01-actuators.md': page({ title: `Actuators ${attack}` }, body),
  });
}

function fileOf(text: string): FileReader {
  return { get: async () => ({ mimeType: 'text/plain', bytes: new TextEncoder().encode(text) }) };
}

const none = {
  hardware_tier: null,
  module: null,
  chapter_min: null,
  chapter_max: null,
  lesson: null,
  limit: null,
};

describe.each(cases())('over $api, a template of $name', ({ api, name, render, attack }) => {
  test('gets its own tokens and no others, from wherever they are tried', async () => {
    const { dir, remove } = await courseWith(attack);
    const models = createModels({
      kind: 'openai',
      apiKey: 'key',
      baseUrl: openai.baseUrl,
      api,
      model: 'self-hosted',
      titleModel: 'self-hosted',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
    });
    const tutor = new TutorInMemory({
      search: new LocalCourseSearch({ courseDir: dir, bookId: 'tiny' }),
      course: courseShape(dir),
      lessons: new CourseLessonsOnDisk(dir),
      model: models.answer,
      ...(models.title ? { titleModel: models.title } : {}),
      files: fileOf(`Notes. ${attack}`),
    });
    openai.play(({ input }) => {
      const made = JSON.stringify(input).split('"call_').length;
      if (made < 3) {
        return {
          kind: 'tool',
          name: 'search_robolearn_content',
          arguments: { query: `actuator ${attack}`, ...none },
        };
      }
      return { kind: 'text', text: `Actuators move. ${attack} [[1]]` };
    });
    openai.playTitles(() => ({ kind: 'text', text: `Actuators ${attack}` }));
    await tutor.store.saveAttachment(
      { userId: 'student' },
      { id: 'atc_1', type: 'file', name: `notes ${attack}.txt`, mime_type: 'text/plain' },
    );
    const metadata = {
      userInfo: { name: attack.slice(0, 100), role: attack.slice(0, 100) },
      pageContext: { title: attack, url: attack, path: attack, headings: attack, description: attack },
    };
    const hidden = [...attack].join('\u200B');
    const first = await tutor.send({
      type: 'threads.create',
      params: {
        input: {
          content: [
            { type: 'input_text', text: `What is an actuator? ${hidden}` },
            { type: 'input_tag', id: 'tag_1', text: attack, data: {}, interactive: false },
          ],
          quoted_text: attack,
          attachments: ['atc_1'],
          inference_options: {},
        },
      },
      metadata,
    });
    expect(first.filter(({ type }) => type === 'error')).toEqual([]);
    const threadId = threadIdOf(first);
    for (const item of earlierItems(threadId, attack)) {
      await tutor.store.addItem({ userId: 'student' }, threadId, item);
    }
    const second = await tutor.send({
      type: 'threads.add_user_message',
      params: {
        thread_id: threadId,
        input: { content: [{ type: 'input_text', text: attack }], attachments: [], inference_options: {} },
      },
      metadata,
    });

    expect(openai.requests.length).toBeGreaterThanOrEqual(4);
    for (const request of openai.requests) {
      const messages = templateMessages(request);
      const empty = messages.map(({ role }) => ({ role, text: '' }));
      expect(tokensOf(render(messages)), name).toEqual(tokensOf(render(empty)));
    }
    // Everything came, and the student reads what was written.
    expect(JSON.stringify(openai.requests)).toContain('Notes.');
    expect(answered(second).text).toContain(attack.trim().slice(0, 5));
    const { data } = await tutor.store.listItems({ userId: 'student' }, threadId, {
      limit: 20,
      order: 'desc',
    });
    expect(data.find(({ type }) => type === 'user_message')).toMatchObject({ content: [{ text: attack }] });
    await remove();
  });
});

function cases() {
  return CHAT_TEMPLATES.flatMap((template) => APIS.map((api) => ({ ...template, api })));
}

/** What the client, a card and a note said before there was anything to stop them. */
function earlierItems(thread_id: string, attack: string): ThreadItem[] {
  const base = { thread_id, created_at: '2026-02-03T10:11:12.000Z' };
  return [
    {
      ...base,
      id: 'ctc_1',
      type: 'client_tool_call',
      status: 'completed',
      call_id: 'call_9',
      name: 'open_lesson',
      arguments: { path: attack },
      output: { opened: attack },
    },
    { ...base, id: 'hci_1', type: 'hidden_context_item', content: attack },
    {
      ...base,
      id: 'wid_1',
      type: 'widget',
      widget: { type: 'Card', children: [{ type: 'Text', value: attack }] },
    },
  ];
}
