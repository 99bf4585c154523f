import type { Principal } from '../chatkit/principal';
import type { Profile } from './profile';

/** Who is asking, verified. */
export interface Identity {
  principal: Principal;
  /** What the token or session itself vouches for. */
  claims: Profile;
  via: 'bearer' | 'cookie';
  /** When it began, in milliseconds; undefined for a token that does not say. */
  since: number | undefined;
}
