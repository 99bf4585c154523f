import type { ReactNode } from 'react';
import { CourseDrawer } from '@/components/course/course-drawer';
import { courseOutline } from '@/components/course/course-outline';
import { CourseTree } from '@/components/course/course-tree';
import { siteCourse } from '@/components/course/site-course';

/** The course tree beside the page being read; it keeps its place while pages change. */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  const outline = courseOutline(await siteCourse());
  return (
    <>
      <CourseDrawer outline={outline} />
      <div className="mx-auto flex w-full max-w-[92rem] flex-1 px-4 @2xl/page:px-6 @7xl/page:px-8">
        <div className="no-print hidden w-56 shrink-0 border-e border-line @tree/page:block @5xl/page:w-64 @7xl/page:w-72">
          <div className="sticky top-(--header-height) max-h-[calc(100dvh-var(--header-height))] overflow-y-auto overscroll-contain py-8 pe-4">
            <CourseTree outline={outline} />
          </div>
        </div>
        <div className="min-w-0 flex-1 py-8 @tree/page:ps-8 @tree/page:py-10 @7xl/page:ps-12">{children}</div>
      </div>
    </>
  );
}
