import { type Admit, NotAdmitted } from '../chatkit/server/admission';
import type { RequestContext } from '../chatkit/server/request-context';
import type { RouteLog } from './route-log';

/** Tells the log of a route what came of the admission: the run that began, or that the person reads a refusal. */
export function observedAdmission<Context extends RequestContext>(
  admit: Admit<Context>,
  route: Pick<RouteLog, 'follow' | 'refused'>,
): Admit<Context> {
  return async (request, context, about) => {
    try {
      const admission = await admit(request, context, about);
      return {
        ...admission,
        started: (run) => {
          route.follow(run);
          admission.started(run);
        },
        cancelled: () => {
          // Refusals with a status of their own say more, and come after.
          route.refused('closed');
          admission.cancelled();
        },
      };
    } catch (error) {
      if (NotAdmitted.is(error)) route.refused(error.refusal.code);
      throw error;
    }
  };
}
