import { Download } from 'lucide-react';
import { DeleteAccount } from './delete-account';

/** What a student can do with everything that is kept of them. */
export function YourData() {
  return (
    <section aria-labelledby="your-data" className="mt-16 border-t border-line pt-10">
      <h2 id="your-data" className="text-lg font-semibold tracking-[-0.01em] text-ink">
        Your data
      </h2>
      <div className="mt-6 flex flex-col gap-8">
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
          <div className="max-w-sm">
            <h3 className="text-[0.9375rem] font-medium text-ink">Download</h3>
            <p className="mt-0.5 text-sm leading-relaxed text-muted">
              Your profile, every conversation as a page to read and as data, and your files, in one archive.
            </p>
          </div>
          <a href="/api/account/export" download className="btn btn-quiet">
            <Download size={16} aria-hidden />
            Download my data
          </a>
        </div>
        <DeleteAccount />
      </div>
    </section>
  );
}
