/** What the default model makes, and what others of its family are asked for where nothing is set. */
export const DEFAULT_MODEL = 'text-embedding-3-small';
export const DEFAULT_DIMENSIONS = 1536;
