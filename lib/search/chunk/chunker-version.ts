/** To be raised whenever the same page would be cut otherwise than before, so that every page is cut anew. */
export const CHUNKER_VERSION = 2;
