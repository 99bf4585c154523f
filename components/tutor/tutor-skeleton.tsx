/** The shape of the start screen while it loads. */
export function TutorSkeleton() {
  return (
    <div className="flex h-full flex-1 flex-col" role="status" aria-label="Loading the tutor">
      <div className="flex h-(--header-height) shrink-0 items-center gap-3 border-b border-line px-4">
        <span className="skeleton size-5 rounded-md" />
        <span className="skeleton h-3.5 w-28" />
      </div>
      <div className="mx-auto flex w-full max-w-2xl flex-1 flex-col justify-end gap-2.5 p-4">
        <span className="skeleton mb-3 h-6 w-3/5" />
        <span className="skeleton h-11 rounded-lg" />
        <span className="skeleton h-11 rounded-lg" />
        <span className="skeleton h-11 rounded-lg" />
        <span className="skeleton h-11 rounded-lg" />
        <span className="-mx-1 mt-2 h-13 rounded-xl border border-line" />
        <span className="skeleton mx-auto h-2.5 w-4/5" />
      </div>
    </div>
  );
}
