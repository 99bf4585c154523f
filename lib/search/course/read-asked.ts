import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** How students ask for what the sections of a page say, by the anchors of their headings. */
export type Asked = Readonly<Record<string, readonly string[]>>;

/** The key of what stands before the first heading. */
export const INTRO = 'intro';

const lists = z.record(
  z.string(),
  z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(300)
        .transform((line) => line.toWellFormed()),
    )
    .max(100),
);

/**
 * Reads the file beside a page that says how students ask for its sections: `topics.asked.yaml` beside `topics.md`. Lessons
 * cannot use every word that somebody may look for them by; here they can be written down.
 *
 * @param file path of the page
 * @param anchorsOf the anchors of its headings, asked for only if there is such a file
 * @param warn told of a file that cannot be used
 */
export async function readAsked(
  file: string,
  anchorsOf: () => readonly string[],
  warn: (warning: string) => void,
): Promise<Asked | undefined> {
  const written = await readFile(file.replace(/\.mdx?$/i, '.asked.yaml'), 'utf8').catch(() => undefined);
  if (written === undefined) return undefined;
  const read = lists.safeParse(parsed(written));
  if (!read.success) {
    warn(`its .asked.yaml is no map of lists of questions (${read.error.issues[0]?.path.join('.') ?? ''})`);
    return undefined;
  }
  const anchors = anchorsOf();
  const known = Object.entries(read.data).filter(([anchor]) => {
    const isKnown = anchor === INTRO || anchors.includes(anchor);
    if (!isKnown) warn(`its .asked.yaml names the section ${anchor}, which the page does not have`);
    return isKnown;
  });
  return Object.fromEntries(known);
}

function parsed(written: string): unknown {
  try {
    return parse(written);
  } catch {
    return undefined;
  }
}
