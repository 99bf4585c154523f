import { type Model, OpenAIChatCompletionsModel, OpenAIResponsesModel } from '@openai/agents';
import OpenAI, { type APIError } from 'openai';
import type { Config } from '../config';
import { EitherApiModel } from './either-api-model';
import { FallbackModel } from './fallback-model';
import { GuideModel } from './guide/guide-model';
import { IdleTimeoutModel } from './idle-timeout-model';
import { ModelQueue, type ModelQueueOptions } from './model-queue';
import { compatibleFetch } from './model-wire/compatible-fetch';
import { type Habit, ModelHabits } from './model-wire/model-habits';
import type { Api } from './model-wire/wire-call';
import { ServerActivity } from './server-activity';
import { ServerApi } from './server-api';
import { createTranscribe, type Transcribe } from './transcription';
import { UnstoredModel } from './unstored-model';

export interface Models {
  answer: Model;
  /** Writes titles; undefined when the title is to be taken from the message itself. */
  title: Model | undefined;
  /** How the provider calls them, for who counts what they take; absent where nothing is paid for. */
  names?: { answer: string; title: string; dictation: string };
  /** Most that an answer may have, in tokens; undefined leaves it to the model. */
  maxOutputTokens?: number | undefined;
  /** Turns dictation into text; undefined where there is no server to do it. */
  transcribe?: Transcribe | undefined;
  /** The line before their server; absent where there is none. */
  queue?: ModelQueue;
  /** In which API the server is spoken to; absent where there is none. */
  server?: Pick<ServerApi, 'current' | 'hasFallenBack'>;
}

/** What is learnt of a server while it is used. */
export interface ModelsObserver {
  /** It refused a call because it is full; the call waits in line. */
  onFull?: ModelQueueOptions['onFull'];
  /** It has no Responses API: Chat Completions are used in its place. */
  onApiFallback?: (error: APIError) => void;
  /** It does not have the model for titles: that of the answers writes them. */
  onTitleFallback?: () => void;
  /** It does not take requests as they were, and gets them so from now on. */
  onLearnt?: (learnt: { model: string; habit: Habit }) => void;
}

/** The models that the configuration asks for: the built-in guide, or any OpenAI-compatible server. */
export function createModels(config: Config['model'], observer: ModelsObserver = {}): Models {
  if (config.kind === 'guide') return { answer: new GuideModel(), title: undefined };
  const client = new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl ?? null,
    // Silence is one policy, too: see idle-timeout-model.ts.
    timeout: MAX_CALL_MS,
    // What is tried again, and when, is one policy: see model-retry.ts.
    maxRetries: 0,
  });
  const server = new ServerApi(config.api, observer.onApiFallback);
  const { idleTimeoutMs, firstBytesTimeoutMs } = config;
  const timeouts = { idleTimeoutMs, firstBytesTimeoutMs };
  const activity = new ServerActivity();
  const model = (name: string): Model => {
    const habits = new ModelHabits();
    const onLearnt = (habit: Habit) => observer.onLearnt?.({ model: name, habit });
    const ofCall = (api: Api, onBytes: () => void): Model => {
      const own = client.withOptions({ fetch: compatibleFetch({ habits, onBytes, onLearnt }) });
      return api === 'responses'
        ? new UnstoredModel(new OpenAIResponsesModel(own, name), { isOpenAI: config.isOpenAI === true, name })
        : new OpenAIChatCompletionsModel(own, name);
    };
    const inApi = (api: Api) =>
      new IdleTimeoutModel((onBytes) => ofCall(api, onBytes), { ...timeouts, activity });
    return new EitherApiModel(inApi, server);
  };
  const { apiKey, baseUrl, transcribeModel, maxOutputTokens } = config;
  const answer = model(config.model);
  const hasTitleModel = config.titleModel !== config.model;
  return {
    answer,
    title: hasTitleModel
      ? new FallbackModel(model(config.titleModel), answer, observer.onTitleFallback)
      : answer,
    names: { answer: config.model, title: config.titleModel, dictation: transcribeModel },
    maxOutputTokens,
    transcribe: createTranscribe({ apiKey, baseUrl, model: transcribeModel }),
    queue: new ModelQueue(observer.onFull ? { onFull: observer.onFull } : {}),
    server,
  };
}

/** The longest that one call can take, in milliseconds, while bytes keep coming. */
const MAX_CALL_MS = 30 * 60_000;
