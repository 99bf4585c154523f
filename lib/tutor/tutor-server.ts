import { Agent, type AgentInputItem, Runner } from '@openai/agents';
import { AgentContext } from '../chatkit/agents/agent-context';
import { streamAgentResponse } from '../chatkit/agents/stream-agent-response';
import {
  assistantMessageInput,
  assistantMessageText,
  attachmentNote,
  userMessageInput,
  userMessageText,
} from '../chatkit/agents/to-model-input';
import type { ThreadMetadata, ThreadStreamEvent, UserMessageItem } from '../chatkit/protocol';
import { ChatKitServer, type ChatKitServerOptions } from '../chatkit/server/chatkit-server';
import type { FileStore } from '../files/file-store';
import type { CourseSearch } from '../search/course-search';
import { attachmentContent } from './attachment-content';
import { friendlyModelError } from './friendly-model-error';
import { loadHistory, type Message } from './history';
import type { Models } from './models';
import { searchTool } from './search-tool';
import { systemPrompt } from './system-prompt';
import { titleByModel, titleFromMessage } from './thread-title';
import type { TutorContext, TutorTurn } from './tutor-context';

export interface TutorServerOptions extends ChatKitServerOptions<TutorContext> {
  models: Models;
  search: CourseSearch;
  files: FileStore;
  history: { limit: number; mode: 'messages' | 'prompt' };
}

/** Most calls to the model in one turn: a question, some searches, the answer. */
const MAX_MODEL_CALLS = 8;

/** How long the end of a turn waits for the thread's title, in milliseconds. */
const TITLE_PATIENCE_MS = 3_000;

/** The tutor of RoboLearn: an agent with the course search, on a ChatKit server. */
export class TutorServer extends ChatKitServer<TutorContext> {
  private readonly runner = new Runner({ tracingDisabled: true });

  constructor(private readonly tutor: TutorServerOptions) {
    super(tutor);
  }

  override async *respond(
    thread: ThreadMetadata,
    message: UserMessageItem | null,
    context: TutorContext,
    signal: AbortSignal,
  ): AsyncGenerator<ThreadStreamEvent> {
    const titled = message && !thread.title ? this.giveTitle(thread, message, signal) : undefined;
    try {
      const { limit } = this.tutor.history;
      const [profile, history] = await Promise.all([
        context.loadProfile(),
        loadHistory(this.store, context.principal, thread.id, message, limit),
      ]);
      const turn: TutorTurn = { ...context, profile };
      const { generateId, now } = this;
      const agentContext = new AgentContext<TutorTurn>({ thread, request: turn, generateId, now });
      const agent = this.agent(turn, history);
      const input = await this.input(history, message, context);
      const run = await this.runner.run(agent, input, {
        stream: true,
        context: agentContext,
        signal,
        maxTurns: MAX_MODEL_CALLS,
      });
      // A stopped run rejects; whoever stopped it knows.
      run.completed.catch(() => undefined);
      yield* streamAgentResponse(agentContext, run);
      await run.completed;
    } catch (error) {
      throw friendlyModelError(error);
    }
    await titled;
  }

  private agent(context: TutorTurn, history: Message[]): Agent<AgentContext<TutorTurn>> {
    const { profile, page } = context;
    const lines = this.tutor.history.mode === 'prompt' ? { history: history.map(asLine) } : {};
    return new Agent<AgentContext<TutorTurn>>({
      name: 'RoboLearnAssistant',
      instructions: systemPrompt({ profile, page, ...lines }),
      model: this.tutor.models.answer,
      tools: [
        searchTool({
          search: this.tutor.search,
          onError: (error, { principal, requestId }) =>
            this.onError(error, { userId: principal.userId, requestId }),
        }),
      ],
    });
  }

  /** Earlier messages as typed turns, then the current one, exactly once. */
  private async input(
    history: Message[],
    message: UserMessageItem | null,
    context: TutorContext,
  ): Promise<AgentInputItem[]> {
    const earlier = this.tutor.history.mode === 'prompt' && message ? [] : history;
    const items = earlier.map((item) =>
      item.type === 'assistant_message'
        ? assistantMessageInput(item)
        : userMessageInput(item, { attachmentContent: async (attachment) => attachmentNote(attachment) }),
    );
    if (message) {
      items.push(
        userMessageInput(message, {
          attachmentContent: (attachment) =>
            attachmentContent(this.tutor.files, context.principal, attachment),
        }),
      );
    }
    return Promise.all(items);
  }

  /** Runs beside the answer; the pipeline saves and announces the title as soon as it is there. */
  private async giveTitle(
    thread: ThreadMetadata,
    message: UserMessageItem,
    signal: AbortSignal,
  ): Promise<void> {
    const question =
      userMessageText(message).trim() || message.quoted_text || message.attachments[0]?.name || '';
    const { title: model } = this.tutor.models;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
    let title = titleFromMessage(question);
    if (model && question) {
      const byModel = titleByModel(this.runner, model, question, patience).catch(() => undefined);
      title = (await Promise.race([byModel, later(TITLE_PATIENCE_MS)])) ?? title;
    }
    if (title && !signal.aborted) thread.title = title;
  }
}

function asLine(message: Message): { role: 'user' | 'assistant'; text: string } {
  return message.type === 'user_message'
    ? { role: 'user', text: userMessageText(message) }
    : { role: 'assistant', text: assistantMessageText(message) };
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref();
  });
}
