import { type Course, courseDocuments, headings } from '@/lib/search/course';
import type { CoursePassage } from '@/lib/search/passage';

/**
 * The sections that a passage holds, as the questions name them. Short sections are joined with their neighbours, and then one
 * passage answers for several.
 */
export function sectionsOf(course: Course): (passage: CoursePassage) => Set<string> {
  const byFile = new Map(
    courseDocuments(course).map(({ sourceFile, body }) => [
      sourceFile,
      headings(body).filter(({ depth }) => depth === 2 || depth === 3),
    ]),
  );
  return ({ sourceFile, anchor, text, chunkIndex }) => {
    const inside = (byFile.get(sourceFile) ?? []).filter((heading) =>
      text.includes(`${'#'.repeat(heading.depth)} ${heading.text}`),
    );
    // Its own heading stands in its text only if something stands before it.
    const hasIntro =
      chunkIndex === 0 && (anchor === undefined || inside.some((heading) => heading.anchor === anchor));
    const anchors = [anchor ?? '', ...inside.map((heading) => heading.anchor), ...(hasIntro ? [''] : [])];
    return new Set(anchors.map((each) => `${sourceFile.replace(/\.mdx?$/, '')}#${each}`));
  };
}
