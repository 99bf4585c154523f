import { LAST_USER_KEY, tutorStateKey } from '@/components/site/early-script';

/** What a browser remembers of the tutor of one user. */
export interface TutorMemory {
  open: boolean;
  threadId: string | null;
}

const NOTHING: TutorMemory = { open: false, threadId: null };

/** What was remembered for the user; a closed tutor without a thread if that is nothing, or not readable. */
export function readTutorMemory(userId: string): TutorMemory {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(tutorStateKey(userId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return NOTHING;
    return {
      open: 'open' in kept && kept.open === true,
      threadId: 'threadId' in kept && typeof kept.threadId === 'string' ? kept.threadId : null,
    };
  } catch {
    return NOTHING;
  }
}

/** Remembers what changed for the user, and that it was this user who was here. */
export function rememberTutor(userId: string, change: Partial<TutorMemory>): void {
  try {
    const next: TutorMemory = { ...readTutorMemory(userId), ...change };
    localStorage.setItem(tutorStateKey(userId), JSON.stringify(next));
    localStorage.setItem(LAST_USER_KEY, userId);
  } catch {
    // Storage may be full or forbidden: then a reload starts with a closed tutor.
  }
}

/** Nobody is signed in: the next page makes no room for a tutor. */
export function forgetLastUser(): void {
  try {
    localStorage.removeItem(LAST_USER_KEY);
  } catch {
    // As above.
  }
}

/** Somebody is signed in: what was kept of others at this computer goes. */
export function forgetOthers(userId: string): void {
  try {
    forgetTutors(tutorStateKey(userId));
  } catch {
    // As above.
  }
}

/** The student signs out: who comes next at this computer finds no trace, not even the id of a conversation. */
export function forgetTutor(): void {
  forgetLastUser();
  try {
    forgetTutors();
    for (const key of keysOf(sessionStorage)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function forgetTutors(except?: string): void {
  for (const key of keysOf(localStorage)) if (key !== except) localStorage.removeItem(key);
}

function keysOf(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(tutorStateKey('')));
}
