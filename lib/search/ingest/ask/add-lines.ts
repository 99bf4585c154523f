import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Document, isMap, parseDocument } from 'yaml';

const HEAD =
  ' How students ask for what each section says, by a model. The search finds the section by these words too.';

/** A file of lines that cannot be added to, as it is no map. It is left as it is. */
export class UnreadableLines extends Error {
  override readonly name = 'UnreadableLines';
}

/**
 * Adds the lines of sections to a file that says how students ask for them, which is made if there is none. What stands there
 * stays, comments too; whoever reads meanwhile sees the old file or the new one, whole.
 *
 * @param lines by the keys of sections
 * @throws UnreadableLines, or what the file system throws
 */
export async function addLines(file: string, lines: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const document = await read(file);
  for (const [key, list] of lines) document.set(key, document.createNode([...list]));
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, document.toString({ lineWidth: 0 }));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function read(file: string): Promise<Document> {
  const written = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (written.trim() === '') {
    const document = new Document({});
    document.commentBefore = HEAD;
    return document;
  }
  const document = parseDocument(written);
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new UnreadableLines(`${file} is no map of lists of questions`);
  return document;
}
