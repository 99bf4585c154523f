import { createHash } from 'node:crypto';
import { uuidV5 } from '@/lib/search/chunk/uuid-v5';
import type { CoursePassage } from '@/lib/search/passage';

/** A passage of a small course, with what a test says of it. Another text, page or book is another passage. */
export function samplePassage(given: Partial<CoursePassage> = {}): CoursePassage {
  const text = given.text ?? 'A topic carries messages from publishers to subscribers.';
  const sourceFile = given.sourceFile ?? 'module-1-ros2/chapter-1-basics/01-topics.md';
  const bookId = given.bookId ?? 'book';
  const locale = given.locale ?? 'en';
  const contentHash = createHash('sha256').update(text).digest('hex');
  return {
    id: uuidV5(`${bookId}:${locale}:${sourceFile}:${contentHash}`),
    bookId,
    locale,
    text,
    contentHash,
    tokenCount: 12,
    wordCount: text.split(/\s+/).length,
    sourceFile,
    sourceFileHash: createHash('sha256').update(sourceFile).digest('hex'),
    fingerprint: 'fingerprint-1',
    kind: 'lesson',
    headingPath: ['Topics'],
    path: '/docs/module-1-ros2/chapter-1-basics/topics',
    module: 'ros2',
    moduleTitle: 'ROS 2',
    chapter: 1,
    lesson: 1,
    lessonTitle: 'Topics',
    hardwareTier: 1,
    proficiency: 'A2',
    layer: 'L1',
    chunkIndex: 0,
    totalChunks: 1,
    parentDocId: uuidV5(`${bookId}:${locale}:${sourceFile}`),
    ...given,
  };
}
