import { randomUUID } from 'node:crypto';
import {
  type AssistantMessageItem,
  type FunctionCallItem,
  type Model,
  type ModelRequest,
  type ModelResponse,
  type StreamEvent,
  Usage,
} from '@openai/agents';
import { delay } from '../delay';
import { wordGroups } from '../word-groups';
import { nextStep } from './next-step';
import { readTurn } from './read-turn';
import { type About, NOTHING_KNOWN, type Step } from './turn';

export interface GuideModelOptions {
  /** Pause between two pieces of streamed text, in milliseconds: the pace at which an answer is written. */
  pauseMs?: number;
  about?: About;
}

/**
 * The built-in guide: a model that answers without a language model. It knows the course by its contents, searches it with the
 * agent's own tools, and answers by prepared routes and by quoting what was found. The same request always gets the same answer.
 */
export class GuideModel implements Model {
  private readonly pauseMs: number;
  private readonly about: About;

  constructor({ pauseMs = 20, about = NOTHING_KNOWN }: GuideModelOptions = {}) {
    this.pauseMs = pauseMs;
    this.about = about;
  }

  /** The guide for one turn, which knows the course, and who asks on which page. */
  knowing(about: About): GuideModel {
    return new GuideModel({ pauseMs: this.pauseMs, about });
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    request.signal?.throwIfAborted();
    // Nothing is bought from anybody, so nothing counts against a budget of tokens.
    return { usage: new Usage(), output: [stepOutput(this.step(request))] };
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const { signal } = request;
    signal?.throwIfAborted();
    const step = this.step(request);
    yield { type: 'response_started' };
    if (step.kind === 'say') {
      for (const delta of wordGroups(step.text)) {
        await delay(this.pauseMs, signal);
        yield { type: 'output_text_delta', delta };
      }
    }
    yield {
      type: 'response_done',
      response: {
        id: 'guide',
        usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
        output: [stepOutput(step)],
      },
    };
  }

  private step({ input }: ModelRequest): Step {
    return nextStep(readTurn(input, this.about));
  }
}

/** Whether what answers is the guide: a program, which searches by itself, reads results as JSON, and quotes the course letter by letter. */
export function isGuide(model: Model): model is GuideModel {
  return model instanceof GuideModel;
}

/** A step as the output item of a model. */
function stepOutput(step: Step): AssistantMessageItem | FunctionCallItem {
  if (step.kind === 'say') {
    const content = [{ type: 'output_text' as const, text: step.text }];
    return { type: 'message', role: 'assistant', status: 'completed', content };
  }
  const { tool: name, input } = step;
  // A call may stay in the conversation, where the client tells calls apart by their ids.
  const callId = `guide_${randomUUID()}`;
  return { type: 'function_call', callId, name, status: 'completed', arguments: JSON.stringify(input) };
}
