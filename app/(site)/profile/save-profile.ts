'use server';

import { type ProfileFormState, profileValues } from '@/components/profile/profile-form-state';
import { readProfileForm } from '@/components/profile/read-profile-form';
import { currentUser } from '@/lib/identity/current-user';
import { robolearn } from '@/lib/robolearn';

/** Saves the profile of whoever is signed in. What was typed comes back, saved or not. */
export async function saveProfile(_: ProfileFormState, form: FormData): Promise<ProfileFormState> {
  const read = readProfileForm(form);
  if (!read.ok) return { status: 'failed', values: read.values, problems: read.problems };

  const { profiles, hasEnded } = await robolearn();
  const user = await currentUser(hasEnded);
  if (!user) {
    return {
      status: 'failed',
      values: read.values,
      problems: { form: 'Your session has ended. Please sign in again in another tab, then save.' },
    };
  }
  try {
    return { status: 'saved', values: profileValues(await profiles.save(user.id, read.profile)) };
  } catch (error) {
    console.error('The profile could not be saved', error);
    return {
      status: 'failed',
      values: read.values,
      problems: { form: 'The profile could not be saved. Please try again in a moment.' },
    };
  }
}
