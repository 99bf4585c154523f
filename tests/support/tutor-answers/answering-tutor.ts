import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { threadIdOf } from '../chat-client';
import { samplePassage } from '../sample-passage';
import { type ModelRequest, type Reply, ScriptedOpenAI, searchThenSay } from '../scripted-openai';
import { TutorInMemory } from '../tutor-in-memory';
import { type ReadAnswer, readAnswer } from './read-answer';

export type Api = 'responses' | 'chat_completions';

export interface AnswerRequest {
  text: string;
  /** The text as the model sends it. */
  chunks: string[];
  /** Whether the turn has retrieved three passages before. */
  isRetrieved: boolean;
  /** Whether the client declares our extensions: it gets the text as it is. */
  declares: boolean;
  /** Called, and waited for, before the model sends a chunk. */
  pace?: () => Promise<void>;
}

/** The tutor with a scripted model: the real client of the model speaks to it on loopback, and requests come as requests do. */
export class AnsweringTutor {
  readonly tutor: TutorInMemory;
  private readonly replies = new Map<string, AnswerRequest>();
  private asked = 0;

  private constructor(
    private readonly openai: ScriptedOpenAI,
    api: Api,
  ) {
    openai.play((request) => this.reply(request));
    this.tutor = new TutorInMemory({
      model: scriptedModel(openai, api),
      search: {
        search: async () => PASSAGES,
        context: async () => [],
        size: async () => ({ documents: 1, passages: PASSAGES.length }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
    });
  }

  static async start(api: Api): Promise<AnsweringTutor> {
    return new AnsweringTutor(await ScriptedOpenAI.start(), api);
  }

  stop(): Promise<void> {
    return this.openai.stop();
  }

  /** One turn in a thread of its own. @returns the answer as its client has read it */
  async answer(request: AnswerRequest): Promise<ReadAnswer> {
    this.asked += 1;
    const question = `Question ${this.asked}.`;
    this.replies.set(question, request);
    const content = [{ type: 'input_text', text: question }];
    const response = await this.tutor.post(
      { type: 'threads.create', params: { input: { content, attachments: [], inference_options: {} } } },
      'student',
      request.declares ? { 'X-ChatKit-Resume': '1' } : {},
    );
    const answer = await readAnswer(response);
    this.replies.delete(question);
    return answer;
  }

  /** The text of the answer as it is stored. */
  async storedText({ events }: ReadAnswer): Promise<string> {
    const page = { limit: 20, order: 'asc' } as const;
    const { data } = await this.tutor.store.listItems({ userId: 'student' }, threadIdOf(events), page);
    return data
      .flatMap((item) => (item.type === 'assistant_message' ? item.content : []))
      .map(({ text }) => text)
      .join('');
  }

  private reply(request: ModelRequest): Reply | Promise<Reply> {
    // What was asked is forgotten: a benchmark asks ten thousand times.
    this.openai.requests.length = 0;
    const question = /Question \d+\./.exec(JSON.stringify(request.input))?.[0] ?? '';
    const reply = this.replies.get(question);
    if (!reply) throw new Error(`nothing is to be said to ${question}`);
    const { text, chunks, isRetrieved, pace } = reply;
    const says = { kind: 'text' as const, text, chunks, ...(pace ? { pace } : {}) };
    const searchesFirst = searchThenSay('What is ROS 2', text)(request);
    if (!isRetrieved) return says;
    return 'kind' in searchesFirst && searchesFirst.kind === 'tool' ? searchesFirst : says;
  }
}

/** The model of the product, which speaks to a scripted server. */
export function scriptedModel(openai: ScriptedOpenAI, api: Api) {
  return createModels({
    kind: 'openai',
    apiKey: 'sk-scripted',
    baseUrl: openai.baseUrl,
    api,
    model: 'm',
    titleModel: 'm',
    transcribeModel: 'none',
    silenceMs: 60_000,
  }).answer;
}

const PASSAGES = [1, 2, 3].map((number) =>
  Object.assign(
    samplePassage({
      text: `Passage ${number} says something about robots.`,
      lessonTitle: `Lesson ${number}`,
      path: `/docs/module-1-ros2/chapter-1-basics/lesson-${number}`,
    }),
    { score: 1 },
  ),
);
