import type { Model } from '@openai/agents';

/** Placeholder type until the guide lands. */
export declare class GuideModel implements Model {
  getResponse: Model['getResponse'];
  getStreamedResponse: Model['getStreamedResponse'];
}
