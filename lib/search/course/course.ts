import type { ChunkSizes, CourseConfig } from './course-config';
import type { Layer } from './parse-layer';
import type { Proficiency } from './parse-proficiency';
import type { Tier } from './parse-tier';
import type { Asked } from './read-asked';

/** One Markdown file of the course, with what its place and its front matter say about it. */
export interface CourseDocument {
  /**
   * `module` and `chapter` are the pages of their directories, a `lesson` stands anywhere below a chapter, and a `page`
   * everywhere else.
   */
  kind: 'module' | 'chapter' | 'lesson' | 'page';
  /** Path below the course directory, with forward slashes; of a translation below the site's directory. */
  sourceFile: string;
  /** Path on the site, as in `/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2`. */
  path: string;
  /** Language of the page, as in `en`. */
  locale: string;
  /** The page's `id` of the front matter. */
  docId?: string;
  title: string;
  description: string;
  /** Served, but listed nowhere and not searched. */
  unlisted?: true;
  /** The smallest hardware tier that the page needs (spec A9). */
  hardwareTier: Tier;
  proficiency: Proficiency;
  layer: Layer;
  durationMinutes?: number;
  /** Empty for a page that stands in no module. */
  moduleId: string;
  /** From 1; 0 for a page that stands in no module. */
  moduleNumber: number;
  /** 0 for the overview of a module, and for pages outside chapters. */
  chapterNumber: number;
  /** 0 for overviews, and for lessons whose file carries no number. */
  lessonNumber: number;
  /** Plain Markdown without the front matter: partials are put in, and what only MDX knows has become its text. */
  body: string;
  /** SHA-256 of the file's bytes, in hex. */
  fileHash: string;
  /** SHA-256 in hex; changes with anything that the page's passages depend on, also when the file itself did not. */
  fingerprint: string;
  /** How students ask for its sections, see {@link readAsked}. */
  asked?: Asked;
  /** How the page is cut; the default sizes where nothing is said. */
  chunkSizes?: ChunkSizes;
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
  id: string;
  number: number;
  title: string;
  description: string;
  dir: string;
  path: string;
  overview?: CourseDocument;
  chapters: CourseChapter[];
  /** What stands in the module, but in no chapter. */
  pages: CourseDocument[];
}

/** The course as read from disk, in reading order. */
export interface Course {
  config: CourseConfig;
  modules: CourseModule[];
  /** What stands in no module. */
  pages: CourseDocument[];
  /** Pages in the other languages. A page without a translation is not here a second time. */
  translations: CourseDocument[];
  /** One sentence for each value or file that could not be taken as it stands. */
  warnings: string[];
}
