'use client';

import { ListTree, X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { CourseOutline } from './course-outline';
import { CourseTree } from './course-tree';

/** The course tree where there is no room for it beside the lesson: a bar that opens it as a drawer. */
export function CourseDrawer({ outline }: { outline: CourseOutline }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pathname = usePathname();
  const place = placeOf(outline, pathname);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever chose a page wants to read it
  useEffect(() => dialog.current?.close(), [pathname]);

  return (
    <div className="no-print sticky top-(--header-height) z-20 border-b border-line bg-ground/92 backdrop-blur-md @tree/page:hidden">
      <button
        type="button"
        className="flex h-11 w-full items-center gap-2.5 px-4 text-start text-sm text-muted @2xl/page:px-6"
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <ListTree size={17} className="shrink-0" aria-hidden />
        <span className="sr-only">Course contents: </span>
        <span className="truncate">{place ?? 'Course contents'}</span>
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the click closes from outside; Escape does so natively */}
      <dialog
        ref={dialog}
        aria-label="Course contents"
        className="drawer fixed inset-y-0 start-0 m-0 h-dvh max-h-none w-[min(21rem,86vw)] max-w-none border-e border-line bg-ground p-0 text-body backdrop:bg-black/45"
        onClick={(event) => {
          if (event.target === event.currentTarget) event.currentTarget.close();
        }}
      >
        <div className="flex h-full flex-col">
          <div className="flex h-14 shrink-0 items-center justify-between border-b border-line ps-4 pe-2">
            <p className="font-semibold text-ink">Course contents</p>
            <button
              type="button"
              className="icon-btn"
              aria-label="Close"
              onClick={() => dialog.current?.close()}
            >
              <X size={18} aria-hidden />
            </button>
          </div>
          <div className="flex-1 overflow-y-auto overscroll-contain px-4 py-5">
            <CourseTree outline={outline} />
          </div>
        </div>
      </dialog>
    </div>
  );
}

function placeOf(outline: CourseOutline, path: string): string | undefined {
  for (const module of outline.modules) {
    if (module.path === path) return `Module ${module.number}`;
    for (const chapter of module.chapters) {
      const at = `Module ${module.number} · Chapter ${chapter.number}`;
      if (chapter.path === path) return at;
      const lesson = chapter.lessons.findIndex((candidate) => candidate.path === path);
      if (lesson >= 0) return `${at} · Lesson ${lesson + 1} of ${chapter.lessons.length}`;
    }
  }
  return undefined;
}
