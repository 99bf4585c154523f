/**
 * What this server does beyond the official protocol. Every answer names it, so that a client of another origin knows before it
 * sends a header of ours, which makes its browser ask first.
 */
export const EXTENSIONS = ['resume', 'active-run', 'turn-end'] as const;

/** Sent with every answer of the endpoint, refusals included. */
export const EXTENSIONS_HEADER = { 'X-ChatKit-Extensions': EXTENSIONS.join(', ') } as const;

/**
 * Whether the client declares that it knows our extensions (`X-ChatKit-Resume: 1`): it reads numbered events, comes back when its
 * connection breaks, and gets fields, items and events that the official protocol does not have. All others get the official
 * wire, see `OfficialForm`.
 */
export function isDeclared(request: Request): boolean {
  return request.headers.get('x-chatkit-resume') === '1';
}
