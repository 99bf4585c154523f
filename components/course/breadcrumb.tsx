import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { Course, CourseDocument } from '@/lib/search/course';
import { shortTitle } from './short-title';

/** Where in the course a page stands. */
export function Breadcrumb({ course, document }: { course: Course; document: CourseDocument }) {
  const module = course.modules.find(({ id }) => id === document.moduleId);
  const chapter = module?.chapters.find(({ number }) => number === document.chapterNumber);
  const steps = [
    { name: 'Course', path: '/' },
    ...(module?.overview && document.kind !== 'module'
      ? [{ name: shortTitle(module.title), path: module.path }]
      : []),
    ...(chapter?.overview && document.kind === 'lesson'
      ? [{ name: shortTitle(chapter.title), path: chapter.path }]
      : []),
  ];
  return (
    <nav aria-label="Breadcrumb" className="no-print">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm text-muted">
        {steps.map(({ name, path }, index) => (
          <li key={path} className="flex items-center gap-1.5">
            {index > 0 ? (
              <ChevronRight size={14} className="text-faint rtl:-scale-x-100" aria-hidden />
            ) : null}
            <Link href={path} className="rounded-sm hover:text-ink pointer-coarse:py-1">
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
