import { LyingFile } from './lying-file';
import { endsAsZip } from './zip-tail';

/** As far as programs look for the signs of a page. */
const SNIFFED = 4096;

const MARKUP = /<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)[\s>/?]/i;

const ARCHIVE = 'PK\u0003\u0004';

/**
 * Looks at a PDF from outside: it begins and ends as one, and is nothing else as well. It is kept as it is, read by the
 * model alone and never served.
 *
 * @throws LyingFile
 */
export function inspectPdf(bytes: Buffer): void {
  const head = bytes.toString('latin1', 0, 8);
  if (!/^%PDF-[12]\.\d$/.test(head)) throw new LyingFile();
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 2048));
  if (!/(?:startxref|trailer)[\s\S]*%%EOF[\s]*$/.test(tail))
    throw new LyingFile('is cut off, or has something behind it.');
  if (endsAsZip(bytes)) throw new LyingFile('is an archive, too.');
  const text = bytes.toString('latin1');
  const outside = withoutStreams(text);
  if (outside.includes(ARCHIVE)) throw new LyingFile('is an archive, too.');
  if (MARKUP.test(outside) || MARKUP.test(text.slice(0, SNIFFED))) throw new LyingFile('is a web page, too.');
}

/** The objects without their streams, whose bytes are pictures, fonts and compressed text. */
function withoutStreams(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('stream', at);
    const end = start < 0 ? -1 : text.indexOf('endstream', start + 6);
    if (end < 0) return parts.join('') + text.slice(at);
    parts.push(text.slice(at, start));
    at = end + 9;
  }
}
