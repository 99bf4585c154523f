'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { CourseOutline, OutlinePage } from './course-outline';
import { moduleHue } from './module-hue';

type OutlineModule = CourseOutline['modules'][number];

/** The course as a tree: the module being read is open, and the page being read is marked. */
export function CourseTree({ outline }: { outline: CourseOutline }) {
  const pathname = usePathname();
  const here = outline.modules.find((module) => contains(module, pathname))?.id;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const tree = useRef<HTMLElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new page may stand elsewhere in the tree
  useEffect(() => {
    const current = tree.current?.querySelector('[aria-current=page]');
    current?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);

  return (
    <nav ref={tree} aria-label="Course" className="text-sm">
      <ul className="flex flex-col gap-1">
        {outline.modules.map((module) => {
          const open = toggled.get(module.id) ?? module.id === here;
          return (
            <li key={module.id} data-module={moduleHue(module)}>
              <ModuleRow
                module={module}
                open={open}
                onToggle={() => setToggled(new Map(toggled).set(module.id, !open))}
              />
              {open ? (
                <ol className="mt-1 mb-4 flex flex-col gap-3 ps-2">
                  {module.chapters.map((chapter) => (
                    <li key={chapter.number}>
                      <TreeLink path={chapter.path} className="py-1 font-medium text-ink">
                        <span className="min-w-3 text-faint tabular-nums">{chapter.number}</span>{' '}
                        {chapter.title}
                      </TreeLink>
                      <TreePages pages={chapter.lessons} />
                    </li>
                  ))}
                  {module.pages.length > 0 ? (
                    <li>
                      <TreePages pages={module.pages} />
                    </li>
                  ) : null}
                </ol>
              ) : null}
            </li>
          );
        })}
      </ul>
      {outline.pages.length > 0 ? (
        <div className="mt-3 border-t border-line pt-3">
          <TreePages pages={outline.pages} />
        </div>
      ) : null}
    </nav>
  );
}

function ModuleRow(props: { module: OutlineModule; open: boolean; onToggle: () => void }) {
  const { module, open, onToggle } = props;
  return (
    <div className="flex items-start gap-1">
      <TreeLink path={module.path} className="flex-1 gap-2.5 py-1.5 font-semibold text-ink">
        <span className="mt-[0.4em] size-2 shrink-0 rounded-full bg-(--module)" aria-hidden="true" />
        {module.title}
      </TreeLink>
      <button
        type="button"
        className="icon-btn size-7 pointer-coarse:size-11"
        aria-expanded={open}
        aria-label={`${open ? 'Hide' : 'Show'} the chapters of module ${module.number}`}
        onClick={onToggle}
      >
        <ChevronRight
          size={15}
          aria-hidden
          className={`transition-transform ${open ? 'rotate-90' : ''} rtl:-scale-x-100`}
        />
      </button>
    </div>
  );
}

function TreePages({ pages }: { pages: OutlinePage[] }) {
  return (
    <ol className="ms-[0.3125rem] mt-1 border-s border-line">
      {pages.map(({ path, title }) => (
        <li key={path}>
          <TreeLink
            path={path}
            className="-ms-px border-s border-transparent py-1.5 ps-4 text-muted hover:border-line-strong hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            {title}
          </TreeLink>
        </li>
      ))}
    </ol>
  );
}

function TreeLink(props: { path: string | undefined; className: string; children: React.ReactNode }) {
  const pathname = usePathname();
  const className = `flex gap-x-1.5 leading-snug transition-colors pointer-coarse:py-2.5 ${props.className}`;
  if (!props.path) return <span className={className}>{props.children}</span>;
  return (
    <Link
      href={props.path}
      prefetch={false}
      aria-current={pathname === props.path ? 'page' : undefined}
      className={`${className} rounded-sm hover:text-accent aria-[current=page]:text-accent`}
    >
      {props.children}
    </Link>
  );
}

function contains(module: OutlineModule, path: string): boolean {
  const isHere = (page: OutlinePage) => page.path === path;
  return (
    module.path === path ||
    module.pages.some(isHere) ||
    module.chapters.some((chapter) => chapter.path === path || chapter.lessons.some(isHere))
  );
}
