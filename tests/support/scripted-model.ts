import type { Model } from '@openai/agents';
import { createModels } from '@/lib/tutor/models';
import type { ScriptedOpenAI } from './scripted-openai';

export type Api = 'responses' | 'chat_completions';
export type Models = Pick<ReturnType<typeof createModels>, 'answer' | 'server'>;
type Watch = Parameters<typeof createModels>[1];

/** The models of the product, which speak to a scripted server. */
export function modelsAt(openai: ScriptedOpenAI, api: Api, more: object = {}, watch: Watch = {}): Models {
  return createModels(
    {
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl: openai.baseUrl,
      api,
      model: 'm',
      titleModel: 'm',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
      ...more,
    },
    watch,
  );
}

/** The one that answers. */
export function scriptedModel(openai: ScriptedOpenAI, api: Api): Model {
  return modelsAt(openai, api).answer;
}
