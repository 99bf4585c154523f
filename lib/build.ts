declare const BUILD_INPUTS: string | undefined;

/**
 * What the compiled scripts were made of, as one hash; the compiler puts it in. Undefined where the source runs as it stands: what it
 * made may have been made by another version of it.
 */
export const buildInputs: string | undefined = typeof BUILD_INPUTS === 'undefined' ? undefined : BUILD_INPUTS;

/** The directory that a build leaves behind for first starts, laid out as `DATA_DIR` is. Whatever is missing there is made when needed. */
export const TEMPLATE_DIR = 'dist/template';
