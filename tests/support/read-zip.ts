import { crc32, inflateRawSync } from 'node:zlib';

/** The entries of a ZIP archive by name, read as the format tells readers to: from the list at the end. Checksums are checked. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const { count, at } = listOf(archive);
  const entries = new Map<string, Buffer>();
  let line = at;
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(line) !== 0x02014b50) throw new Error('the list of the archive is broken');
    const [crc, zipped] = [archive.readUInt32LE(line + 16), archive.readUInt32LE(line + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(line + offset));
    const name = archive.toString('utf8', line + 46, line + 46 + (nameLength ?? 0));
    const header = archive.readUInt32LE(line + 42);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const content = inflateRawSync(archive.subarray(start, start + zipped));
    if (crc32(content) !== crc) throw new Error(`${name} is broken`);
    entries.set(name, content);
    line += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function listOf(archive: Buffer): { count: number; at: number } {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not an archive');
  if (archive.readUInt32LE(end + 16) !== 0xffff_ffff) {
    return { count: archive.readUInt16LE(end + 10), at: archive.readUInt32LE(end + 16) };
  }
  const long = Number(archive.readBigUInt64LE(end - 20 + 8));
  return {
    count: Number(archive.readBigUInt64LE(long + 32)),
    at: Number(archive.readBigUInt64LE(long + 48)),
  };
}
