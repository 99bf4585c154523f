import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface CourseSection {
  /** Its file and heading. */
  name: string;
  text: string;
}

/** The sections of the course that have code, without their headings. */
export function courseSections(): CourseSection[] {
  return readdirSync('content', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .flatMap(sectionsOf);
}

function sectionsOf(file: string): CourseSection[] {
  const body = readFileSync(path.join('content', file), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
  const sections: { heading: string; lines: string[] }[] = [{ heading: 'beginning', lines: [] }];
  let isCode = false;
  for (const line of body.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? undefined : /^#{1,6} (.*)/.exec(line)?.[1];
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ heading, lines: [] });
  }
  return sections
    .map(({ heading, lines }) => ({
      name: `${path.basename(file)}, ${heading}`,
      text: lines.join('\n').trim(),
    }))
    .filter(({ text }) => text.includes('```'));
}
