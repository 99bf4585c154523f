import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ProfileForm } from '@/components/profile/profile-form';
import { profileValues } from '@/components/profile/profile-form-state';
import { YourData } from '@/components/profile/your-data';
import { currentUser } from '@/lib/identity/current-user';
import { HARDWARE_TIERS } from '@/lib/identity/profile';
import { robolearn } from '@/lib/robolearn';
import { saveProfile } from './save-profile';

export const metadata: Metadata = {
  title: 'Profile',
  description: 'What the tutor knows about you.',
  robots: { index: false },
};

export default async function ProfilePage() {
  const { profiles, hasEnded } = await robolearn();
  const user = await currentUser(hasEnded);
  if (!user) redirect('/signin?callbackUrl=/profile&error=SessionRequired');
  const profile = await profiles.load(user.id);
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-[38rem] px-5 pt-12 pb-24 outline-none @4xl/page:pt-16"
    >
      <h1 className="text-[1.75rem] leading-tight font-semibold tracking-[-0.02em] text-ink">Profile</h1>
      <p className="mt-2.5 mb-10 text-[0.9375rem] leading-relaxed text-muted">
        What the tutor knows about you, so that its answers fit. Everything here is optional.
      </p>
      <ProfileForm
        initial={{ ...profileValues(profile), name: profile.name ?? user.name ?? '' }}
        tiers={HARDWARE_TIERS}
        action={saveProfile}
      />
      <YourData />
    </main>
  );
}
