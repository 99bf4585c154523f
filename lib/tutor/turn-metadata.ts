import { z } from 'zod';
import type { ChatKitRequest, JsonObject } from '../chatkit/protocol';
import { hardwareTier, type Profile, parseHardwareTier, softwareBackground } from '../identity/profile';

/** What the page told about itself. Untrusted: anybody can write a page, and the client can say anything. */
export interface PageContext {
  title?: string;
  url?: string;
  path?: string;
  headings?: string;
  description?: string;
}

export interface TurnMetadata {
  userInfo: Profile;
  page: PageContext | undefined;
}

/** Longer text is cut, never refused: a long page title is no reason to lose a question. */
const line = (length: number) =>
  z
    .string()
    .transform((value) =>
      value
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
        .trim()
        .slice(0, length),
    )
    .transform((value) => (value === '' ? undefined : value))
    .optional()
    .catch(undefined);

const userInfo = z.object({
  name: line(100),
  role: line(100),
  softwareBackground: softwareBackground.optional().catch(undefined),
  hardwareTier: z.unknown().transform(parseHardwareTier).pipe(hardwareTier.optional()).optional(),
});

/** One string, as the widget sends them, or a list. */
const headings = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => line(500).parse(Array.isArray(value) ? value.slice(0, 20).join(', ') : value))
  .optional()
  .catch(undefined);

const pageContext = z.object({
  title: line(200),
  url: line(500),
  path: line(300),
  headings,
  description: line(500),
});

/**
 * `userInfo` and `pageContext` of a request: from its top-level `metadata`, else from `params.input.metadata` of widgets that
 * put them there (DESIGN §3).
 */
export function turnMetadata(request: ChatKitRequest): TurnMetadata {
  const nested =
    'input' in request.params && 'metadata' in request.params.input
      ? request.params.input.metadata
      : undefined;
  const merged: JsonObject = { ...nested, ...request.metadata };
  const page = pageContext.safeParse(merged.pageContext);
  const info = userInfo.safeParse(merged.userInfo);
  return {
    userInfo: info.success ? present(info.data) : {},
    page: page.success && Object.values(page.data).some(Boolean) ? present(page.data) : undefined,
  };
}

function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in value) {
    const property = value[key];
    if (property !== undefined && property !== null) kept[key] = property;
  }
  return kept;
}
