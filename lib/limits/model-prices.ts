import type { ModelUsage } from '../chatkit/agents/metered-model';

/** What a million tokens cost, in the currency of whoever wrote the table. */
export interface ModelPrice {
  input: number;
  output: number;
  /** Of input that the provider had in its cache; as other input if absent. */
  cached?: number | undefined;
}

export type ModelPrices = Readonly<Record<string, ModelPrice>>;

/** What a call cost, in millionths of the currency; undefined if the model has no price. */
export function costMicros(prices: ModelPrices, model: string, usage: ModelUsage): number | undefined {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
  if (!price) return undefined;
  const { inputTokens, outputTokens, cachedTokens } = usage;
  const cached = cachedTokens * (price.cached ?? price.input);
  return Math.round((inputTokens - cachedTokens) * price.input + cached + outputTokens * price.output);
}
