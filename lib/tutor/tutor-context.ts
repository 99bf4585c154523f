import type { EndCall } from '../chatkit/agents/model-usage';
import type { RequestContext } from '../chatkit/server/request-context';
import type { Profile } from '../identity/profile';
import type { PageContext } from './turn-metadata';
import type { TurnPassages } from './turn-passages';

/** A call to a model, for whoever counts what it took. */
export interface ModelCall {
  purpose: 'answer' | 'title' | 'dictation';
  model: string;
  /** Dictation belongs to none. */
  threadId?: string | undefined;
}

/** As `BeginCall`, of a call to one of the tutor's models. */
export type BeginModelCall = (
  call: ModelCall,
  most: number,
  signal: AbortSignal | undefined,
) => Promise<EndCall>;

/** What the tutor knows of a request. */
export interface TutorContext extends RequestContext {
  /**
   * Who the student is: verified values, filled up with what the page said about them. Asked for by the answer, not
   * before it: the student should not wait for it to see that the message has arrived.
   */
  loadProfile: () => Promise<Profile>;
  page: PageContext | undefined;
  /** Asked before each call to a model, and told at its end what it took. */
  beginModelCall?: BeginModelCall | undefined;
  /** Origin of the site, for links to lessons and files; no slash at the end. */
  siteUrl: string;
}

/** A request while it is being answered. */
export interface TutorTurn extends TutorContext {
  profile: Profile;
  passages: TurnPassages;
}
