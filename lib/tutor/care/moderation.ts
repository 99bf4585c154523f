import OpenAI from 'openai';
import { z } from 'zod';
import type { Concern } from './concern';

/** What a moderation makes of a message; undefined for one that may be answered, and while it does not answer. Never rejects. */
export type Moderate = (text: string, signal: AbortSignal) => Promise<Concern | undefined>;

export interface ModerationOptions {
  apiKey: string;
  baseUrl: string | undefined;
  /** Told of each call that failed or took too long. */
  onFailed?: (error: unknown) => void;
  /** Told once that messages are answered without it, and once that it is back. */
  onState?: (state: 'away' | 'back', error?: unknown) => void;
  /** How long a message waits for it, in milliseconds. */
  patienceMs?: number;
  /** Time in milliseconds. */
  now?: () => number;
}

const MODEL = 'omni-moderation-latest';
const PATIENCE_MS = 2_000;
/** After a failure messages do not wait for it, in milliseconds. */
const PAUSE_MS = 60_000;
/** What is longer has been pasted. */
const MAX_LENGTH = 10_000;

const SELF_HARM = ['self-harm', 'self-harm/intent', 'self-harm/instructions'] as const;
const HARM = ['illicit/violent', 'sexual/minors', 'harassment/threatening', 'hate/threatening'] as const;

/** Which categories the text falls into. */
const flags = z.record(z.string(), z.boolean().nullable());

/** OpenAI's moderation. It gets the text of the message and nothing else. */
export function createModeration(options: ModerationOptions): Moderate {
  const { apiKey, baseUrl, patienceMs = PATIENCE_MS, now = Date.now } = options;
  const { onFailed = () => undefined, onState = () => undefined } = options;
  const client = new OpenAI({ apiKey, baseURL: baseUrl ?? null, timeout: patienceMs, maxRetries: 0 });
  let pausedUntil = 0;
  let isAway = false;
  return async (text, signal) => {
    if (text.trim() === '' || now() < pausedUntil) return undefined;
    try {
      const input = text.slice(0, MAX_LENGTH).toWellFormed();
      // The client's own time-out ends with the headers of the answer.
      const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      const { results } = await client.moderations.create({ model: MODEL, input }, { signal: patience });
      const flagged = flags.parse(results[0]?.categories);
      if (isAway) onState('back');
      isAway = false;
      if (SELF_HARM.some((category) => flagged[category])) return 'self-harm';
      return HARM.some((category) => flagged[category]) ? 'harm' : undefined;
    } catch (error) {
      // Whoever stopped the turn did not say anything of the moderation.
      if (signal.aborted) return undefined;
      pausedUntil = now() + PAUSE_MS;
      onFailed(error);
      if (!isAway) onState('away', error);
      isAway = true;
      return undefined;
    }
  };
}
