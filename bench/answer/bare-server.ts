import { Agent, type Model, Runner } from '@openai/agents';
import { userMessageText } from '../../lib/chatkit/agents/message-text';
import type {
  AssistantMessageItem,
  ThreadMetadata,
  ThreadStreamEvent,
  UserMessageItem,
} from '../../lib/chatkit/protocol';
import { ChatKitServer } from '../../lib/chatkit/server/chatkit-server';
import { handleRequest } from '../../lib/chatkit/server/handle-request';
import type { RequestContext } from '../../lib/chatkit/server/request-context';
import { MemoryStore } from '../../lib/chatkit/store/memory-store';
import { type ReadAnswer, readAnswer } from '../../tests/support/tutor-answers/read-answer';

/** A ChatKit server that gives out the deltas of a model as they are: with no filter, and without the tutor. */
export class BareServer extends ChatKitServer {
  private readonly runner = new Runner({ tracingDisabled: true });

  constructor(private readonly model: Model) {
    super({ store: new MemoryStore() });
  }

  async ask(question: string): Promise<ReadAnswer> {
    const content = [{ type: 'input_text', text: question }];
    const request = new Request('https://learn.test/api/chatkit', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-ChatKit-Resume': '1' },
      body: JSON.stringify({
        type: 'threads.create',
        params: { input: { content, attachments: [], inference_options: {} } },
      }),
    });
    const response = await handleRequest(this, request, () => ({
      principal: { userId: 'student' },
      requestId: 'bench',
      metadata: {},
    }));
    return readAnswer(response);
  }

  override async *respond(
    thread: ThreadMetadata,
    message: UserMessageItem | null,
    _context: RequestContext,
    signal: AbortSignal,
  ): AsyncGenerator<ThreadStreamEvent> {
    const agent = new Agent({ name: 'Bare', instructions: 'Answer.', model: this.model });
    const question = message ? userMessageText(message) : '';
    const run = await this.runner.run(agent, question, { stream: true, signal });
    const item: AssistantMessageItem = {
      type: 'assistant_message',
      id: this.generateId('message', thread.id),
      thread_id: thread.id,
      created_at: this.now().toISOString(),
      content: [],
    };
    const part = { content_index: 0 } as const;
    const content = { type: 'output_text' as const, text: '', annotations: [] };
    yield { type: 'thread.item.added', item };
    yield {
      type: 'thread.item.updated',
      item_id: item.id,
      update: { type: 'assistant_message.content_part.added', ...part, content },
    };
    let text = '';
    for await (const event of run) {
      if (event.type !== 'raw_model_stream_event' || event.data.type !== 'output_text_delta') continue;
      const { delta } = event.data;
      text += delta;
      yield {
        type: 'thread.item.updated',
        item_id: item.id,
        update: { type: 'assistant_message.content_part.text_delta', ...part, delta },
      };
    }
    yield { type: 'thread.item.done', item: { ...item, content: [{ ...content, text }] } };
  }
}
