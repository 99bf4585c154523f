import { resolve } from 'node:path';
import { readCourse } from '@/lib/search/course';
import type { CoursePassage } from '@/lib/search/passage';
import { sectionsOf } from '../sections';

/** The sections that a passage holds, as the questions name them. */
export type Sections = (passage: CoursePassage) => Set<string>;

let sections: Promise<Sections> | undefined;

/** Those of our own course; it is read once. */
export function courseSections(): Promise<Sections> {
  sections ??= readCourse(resolve('content')).then(sectionsOf);
  return sections;
}
