import { type Profile, parseHardwareTier, softwareBackground } from '@/lib/identity/profile';
import type { ProfileFormState } from './profile-form-state';

const MAX_NAME = 100;

export type ReadProfileForm =
  | { ok: true; profile: Profile; values: ProfileFormState['values'] }
  | { ok: false; problems: { name: string }; values: ProfileFormState['values'] };

/** Reads a submitted profile form. Choices that the form does not offer count as not chosen. */
export function readProfileForm(form: FormData): ReadProfileForm {
  const values = {
    name: text(form, 'name'),
    softwareBackground: text(form, 'softwareBackground'),
    hardwareTier: text(form, 'hardwareTier'),
  };
  const name = values.name.replace(/\s+/g, ' ').trim();
  if (Array.from(name).length > MAX_NAME) {
    return { ok: false, problems: { name: `Please keep the name to ${MAX_NAME} characters.` }, values };
  }
  const background = softwareBackground.safeParse(values.softwareBackground);
  const tier = parseHardwareTier(values.hardwareTier);
  return {
    ok: true,
    values,
    profile: {
      ...(name ? { name } : {}),
      ...(background.success ? { softwareBackground: background.data } : {}),
      ...(tier ? { hardwareTier: tier } : {}),
    },
  };
}

function text(form: FormData, key: string): string {
  const value = form.get(key);
  return typeof value === 'string' ? value.slice(0, 1000) : '';
}
