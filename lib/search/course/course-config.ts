/** A module of the course: a directory at the top of the course directory. */
export interface ModuleConfig {
  /** What search filters and links know it by, as in `ros2`. */
  id: string;
  dir: string;
  /** A short name, for lists of what the course has. */
  name: string;
}

/** How long passages are, in tokens of the embedding model. */
export interface ChunkSizes {
  /** A part of a cut section is filled up to here. */
  target: number;
  /** A section up to here stays whole. */
  longest: number;
  /** Shorter ones say too little alone, and join a neighbour of the same page. */
  shortest: number;
}

/** What a course says of itself in its `course.json`, every default filled in. */
export interface CourseConfig {
  /** In the order of the course. */
  modules: ModuleConfig[];
  /** The highest numbers that a chapter and a lesson may have; a file beyond them is left out with a warning. */
  limits: { chapter: number; lesson: number };
  /** Where the site serves the course, as in `/docs`; empty for the root of the site. */
  route: string;
  locales: {
    /** Language of the files in the course directory. */
    default: string;
    /** Languages that the site has translations for. */
    others: string[];
  };
  /** Markdown files are MDX, as in Docusaurus by default, or only those named `.mdx`. */
  markdown: 'mdx' | 'detect';
  chunks: ChunkSizes;
}
