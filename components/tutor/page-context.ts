/** What the server is told about the page being read (DESIGN §3, spec A3). */
export interface PageContext {
  url: string;
  title: string;
  path: string;
  /** The first five headings, joined with `, `. */
  headings: string;
  description: string;
}

const MAX_TEXT = 500;

/** Reads the page as it is now. Called at send time: the student may have moved on since the tutor was opened. */
export function readPageContext(page: Document): PageContext {
  const root = page.querySelector('article, main, [role="main"]') ?? page.body;
  const headings = [...root.querySelectorAll('h1, h2, h3')]
    .map((heading) => clean(heading.textContent))
    .filter(Boolean)
    .slice(0, 5);
  const description = page.querySelector('meta[name="description"]')?.getAttribute('content') ?? '';
  return {
    url: page.location.href,
    title: clean(page.title),
    path: page.location.pathname,
    headings: headings.join(', '),
    description: clean(description),
  };
}

function clean(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
}
