/** Where the chosen colour scheme is kept: `light`, `dark`, or nothing for the system's. */
export const SCHEME_KEY = 'robolearn.scheme';

/** Where the id of the last signed-in user is kept, so that an open tutor has its room before the session is known. */
export const LAST_USER_KEY = 'robolearn.user';

/** Where the tutor's state of one user is kept. */
export function tutorStateKey(userId: string): string {
  return `robolearn.tutor.${userId}`;
}

/**
 * Runs in `<head>` before the first paint: sets the colour scheme, and makes room for a tutor that was left open, so
 * that nothing flashes and nothing moves. A constant, so that a content security policy can name its hash.
 */
export const EARLY_SCRIPT = `(function(d){var s,u;try{s=localStorage.getItem('${SCHEME_KEY}');u=localStorage.getItem('${LAST_USER_KEY}');if(u&&JSON.parse(localStorage.getItem('${tutorStateKey('')}'+u)).open)d.dataset.tutor='open'}catch(e){}d.dataset.theme=s==='dark'||(s!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches)?'dark':'light'})(document.documentElement)`;
