'use client';

import { type FormEvent, type Ref, useId, useState } from 'react';
import { forgetLastRead } from '@/components/course/last-read';
import { forgetTutor } from '@/components/tutor/tutor-memory';
import { requestDeletion } from './request-deletion';

/** What has to be typed. */
const WORDS = 'delete my account';

/** Asks once more, and has it typed: nobody deletes a year of conversations by a slip. */
export function DeleteAccountDialog({ ref }: { ref: Ref<HTMLDialogElement> }) {
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false });
  const id = useId();
  const sure = typed.trim().toLowerCase() === WORDS;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!sure || state.busy) return;
    setState({ busy: true });
    const answer = await requestDeletion();
    if (!answer.deleted) {
      setState({ busy: false, problem: answer.problem });
      return;
    }
    forgetTutor();
    forgetLastRead();
    // A whole new page: nothing of the old one stays in memory.
    window.location.replace(`/goodbye${answer.filesLater ? '?files=later' : ''}`);
  };

  return (
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      onClose={() => setTyped('')}
      onCancel={(event) => {
        if (state.busy) event.preventDefault();
      }}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-xl border border-line bg-raised p-0 text-body shadow-float backdrop:bg-black/40"
    >
      <form onSubmit={submit} className="p-6">
        <h2 id={`${id}-title`} className="text-base font-semibold text-ink">
          Delete your account
        </h2>
        <p className="mt-2 text-[0.9375rem] leading-relaxed">
          Your profile, every conversation and every file is deleted now. If you want to keep something,
          download your data first.
        </p>
        <label htmlFor={id} className="mt-5 mb-2 block text-sm text-muted">
          Type <span className="font-medium text-ink">{WORDS}</span> to go on.
        </label>
        <input
          id={id}
          className="field w-full"
          value={typed}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          disabled={state.busy}
          onChange={(event) => setTyped(event.target.value)}
        />
        <p aria-live="polite" className="mt-3 text-sm text-danger empty:hidden">
          {state.problem}
        </p>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <button
            type="button"
            className="btn btn-quiet"
            disabled={state.busy}
            onClick={(event) => event.currentTarget.closest('dialog')?.close()}
          >
            Keep it
          </button>
          <button type="submit" className="btn btn-danger" disabled={!sure || state.busy}>
            {state.busy ? 'Deleting…' : 'Delete everything'}
          </button>
        </div>
      </form>
    </dialog>
  );
}
