import { ShortcutsHint } from './shortcuts-hint';

/** The quiet end of a page. */
export function SiteFooter() {
  return (
    <footer className="no-print mt-auto border-t border-line">
      <div className="mx-auto flex max-w-[92rem] flex-wrap items-center gap-x-6 gap-y-2 px-4 py-6 text-sm text-muted @2xl/page:px-6 @7xl/page:px-8">
        <p>RoboLearn, a course on physical AI and robotics.</p>
        <ShortcutsHint />
      </div>
    </footer>
  );
}
