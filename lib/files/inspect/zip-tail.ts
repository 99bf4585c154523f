/** The record at the end of a ZIP archive, with the longest comment that can follow it. */
const END_RECORD = Buffer.from('PK\u0005\u0006', 'latin1');
const FARTHEST = 22 + 65_535;

/** Whether a program that reads archives from their end would take these bytes for one, whatever they begin with. */
export function endsAsZip(bytes: Buffer): boolean {
  return bytes.subarray(-FARTHEST).includes(END_RECORD);
}
