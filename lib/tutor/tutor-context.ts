import type { RequestContext } from '../chatkit/server/request-context';
import type { Profile } from '../identity/profile';
import type { PageContext } from './turn-metadata';

/** What the tutor knows of a request. */
export interface TutorContext extends RequestContext {
  /** Who the student is: verified values, filled up with what the page said about them. */
  profile: Profile;
  page: PageContext | undefined;
  /** Origin of the site, for links to lessons and files; no slash at the end. */
  siteUrl: string;
}
