import { lessonProse } from '@/components/prose/lesson-prose';
import { TutorPage } from '@/components/tutor/tutor-page';
import { type Course, type CourseDocument, neighbours } from '@/lib/search/course';
import { Breadcrumb } from './breadcrumb';
import { DocumentTags } from './document-tags';
import { RememberLastRead } from './last-read';
import { LightLinkedHeading } from './light-linked-heading';
import { moduleHue } from './module-hue';
import { PreviousNext } from './previous-next';
import { shortTitle } from './short-title';
import { TableOfContents } from './table-of-contents';

/** One page of the course: its place, its text, the way on, and its table of contents. */
export async function CoursePage({ course, document }: { course: Course; document: CourseDocument }) {
  const { headings, titleAnchor, content } = await lessonProse(course, document);
  const listed = headings.filter(({ depth }) => depth === 2 || depth === 3);
  return (
    <div className="mx-auto flex max-w-[58rem] justify-between gap-x-12">
      <main id="content" tabIndex={-1} className="mx-auto w-full min-w-0 max-w-[36.5rem] outline-none">
        <article
          data-lesson
          data-module={moduleHue({ id: document.moduleId, number: document.moduleNumber })}
        >
          <Breadcrumb course={course} document={document} />
          <header className="mt-5 mb-10 border-b border-line pb-8">
            <p className="flex items-center gap-2 text-sm font-medium text-(--module)">
              <span className="size-2 rounded-full bg-current" aria-hidden="true" />
              {placeName(document)}
            </p>
            <h1
              id={titleAnchor}
              className="relative mt-2 text-[2rem] leading-[1.2] font-[680] tracking-[-0.022em] text-ink @2xl/page:text-[2.375rem]"
            >
              {shortTitle(document.title)}
            </h1>
            {document.description ? (
              <p className="mt-3 mb-5 text-lg leading-relaxed text-pretty text-muted">
                {document.description}
              </p>
            ) : null}
            <DocumentTags document={document} />
          </header>
          <div className="prose">{content}</div>
        </article>
        <PreviousNext {...neighbours(course, document.path)} />
      </main>
      <div className="no-print hidden w-52 shrink-0 @7xl/page:block">
        {listed.length > 1 ? (
          <div className="sticky top-(--header-height) max-h-[calc(100dvh-var(--header-height))] overflow-y-auto py-10">
            <TableOfContents headings={listed} />
          </div>
        ) : null}
      </div>
      <TutorPage kind={document.kind} title={shortTitle(document.title)} moduleId={document.moduleId} />
      <LightLinkedHeading />
      {document.kind === 'lesson' ? <RememberLastRead path={document.path} title={document.title} /> : null}
    </div>
  );
}

function placeName({ kind, moduleNumber, chapterNumber, lessonNumber }: CourseDocument): string {
  switch (kind) {
    case 'module':
      return `Module ${moduleNumber}`;
    case 'chapter':
      return `Chapter ${chapterNumber}`;
    case 'lesson':
      return lessonNumber > 0 ? `Lesson ${chapterNumber}.${lessonNumber}` : 'Lesson';
    case 'page':
      return moduleNumber > 0 ? `Module ${moduleNumber}` : 'Course';
  }
}
