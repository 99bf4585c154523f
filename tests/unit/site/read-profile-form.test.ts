import { describe, expect, it } from 'vitest';
import { profileValues } from '@/components/profile/profile-form-state';
import { readProfileForm } from '@/components/profile/read-profile-form';

function form(values: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(values)) data.set(key, value);
  return data;
}

describe('the profile form', () => {
  it('becomes a profile', () => {
    const read = readProfileForm(
      form({ name: ' Ada  L ', softwareBackground: 'advanced', hardwareTier: '3' }),
    );
    expect(read).toMatchObject({
      ok: true,
      profile: { name: 'Ada L', softwareBackground: 'advanced', hardwareTier: 3 },
    });
  });

  it('leaves out what was not said, or is not offered', () => {
    const read = readProfileForm(form({ name: '', softwareBackground: 'wizard', hardwareTier: '7' }));
    expect(read).toMatchObject({ ok: true, profile: {} });
    expect(readProfileForm(form({ name: new Blob(['x']) }))).toMatchObject({ ok: true, profile: {} });
  });

  it('refuses a name without end, and gives it back', () => {
    const name = 'a'.repeat(101);
    const read = readProfileForm(form({ name }));
    expect(read).toMatchObject({ ok: false, values: { name } });
  });

  it('shows a profile as it was saved', () => {
    expect(profileValues({ name: 'Ada', hardwareTier: 2 })).toEqual({
      name: 'Ada',
      softwareBackground: '',
      hardwareTier: '2',
    });
  });
});
