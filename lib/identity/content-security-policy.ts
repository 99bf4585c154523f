export interface PolicyOptions {
  /** What may run beside scripts of our own files: `'sha256-…'` or `'nonce-…'`, with the quotes. */
  scripts: readonly string[];
  /** Origins where files are sent to and shown from, if they are not kept by this server. */
  fileOrigins: readonly string[];
  /** The official chat script, where a deployment uses it in place of ours: its origin. It brings a frame and styles along. */
  chatScriptOrigin: string | undefined;
  /** Whether the browser came over HTTPS. */
  https: boolean;
  /** The development server makes code from text, and speaks over a web socket. */
  development: boolean;
}

/**
 * What a page of the site may load and do (docs/decisions/0023). Styles need nothing but our files: highlighted code has classes,
 * the element has style sheets made by script, and neither pages nor the element have style attributes.
 */
export function contentSecurityPolicy(options: PolicyOptions): string {
  const { scripts, fileOrigins, chatScriptOrigin, https, development } = options;
  const chat = chatScriptOrigin === undefined ? [] : [chatScriptOrigin];
  const inDevelopment = (...sources: string[]) => (development ? sources : []);
  const directives: [string, ...string[]][] = [
    ['default-src', "'none'"],
    ['script-src', "'self'", ...scripts, ...chat, ...inDevelopment("'unsafe-eval'")],
    ['script-src-attr', "'none'"],
    ['style-src', "'self'", ...inDevelopment("'unsafe-inline'")],
    ['img-src', "'self'", 'data:', 'blob:', ...fileOrigins],
    ['font-src', "'self'"],
    // Of blobs a page has only its own; the browser reads one again where a preview turns out to be no picture.
    ['connect-src', "'self'", 'blob:', ...fileOrigins, ...chat, ...inDevelopment('ws:')],
    ['frame-src', ...(chat.length > 0 ? chat : ["'none'"])],
    ['manifest-src', "'self'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
    ['frame-ancestors', "'none'"],
  ];
  if (https) directives.push(['upgrade-insecure-requests']);
  return directives.map((directive) => directive.join(' ')).join('; ');
}
