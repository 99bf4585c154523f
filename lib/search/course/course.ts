import type { ModuleId } from './course-modules';
import type { Layer } from './parse-layer';
import type { Proficiency } from './parse-proficiency';
import type { Tier } from './parse-tier';

/** One Markdown file of the course, with what its place and its front matter say about it. */
export interface CourseDocument {
  /** `module` and `chapter` are README files, served at the URL of their directory. */
  kind: 'module' | 'chapter' | 'lesson';
  /** Path below the course directory, with forward slashes. */
  sourceFile: string;
  /** Path on the site, as in `/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2`. */
  path: string;
  title: string;
  description: string;
  /** The smallest hardware tier that the page needs (spec A9). */
  hardwareTier: Tier;
  proficiency: Proficiency;
  layer: Layer;
  durationMinutes?: number;
  moduleId: ModuleId;
  moduleNumber: number;
  /** 0 for the overview of a module. */
  chapterNumber: number;
  /** 0 for overviews, and for lessons whose file carries no number. */
  lessonNumber: number;
  /** Markdown without the front matter. */
  body: string;
  /** SHA-256 of the file's bytes, in hex. */
  fileHash: string;
}

export interface CourseChapter {
  number: number;
  title: string;
  description: string;
  dir: string;
  path: string;
  overview?: CourseDocument;
  lessons: CourseDocument[];
}

export interface CourseModule {
  id: ModuleId;
  number: number;
  title: string;
  description: string;
  dir: string;
  path: string;
  overview?: CourseDocument;
  chapters: CourseChapter[];
}

/** The course as read from disk, in reading order. */
export interface Course {
  modules: CourseModule[];
  /** One sentence for each value or file that could not be taken as it stands. */
  warnings: string[];
}
