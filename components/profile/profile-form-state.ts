import type { Profile } from '@/lib/identity/profile';

/** What the profile form shows: values as they are typed, and what became of saving them. */
export interface ProfileFormState {
  status: 'idle' | 'saved' | 'failed';
  values: { name: string; softwareBackground: string; hardwareTier: string };
  problems?: { name?: string; form?: string };
}

/** The form's values for a profile. */
export function profileValues(profile: Profile): ProfileFormState['values'] {
  return {
    name: profile.name ?? '',
    softwareBackground: profile.softwareBackground ?? '',
    hardwareTier: profile.hardwareTier === undefined ? '' : String(profile.hardwareTier),
  };
}
