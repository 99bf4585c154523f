'use client';

import { useActionState } from 'react';
import { useHydrated } from '@/components/site/use-hydrated';
import type { HardwareTier, SoftwareBackground } from '@/lib/identity/profile';
import type { ProfileFormState } from './profile-form-state';

interface Choice<Value> {
  value: Value;
  name: string;
  detail?: string;
}

const BACKGROUNDS: Array<Choice<SoftwareBackground>> = [
  { value: 'beginner', name: 'Beginner', detail: 'Little or no programming so far' },
  { value: 'intermediate', name: 'Intermediate', detail: 'I write programs, but not for robots' },
  { value: 'advanced', name: 'Advanced', detail: 'I build software for a living, or robots already' },
];

/** What the tutor should know of a student. What was typed stays when saving fails. */
export function ProfileForm(props: {
  initial: ProfileFormState['values'];
  tiers: ReadonlyArray<{ tier: HardwareTier; label: string }>;
  action: (state: ProfileFormState, form: FormData) => Promise<ProfileFormState>;
}) {
  const [state, save, busy] = useActionState(props.action, { status: 'idle', values: props.initial });
  const { values, problems } = state;
  const hydrated = useHydrated();
  return (
    // The key lets the fields take the values that came back: React resets a form after its action.
    <form action={save} key={JSON.stringify(values)} noValidate>
      <fieldset disabled={!hydrated} className="flex flex-col gap-10">
        <div>
          <label htmlFor="name" className="text-[0.9375rem] font-medium text-ink">
            Name
          </label>
          <p id="name-hint" className="mt-0.5 mb-2.5 text-sm text-muted">
            What the tutor calls you.
          </p>
          <input
            id="name"
            name="name"
            className="field max-w-sm"
            autoComplete="name"
            maxLength={100}
            defaultValue={values.name}
            aria-invalid={problems?.name !== undefined}
            aria-describedby={problems?.name ? 'name-problem' : 'name-hint'}
          />
          {problems?.name ? (
            <p id="name-problem" className="mt-2 text-sm text-danger">
              {problems.name}
            </p>
          ) : null}
        </div>
        <Choices
          name="softwareBackground"
          title="Software background"
          hint="How the tutor pitches its explanations."
          chosen={values.softwareBackground}
          choices={BACKGROUNDS}
        />
        <Choices
          name="hardwareTier"
          title="Hardware"
          hint="The tutor stays with what you can run. Every lesson has a way for tier 1."
          chosen={values.hardwareTier}
          choices={props.tiers.map(({ tier, label }) => ({
            value: String(tier),
            name: `Tier ${tier}`,
            detail: label,
          }))}
        />
        <div className="flex flex-wrap items-center gap-4">
          <button type="submit" className="btn btn-primary" disabled={busy}>
            {busy ? 'Saving…' : 'Save profile'}
          </button>
          <p
            aria-live="polite"
            className={`text-sm ${state.status === 'saved' ? 'text-muted' : 'text-danger'}`}
          >
            {busy ? '' : message(state)}
          </p>
        </div>
      </fieldset>
    </form>
  );
}

function message({ status, problems }: ProfileFormState): string {
  switch (status) {
    case 'idle':
      return '';
    case 'saved':
      return 'Saved. The tutor knows from its next answer on.';
    case 'failed':
      return problems?.form ?? 'Please look at the marked field.';
  }
}

function Choices(props: {
  name: string;
  title: string;
  hint: string;
  chosen: string;
  choices: Array<Choice<string>>;
}) {
  return (
    <fieldset>
      <legend className="text-[0.9375rem] font-medium text-ink">{props.title}</legend>
      <p className="mt-0.5 mb-2.5 text-sm text-muted">{props.hint}</p>
      <div className="divide-y divide-line overflow-hidden rounded-lg border border-line">
        {[...props.choices, { value: '', name: 'Rather not say' }].map(({ value, name, detail }) => (
          <label
            key={value}
            className="flex min-h-12 cursor-pointer items-center gap-3.5 px-4 py-2.5 transition-colors hover:bg-hover has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={props.name}
              value={value}
              defaultChecked={props.chosen === value}
              className="size-4 shrink-0 accent-(--accent-solid) outline-none"
            />
            <span className="text-[0.9375rem] leading-snug">
              <span className={value ? 'font-medium text-ink' : 'text-muted'}>{name}</span>
              {detail ? <span className="block text-sm text-muted">{detail}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
