import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';

/** What stands in a directory, in the order of the bytes that follow the list. */
const entries = z.array(z.object({ path: z.string(), size: z.int().optional() }));

/** Databases of a cluster are copies of each other; a window this wide (16 MiB) sees that. */
const OPTIONS = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 24 },
};

/** A directory of plain files and directories, empty ones too, as one compressed file. */
export async function packDirectory(directory: string): Promise<Buffer> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const parts = await Promise.all(
    found
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const bytes = entry.isFile() ? await readFile(file) : undefined;
        return { path: path.relative(directory, file).split(path.sep).join('/'), bytes };
      }),
  );
  parts.sort((a, b) => (a.path < b.path ? -1 : 1));
  const list = Buffer.from(JSON.stringify(parts.map(({ path, bytes }) => ({ path, size: bytes?.length }))));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  const bytes = parts.flatMap((part) => part.bytes ?? []);
  return promisify(brotliCompress)(Buffer.concat([length, list, ...bytes]), OPTIONS);
}

/**
 * Writes a packed directory out, readable for its owner alone.
 *
 * @param directory does not exist yet
 * @throws what the file system and zlib throw; then a part of the directory may be there
 */
export async function unpackDirectory(packed: Buffer, directory: string): Promise<void> {
  const bytes = await promisify(brotliDecompress)(packed);
  let offset = 4 + bytes.readUInt32LE(0);
  const list = entries.parse(JSON.parse(bytes.toString('utf8', 4, offset)));
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // A directory stands before what is in it.
  for (const { path: name, size } of list) {
    const target = path.join(directory, name);
    if (size === undefined) await mkdir(target, { mode: 0o700 });
    else {
      await writeFile(target, bytes.subarray(offset, offset + size), { mode: 0o600 });
      offset += size;
    }
  }
}
