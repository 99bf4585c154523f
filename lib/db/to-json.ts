import type { Prisma } from './generated/client';

/**
 * A value as the JSON that is stored: what `JSON.stringify` keeps, nothing else. Undefined properties disappear.
 * The cast states what the round trip guarantees and the type of `JSON.parse` cannot say.
 */
export function toJson(value: object): Prisma.InputJsonObject {
  const json: Prisma.InputJsonObject = JSON.parse(JSON.stringify(value));
  return json;
}
