import type { Source } from '@/lib/chatkit/protocol';

/** What a page may set to route links by itself; it answers false when it did. A citation's link comes with its source. */
export type LinkHook = (url: string, source?: Source) => unknown;
