/** What went wrong, what to do about it, and one button. */
export function TutorProblem(props: { title: string; text: string; action: string; onAction: () => void }) {
  return (
    <div role="alert" className="m-auto flex max-w-sm flex-col items-center gap-2 px-6 py-10 text-center">
      <h2 className="text-lg font-semibold text-ink">{props.title}</h2>
      <p className="text-[0.9375rem] leading-relaxed text-muted">{props.text}</p>
      <button type="button" className="btn btn-quiet mt-4" onClick={props.onAction}>
        {props.action}
      </button>
    </div>
  );
}
