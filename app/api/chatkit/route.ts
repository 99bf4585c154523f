import { after } from 'next/server';
import type { ChatKitRequest } from '@/lib/chatkit/protocol';
import { handleRequest } from '@/lib/chatkit/server/handle-request';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { observedAdmission } from '@/lib/observability/observed-admission';
import { robolearn } from '@/lib/robolearn';
import { tutorRequestContext } from '@/lib/tutor/tutor-request-context';

export const maxDuration = 300;

/** The ChatKit protocol: one POST for every operation. */
export const POST = crossOrigin(async (request: Request): Promise<Response> => {
  const parts = await robolearn();
  const { identify, limits, tutor, profiles, siteUrl } = parts;
  return handleRoute(request, parts, async (route) => {
    const { requestId, since, note } = route;
    const identity = await identify(request);
    note({ userId: identity.principal.userId });
    const limited = limits.request(identity.principal);
    const contextFor = (parsed: ChatKitRequest) => {
      note({
        operation: parsed.type,
        ...('thread_id' in parsed.params ? { threadId: parsed.params.thread_id } : {}),
      });
      return tutorRequestContext(parsed, {
        identity,
        requestId,
        since,
        siteUrl: siteUrl(request),
        profiles,
        beginModelCall: async (call, most, signal) => {
          const end = await limited.begin(call, most, signal);
          return (usage) => {
            if (usage) route.used(usage);
            end(usage);
          };
        },
      });
    };
    const response = await handleRequest(tutor, request, contextFor, {
      admit: observedAdmission(limited.admit, route),
    });
    const runId = response.headers.get('x-chatkit-run-id');
    if (runId) {
      note({ runId });
      // Where a process sleeps between requests, it is not to before the turn has ended, whoever still reads it.
      after(async () => {
        await tutor.runs.ended(runId);
        await limits.settled();
      });
    }
    return response;
  });
});

export { preflight as OPTIONS };
