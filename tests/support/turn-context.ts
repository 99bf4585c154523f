import { AgentContext } from '@/lib/chatkit/agents/agent-context';
import { generateId } from '@/lib/chatkit/ids';
import type { Profile } from '@/lib/identity/profile';
import { TurnPassages } from '@/lib/tutor/turn-passages';
import type { TutorTurn } from '@/lib/tutor/tutor-context';

/** A turn of a student on no page, as the tools of the tutor get it. */
export function turnContext(profile: Profile = {}): AgentContext<TutorTurn> {
  const request: TutorTurn = {
    principal: { userId: 'u' },
    requestId: 'r',
    metadata: {},
    loadProfile: async () => profile,
    profile,
    passages: new TurnPassages({ siteUrl: 'https://learn.test' }),
    page: undefined,
    siteUrl: 'https://learn.test',
  };
  const thread = { id: 't', created_at: '', status: { type: 'active' as const }, metadata: {} };
  return new AgentContext<TutorTurn>({
    thread,
    request,
    generateId,
    now: () => new Date(0),
    citations: request.passages.citations,
  });
}
