import { gzipSync } from 'node:zlib';
import type { Contents } from './contents';

/** A file whose length is as announced, and whose content is a lie. */
export interface LyingContent {
  name: string;
  mimeType: string;
  fileName: string;
  bytes: Buffer;
}

/** Files that are not what they are announced as, or something else as well. */
export function lyingContents(c: Contents): LyingContent[] {
  const images = { png: c.png, jpeg: c.jpeg, webp: c.webp, gif: c.gif };
  const texts = {
    'text/plain': 'a.txt',
    'text/markdown': 'a.md',
    'text/csv': 'a.csv',
    'text/x-python': 'a.py',
    'text/xml': 'a.urdf',
    'application/json': 'a.json',
    'text/yaml': 'a.yaml',
  };
  const lies: LyingContent[] = [];
  const lie = (name: string, mimeType: string, fileName: string, ...parts: (Buffer | string)[]) =>
    lies.push({
      name: `${name} as ${mimeType}`,
      mimeType,
      fileName,
      bytes: Buffer.concat(
        parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
      ),
    });

  for (const [kind, image] of Object.entries(images)) {
    const type = `image/${kind}`;
    lie(`${kind} with HTML behind`, type, `a.${kind}`, image, c.html);
    lie(`${kind} with an archive behind`, type, `a.${kind}`, image, c.zip);
    lie(
      `${kind} with a script behind`,
      type,
      `a.${kind}`,
      image,
      '\n/**/function(){alert(1)}();<script>1</script>',
    );
    lie(`${kind} with a PDF behind`, type, `a.${kind}`, image, c.pdf);
    if (kind !== 'jpeg') lie(`${kind} with anything behind`, type, `a.${kind}`, image, 'notes');
    lie(`${kind} cut off`, type, `a.${kind}`, image.subarray(0, image.length - 9));
    lie(`${kind} of its first bytes alone`, type, `a.${kind}`, image.subarray(0, 16));
    lie('an SVG', type, `a.${kind}`, c.svg);
    lie('a page', type, `a.${kind}`, c.html);
    lie('a compressed bomb', type, `a.${kind}`, c.gzip);
  }
  lie('a PNG', 'image/jpeg', 'a.jpg', c.png);
  lie('a GIF', 'image/png', 'a.png', c.gif);
  lie('a GIF that is a script', 'image/gif', 'a.gif', 'GIF89a/*', '\0'.repeat(20), '*/=1;alert(1);//;');
  lie('a bomb of 50,000 by 50,000 pixels', 'image/png', 'a.png', c.bombPng(50_000));
  lie('a bomb of 65,535 by 65,535 pixels', 'image/gif', 'a.gif', c.bombGif());
  lie('a bomb of 16 million by 16 million pixels', 'image/webp', 'a.webp', c.bombWebp());
  lie('a PDF with HTML before', 'application/pdf', 'a.pdf', c.html, c.pdf);
  lie('a PDF with HTML behind', 'application/pdf', 'a.pdf', c.pdf, c.html);
  lie(
    'a PDF with HTML in a comment',
    'application/pdf',
    'a.pdf',
    '%PDF-1.4\n%<script>1</script>\n',
    c.pdf.subarray(9),
  );
  lie('a PDF with an archive behind', 'application/pdf', 'a.pdf', c.pdf, c.zip);
  lie('a PDF with an archive inside', 'application/pdf', 'a.pdf', '%PDF-1.4\n', c.zip, c.pdf.subarray(9));
  lie(
    'a PDF with the beginning of an archive between its objects',
    'application/pdf',
    'a.pdf',
    '%PDF-1.4\n%PK\x03\x04\n',
    c.pdf.subarray(9),
  );
  const stream = (content: string) => `1 0 obj <<>> stream\n${content}\nendstream endobj\n`;
  lie(
    'a PDF with HTML in its first stream',
    'application/pdf',
    'a.pdf',
    '%PDF-1.4\n',
    stream('<html>'),
    c.pdf.subarray(9),
  );
  lie(
    'a PDF with HTML far behind its beginning',
    'application/pdf',
    'a.pdf',
    '%PDF-1.4\n',
    stream('x'.repeat(9000)),
    '%<script>\n',
    c.pdf.subarray(9),
  );
  lie('a PDF that is cut off', 'application/pdf', 'a.pdf', c.pdf.subarray(0, 30));
  lie('an SVG', 'application/pdf', 'a.pdf', c.svg);
  lie('an image', 'application/pdf', 'a.pdf', c.jpeg);
  for (const [type, fileName] of Object.entries(texts)) {
    lie('an SVG', type, fileName, '\n<?xml version="1.0"?><!-- drawing -->\n', c.svg);
    lie('a page', type, fileName, '  ', c.html);
  }
  lie('a page behind a byte order mark', 'text/plain', 'a.txt', '\xef\xbb\xbf', c.html);
  lie('a drawing inside a robot', 'text/xml', 'a.urdf', '<robot name="r">', c.svg, '</robot>');
  lie('XML with entities', 'text/xml', 'a.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
  lie('text in UTF-16', 'text/x-python', 'a.py', c.utf16);
  lie('text with a NUL', 'text/plain', 'a.txt', 'a\0b');
  lie('bytes that are no UTF-8', 'text/csv', 'a.csv', 'a,b\xff\xfe\n');
  lie('an archive', 'text/plain', 'a.txt', c.zip);
  lie('a text that ends as an archive', 'text/plain', 'a.txt', 'hello ', `PK\x05\x06${'\x01'.repeat(18)}`);
  lie(
    'a text that ends as an archive with a long comment',
    'text/plain',
    'a.txt',
    `hello PK\x05\x06${'\x01'.repeat(18)}${'c'.repeat(60_000)}`,
  );
  lie('a PDF', 'text/plain', 'a.txt', '%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n');
  lie('a letter', 'text/plain', 'a.txt', '{\\rtf1\\ansi Dear Sir}');
  lie('a program', 'text/x-c++', 'a.cpp', c.elf);
  lie('compressed text', 'text/yaml', 'a.yaml', gzipSync('a: 1'));
  return lies;
}
