'use client';

import { useRef } from 'react';
import { useHydrated } from '@/components/site/use-hydrated';
import { DeleteAccountDialog } from './delete-account-dialog';

/** The way to the deletion of an account. */
export function DeleteAccount() {
  const dialog = useRef<HTMLDialogElement>(null);
  const hydrated = useHydrated();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
      <div className="max-w-sm">
        <h3 className="text-[0.9375rem] font-medium text-ink">Delete</h3>
        <p className="mt-0.5 text-sm leading-relaxed text-muted">
          Your profile, conversations and files go at once and for good. Nobody can bring them back.
        </p>
      </div>
      <button
        type="button"
        className="btn btn-quiet"
        disabled={!hydrated}
        onClick={() => dialog.current?.showModal()}
      >
        Delete my account…
      </button>
      <DeleteAccountDialog ref={dialog} />
    </div>
  );
}
