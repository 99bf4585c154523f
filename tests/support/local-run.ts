import type { Run } from '@/lib/chatkit/runs/run';
import type { Runs } from '@/lib/chatkit/runs/runs';

/** The run that answers a request, while it goes on in this process. */
export function localRun({ runs }: { runs: Runs }, response: Response): Run {
  const run = runs.local(response.headers.get('x-chatkit-run-id') ?? '');
  if (!run) throw new Error('no run of this process answers the request any more');
  return run;
}
