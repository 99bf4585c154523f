import type { RequestContext } from '../chatkit/server/request-context';
import type { Profile } from '../identity/profile';
import type { PageContext } from './turn-metadata';

/** What the tutor knows of a request. */
export interface TutorContext extends RequestContext {
  /**
   * Who the student is: verified values, filled up with what the page said about them. Asked for by the answer, not
   * before it: the student should not wait for it to see that the message has arrived.
   */
  loadProfile: () => Promise<Profile>;
  page: PageContext | undefined;
  /** Origin of the site, for links to lessons and files; no slash at the end. */
  siteUrl: string;
}

/** A request while it is being answered. */
export interface TutorTurn extends TutorContext {
  profile: Profile;
}
