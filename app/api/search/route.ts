import { InvalidRequest, Unavailable } from '@/lib/chatkit/server/errors';
import { config } from '@/lib/config';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';
import { searchRequest, toSearchQuery, toSearchResponse } from '@/lib/search/search-api';

/** Course search for signed-in callers. */
export const POST = crossOrigin(async (request: Request): Promise<Response> => {
  const parts = await robolearn();
  const { identify, limits, search, course, siteUrl } = parts;
  return handleRoute(request, parts, async ({ note, send }) => {
    const { principal } = await identify(request);
    note({ userId: principal.userId, operation: 'search' });
    send(await limits.admit(principal));
    const body = searchRequest(course).safeParse(await request.json().catch(() => undefined));
    if (!body.success) {
      const issue = body.error.issues[0];
      throw new InvalidRequest(
        `The search is not valid at ${issue?.path.join('.') || 'the body'}: ${issue?.message}.`,
      );
    }
    const passages = await search.search(toSearchQuery(body.data)).catch((cause: unknown) => {
      throw new Unavailable({ cause });
    });
    return Response.json(
      toSearchResponse(body.data, passages, { url: siteUrl(request), bookId: config().course.bookId }),
    );
  });
});

export { preflight as OPTIONS };
