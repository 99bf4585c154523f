import type { Principal } from '../../chatkit/principal';
import type { AccountData } from './account-data';

/** Everything of a user as one JSON document, in pieces. Dates are ISO 8601 in UTC. */
export async function* accountJson(
  principal: Principal,
  data: AccountData,
  exportedAt: Date,
): AsyncGenerator<string> {
  yield `{"exported_at":${toJson(exportedAt)},"user_id":${toJson(principal.userId)},"profile":${toJson(await data.profile(principal))},"threads":[`;
  let before = '\n';
  for await (const thread of data.threads(principal)) {
    yield `${before}${toJson(thread).slice(0, -1)},"items":[`;
    yield* listed(data.items(principal, thread.id));
    yield ']}';
    before = ',\n';
  }
  yield '],"feedback":[';
  yield* listed(data.feedback(principal));
  yield '],"attachments":[';
  yield* listed(data.attachments(principal));
  yield '],"usage":[';
  yield* listed(data.usage(principal));
  yield ']}\n';
}

async function* listed(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '\n';
  for await (const value of values) {
    yield `${before}${toJson(value)}`;
    before = ',\n';
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}
