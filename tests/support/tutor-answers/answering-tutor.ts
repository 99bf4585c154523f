import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { threadIdOf } from '../chat-client';
import { samplePassage } from '../sample-passage';
import { scriptedModel } from '../scripted-model';
import { type ModelRequest, type Reply, ScriptedOpenAI, searchThenSay } from '../scripted-openai';
import { TutorInMemory } from '../tutor-in-memory';
import { type ReadAnswer, readAnswer } from './read-answer';

export type Api = 'responses' | 'chat_completions';

export interface AskOptions {
  /** Whether the turn has retrieved three passages before it answers. */
  isRetrieved: boolean;
  /** Whether the client declares our extensions: it gets the text as it is. */
  declares: boolean;
}

/** The tutor with a scripted model: the real client of the model speaks to it on loopback, and requests come as requests do. */
export class AnsweringTutor {
  private readonly tutor: TutorInMemory;
  private readonly replies = new Map<string, { reply: Reply; isRetrieved: boolean }>();
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
  async ask(reply: Reply, { isRetrieved, declares }: AskOptions): Promise<ReadAnswer> {
    this.asked += 1;
    const question = `Question ${this.asked}.`;
    this.replies.set(question, { reply, isRetrieved });
    const content = [{ type: 'input_text', text: question }];
    const response = await this.tutor.post(
      { type: 'threads.create', params: { input: { content, attachments: [], inference_options: {} } } },
      'student',
      declares ? { 'X-ChatKit-Resume': '1' } : {},
    );
    const answer = await readAnswer(response);
    this.replies.delete(question);
    return answer;
  }

  /** The parts of an answer as they are stored. */
  async storedParts({ events }: ReadAnswer): Promise<string[]> {
    const page = { limit: 20, order: 'asc' } as const;
    const { data } = await this.tutor.store.listItems({ userId: 'student' }, threadIdOf(events), page);
    return data
      .flatMap((item) => (item.type === 'assistant_message' ? item.content : []))
      .map(({ text }) => text);
  }

  private reply(request: ModelRequest): Reply | Promise<Reply> {
    // What was asked is not looked at, and there may be thousands.
    this.openai.requests.length = 0;
    const question = /Question \d+\./.exec(JSON.stringify(request.input))?.[0] ?? '';
    const planned = this.replies.get(question);
    if (!planned) throw new Error(`nothing is to be said to ${question}`);
    const first = searchThenSay('What is ROS 2', '')(request);
    return planned.isRetrieved && 'kind' in first && first.kind === 'tool' ? first : planned.reply;
  }
}

const PASSAGES = [1, 2, 3].map((number) => ({
  ...samplePassage({
    text: `Passage ${number} says something about robots.`,
    lessonTitle: `Lesson ${number}`,
    path: `/docs/module-1-ros2/chapter-1-basics/lesson-${number}`,
  }),
  score: 1,
}));
