import { handleRequest } from '@/lib/chatkit/server/handle-request';
import { robolearn } from '@/lib/compose';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { tutorRequestContext } from '@/lib/tutor/tutor-request-context';

export const maxDuration = 300;

/** The ChatKit protocol: one POST for every operation. */
export const POST = crossOrigin(async (request: Request): Promise<Response> => {
  const { log, identify, tutor, profiles, siteUrl } = await robolearn();
  return handleRoute(request, log, async ({ requestId, note }) => {
    const identity = await identify(request);
    note({ userId: identity.principal.userId });
    const response = await handleRequest(tutor, request, (parsed) => {
      note({
        operation: parsed.type,
        ...('thread_id' in parsed.params ? { threadId: parsed.params.thread_id } : {}),
      });
      return tutorRequestContext(parsed, { identity, requestId, siteUrl: siteUrl(request), profiles });
    });
    const runId = response.headers.get('x-chatkit-run-id');
    if (runId) note({ runId });
    return response;
  });
});

export { preflight as OPTIONS };
