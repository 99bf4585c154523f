import type { Profile } from './profile';

/** Where students' profiles are kept. */
export interface Profiles {
  /** What is known of the user; empty for one never seen. */
  load(userId: string): Promise<Profile>;
  /** Replaces what the student can edit: a field that is absent is forgotten. Returns what is known now. */
  save(userId: string, profile: Profile): Promise<Profile>;
}
