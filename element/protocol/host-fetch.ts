import type { ChatKitOptions } from '@openai/chatkit';

/**
 * The host's `api.fetch`, called through the option object so that its latest closure runs. The React bindings call it
 * with the options as `this`; the browser's own fetch refuses that, so then we call it ourselves (spec element 1.1).
 */
export function hostFetch(options: () => ChatKitOptions): typeof fetch {
  let warned = false;
  return async (input, init) => {
    const { api } = options();
    if (!('url' in api) || typeof api.fetch !== 'function') return globalThis.fetch(input, init);
    try {
      return await api.fetch(input, init);
    } catch (error) {
      if (!(error instanceof TypeError) || !error.message.includes('Illegal invocation')) throw error;
      if (!warned) console.warn('[chatkit] api.fetch needs its own `this`; using globalThis.fetch instead.');
      warned = true;
      return globalThis.fetch(input, init);
    }
  };
}
