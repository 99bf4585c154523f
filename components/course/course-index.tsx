import Link from 'next/link';
import { HARDWARE_TIERS } from '@/lib/identity/profile';
import type { Course, CourseChapter, CourseDocument, CourseModule } from '@/lib/search/course';
import { courseDocuments } from '@/lib/search/course';
import { ContinueReading } from './continue-reading';
import { moduleHue } from './module-hue';
import { shortTitle } from './short-title';

/** The whole course on one page. */
export function CourseIndex({ course }: { course: Course }) {
  const lessons = courseDocuments(course).filter(({ kind }) => kind === 'lesson');
  const first = lessons[0];
  const hours = Math.round(lessons.reduce((sum, { durationMinutes = 0 }) => sum + durationMinutes, 0) / 60);
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-[70rem] px-4 pt-12 pb-24 outline-none @2xl/page:px-6 @4xl/page:pt-20"
    >
      <div className="max-w-[42rem]">
        <h1 className="text-[2.25rem] leading-[1.15] font-[680] tracking-[-0.026em] text-ink @2xl/page:text-[2.875rem]">
          Physical AI and robotics
        </h1>
        <p className="mt-5 text-[1.0625rem] leading-[1.65] text-body">
          A course from the first ROS 2 node to robots that see, understand a sentence and act on it. Read a
          lesson, run its code on your own machine, and ask the tutor beside it whatever is not clear: it
          answers from these pages and shows you where.
        </p>
        <div className="mt-7 flex flex-wrap items-center gap-x-5 gap-y-3">
          {first ? <ContinueReading first={{ path: first.path, title: first.title }} /> : null}
          <p className="text-sm text-muted tabular-nums">
            {course.modules.length} modules, {lessons.length} lessons
            {hours > 0 ? `, about ${hours} hours` : ''}
          </p>
        </div>
      </div>
      <div className="mt-16 flex flex-col @4xl/page:mt-20">
        {course.modules.map((module) => (
          <ModuleSection key={module.id} module={module} />
        ))}
        <PageList pages={course.pages} />
      </div>
      <HardwareTiers />
    </main>
  );
}

function ModuleSection({ module }: { module: CourseModule }) {
  const title = shortTitle(module.title);
  return (
    <section
      data-module={moduleHue(module)}
      aria-labelledby={`module-${module.id}`}
      className="grid gap-x-12 gap-y-6 border-t border-line py-10 @4xl/page:grid-cols-[17rem_1fr] @4xl/page:py-12"
    >
      <div>
        <p className="flex items-center gap-2 text-sm font-medium text-(--module)">
          <span className="size-2 rounded-full bg-current" aria-hidden="true" />
          Module {module.number}
        </p>
        <h2
          id={`module-${module.id}`}
          className="mt-2 text-xl leading-snug font-semibold tracking-tight text-ink"
        >
          {module.overview ? (
            <Link href={module.path} className="hover:text-accent">
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        <p className="mt-2 text-[0.9375rem] leading-relaxed text-pretty text-muted">{module.description}</p>
      </div>
      <div className="flex flex-col gap-8">
        {module.chapters.map((chapter) => (
          <Chapter key={chapter.number} chapter={chapter} />
        ))}
        <PageList pages={module.pages} />
      </div>
    </section>
  );
}

function Chapter({ chapter }: { chapter: CourseChapter }) {
  const title = shortTitle(chapter.title);
  return (
    <div>
      <h3 className="flex gap-2.5 pb-2 text-[0.9375rem] font-semibold text-ink">
        <span className="font-medium text-faint tabular-nums">{chapter.number}</span>
        {chapter.overview ? (
          <Link href={chapter.path} className="hover:text-accent">
            {title}
          </Link>
        ) : (
          title
        )}
      </h3>
      <PageList pages={chapter.lessons} />
    </div>
  );
}

function PageList({ pages }: { pages: CourseDocument[] }) {
  const listed = pages.filter(({ unlisted }) => !unlisted);
  if (listed.length === 0) return null;
  return (
    <ol className="border-t border-line">
      {listed.map((lesson) => (
        <li key={lesson.path} className="border-b border-line">
          <Link
            href={lesson.path}
            prefetch={false}
            className="group flex items-baseline gap-4 py-2.5 text-[0.9375rem] text-body transition-colors hover:text-accent pointer-coarse:py-3"
          >
            <span className="min-w-0 flex-1">{shortTitle(lesson.title)}</span>
            {lesson.hardwareTier > 1 ? (
              <span className="shrink-0 text-[0.8125rem] text-faint tabular-nums">
                Tier {lesson.hardwareTier}
              </span>
            ) : null}
            {lesson.durationMinutes === undefined ? null : (
              <span className="w-14 shrink-0 text-end text-[0.8125rem] text-faint tabular-nums">
                {lesson.durationMinutes} min
              </span>
            )}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function HardwareTiers() {
  return (
    <section
      aria-labelledby="tiers"
      className="grid gap-x-12 gap-y-6 border-t border-line py-10 @4xl/page:grid-cols-[17rem_1fr] @4xl/page:py-12"
    >
      <div>
        <h2 id="tiers" className="text-xl font-semibold tracking-tight text-ink">
          Hardware tiers
        </h2>
        <p className="mt-2 text-[0.9375rem] leading-relaxed text-pretty text-muted">
          Every lesson says the least it needs. Set yours in the{' '}
          <Link href="/profile" prefetch={false} className="text-accent underline underline-offset-3">
            profile
          </Link>
          , and the tutor stays with what you can run.
        </p>
      </div>
      <dl className="border-t border-line">
        {HARDWARE_TIERS.map(({ tier, label }) => (
          <div key={tier} className="flex items-baseline gap-6 border-b border-line py-2.5 text-[0.9375rem]">
            <dt className="w-14 shrink-0 font-medium text-ink tabular-nums">Tier {tier}</dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
