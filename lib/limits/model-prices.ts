import type { ModelUsage } from '../chatkit/agents/model-usage';

/** What a million tokens cost, in the currency of whoever wrote the table. */
export interface ModelPrice {
  input: number;
  output: number;
  /** Of input that the provider had in its cache; as other input if absent. */
  cached?: number | undefined;
  /** What a minute of speech costs, where it is counted so. */
  minute?: number | undefined;
}

export type ModelPrices = Readonly<Record<string, ModelPrice>>;

/** What a call cost, in millionths of the currency; undefined if the model has no price. */
export function costMicros(
  prices: ModelPrices,
  model: string,
  usage: Omit<ModelUsage, 'estimated'>,
): number | undefined {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
  if (!price) return undefined;
  const { inputTokens, outputTokens, cachedTokens, seconds = 0 } = usage;
  const cached = cachedTokens * (price.cached ?? price.input);
  const tokens = (inputTokens - cachedTokens) * price.input + cached + outputTokens * price.output;
  return Math.round(tokens + (seconds / 60) * (price.minute ?? 0) * 1e6);
}
