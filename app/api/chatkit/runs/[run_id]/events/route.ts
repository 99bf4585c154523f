import { resumeRun } from '@/lib/chatkit/server/resume-run';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

export const maxDuration = 300;

/** The events of a run after a number: for a client whose connection broke off. */
export const GET = crossOrigin(
  async (request: Request, { params }: { params: Promise<{ run_id: string }> }): Promise<Response> => {
    const parts = await robolearn();
    const { identify, limits, tutor } = parts;
    return handleRoute(request, parts, async ({ note, send }) => {
      const { principal } = await identify(request);
      const { run_id: runId } = await params;
      note({ userId: principal.userId, operation: 'runs.resume', runId });
      send(await limits.admit(principal));
      return resumeRun(tutor, request, principal, runId);
    });
  },
);

export { preflight as OPTIONS };
