import { type Model, OpenAIChatCompletionsModel, OpenAIResponsesModel } from '@openai/agents';
import OpenAI from 'openai';
import type { Config } from '../config';
import { GuideModel } from './guide/guide-model';
import { PatientModel } from './patient-model';
import { createTranscribe, type Transcribe } from './transcription';

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
}

/** The models that the configuration asks for: the built-in guide, or any OpenAI-compatible server. */
export function createModels(config: Config['model']): Models {
  if (config.kind === 'guide') return { answer: new GuideModel(), title: undefined };
  const client = new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl ?? null,
    timeout: config.silenceMs,
    // What is tried again, and when, is one policy: see model-retry.ts.
    maxRetries: 0,
  });
  const model = (name: string): Model =>
    new PatientModel(
      config.api === 'responses'
        ? new OpenAIResponsesModel(client, name)
        : new OpenAIChatCompletionsModel(client, name),
      config.silenceMs,
    );
  const { apiKey, baseUrl, transcribeModel, maxOutputTokens } = config;
  return {
    answer: model(config.model),
    title: model(config.titleModel),
    names: { answer: config.model, title: config.titleModel, dictation: transcribeModel },
    maxOutputTokens,
    transcribe: createTranscribe({ apiKey, baseUrl, model: transcribeModel }),
  };
}
