import type { Model } from '@openai/agents';
import { createModels } from '@/lib/tutor/models';
import type { ScriptedOpenAI } from './scripted-openai';

/** The model of the product, which speaks to a scripted server. */
export function scriptedModel(openai: ScriptedOpenAI, api: 'responses' | 'chat_completions'): Model {
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
