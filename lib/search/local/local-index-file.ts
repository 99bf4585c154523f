import path from 'node:path';

export interface LocalIndexOptions {
  dataDir: string;
  course: { bookId: string };
}

/** Where the local index of a book is kept. */
export function localIndexFile({ dataDir, course }: LocalIndexOptions): string {
  return path.join(dataDir, 'search', `${encodeURIComponent(course.bookId)}.index`);
}
