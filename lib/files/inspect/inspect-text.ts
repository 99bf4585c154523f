import { fileTypeFromBuffer } from 'file-type';
import { LyingFile } from './lying-file';
import { endsAsZip } from './zip-tail';

/** Tags with which only a page or a drawing begins. Markdown may begin with others. */
const PAGE =
  /^<(?:!doctype\s+(?:html|svg)|html|head|body|script|iframe|svg|style|title|meta|link|object|embed|frameset|base|math)\b/i;

/** Tags that browsers take for a page where they guess. */
const GUESSED = /^<(?:h1|div|font|table|a|b|br|p|img|form|input|video|audio|details)\b/i;

/** In XML of robots and worlds there is no place for these. */
const IN_XML =
  /<!entity|<\?xml-stylesheet|<(?:\w+:)?(?:svg|html|script|foreignObject)\b|www\.w3\.org\/(?:1999\/xhtml|2000\/svg)/i;

/**
 * Looks at text or code.
 *
 * @throws LyingFile if it is not UTF-8, is another format, or a page or drawing that runs scripts
 */
export async function inspectText(mimeType: string, bytes: Buffer): Promise<void> {
  const text = decode(bytes);
  if (text === undefined || text.includes('\0') || endsAsZip(bytes))
    throw new LyingFile('is not plain text.');
  const detected = await fileTypeFromBuffer(bytes);
  if (detected && detected.mime !== 'application/xml') throw new LyingFile();
  const start = skipPrologue(text);
  const guessed = mimeType !== 'text/markdown' && GUESSED.test(start);
  if (PAGE.test(start) || guessed) throw new LyingFile('is a web page or a drawing.');
  const isXml = mimeType === 'text/xml' || start.length < text.length || start.startsWith('<');
  if (isXml && mimeType !== 'text/markdown' && IN_XML.test(text))
    throw new LyingFile('is a web page or a drawing.');
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What is left after blanks, comments, XML declarations and document types that are no page's. */
function skipPrologue(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : undefined;
    const at = end === undefined ? -1 : rest.indexOf(end);
    if (end === undefined || at < 0) return rest;
    rest = rest.slice(at + end.length).trimStart();
  }
}
