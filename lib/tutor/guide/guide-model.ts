import { type Model, type ModelRequest, type ModelResponse, type StreamEvent, Usage } from '@openai/agents';
import { delay } from './delay';
import { nextStep, type Step } from './next-step';
import { readTurn } from './read-turn';
import { stepOutput } from './step-output';
import { wordGroups } from './word-groups';

export interface GuideModelOptions {
  /** Pause between two pieces of streamed text, in milliseconds: the pace at which an answer is written. */
  pauseMs?: number;
}

/**
 * The built-in guide: a model that answers without a language model. It searches the course with the agent's own tool and
 * answers by quoting and ordering what was found (DESIGN §5.2). The same request always gets the same answer.
 */
export class GuideModel implements Model {
  private readonly pauseMs: number;

  constructor({ pauseMs = 20 }: GuideModelOptions = {}) {
    this.pauseMs = pauseMs;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    request.signal?.throwIfAborted();
    const step = stepFor(request);
    // Nothing is bought from anybody, so nothing counts against a budget of tokens.
    return { usage: new Usage(), output: [stepOutput(step)] };
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const { signal } = request;
    signal?.throwIfAborted();
    const step = stepFor(request);
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
}

function stepFor(request: ModelRequest): Step {
  return nextStep(readTurn(request));
}

/** Whether what answers is the guide: a program, which searches by itself, reads results as JSON, and quotes the course letter by letter. */
export function isGuide(model: Model): boolean {
  return model instanceof GuideModel;
}
