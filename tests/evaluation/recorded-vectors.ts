import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const DIRECTORY = path.join(import.meta.dirname, 'vectors');
const ABOUT = path.join(DIRECTORY, 'about.json');
const VECTORS = path.join(DIRECTORY, 'vectors.bin');

const about = z.object({ model: z.string(), dimensions: z.int(), texts: z.int() });

/** Of each text: the beginning of its SHA-256, the largest absolute value of its vector, and the values as shares of it. */
const KEY_BYTES = 16;
const SCALE_BYTES = 4;
const MOST = 127;

/**
 * Vectors that a model made of the course and of the questions, kept in one byte a value, so that a real model can be
 * evaluated everywhere, without a key, and always with the same figures.
 */
export class RecordedVectors {
  readonly model: string;
  readonly dimensions: number;
  /** Texts that were asked for and have no vector: they changed since the recording. */
  readonly missing = new Set<string>();
  /** How many texts have one. */
  readonly size: number;
  private readonly places = new Map<string, number>();
  private readonly bytes: Buffer;

  /** Reads what {@link writeVectors} wrote. */
  constructor() {
    const { model, dimensions, texts } = about.parse(JSON.parse(readFileSync(ABOUT, 'utf8')));
    this.model = model;
    this.dimensions = dimensions;
    this.size = texts;
    this.bytes = readFileSync(VECTORS);
    const length = KEY_BYTES + SCALE_BYTES + dimensions;
    if (this.bytes.length !== texts * length) throw new Error(`${VECTORS} is not what ${ABOUT} says`);
    for (let at = 0; at < this.bytes.length; at += length)
      this.places.set(this.bytes.toString('hex', at, at + KEY_BYTES), at + KEY_BYTES);
  }

  /** Of a text that is not known, a vector that is near to nothing. */
  of(text: string): number[] {
    const place = this.places.get(keyOf(text).toString('hex'));
    if (place === undefined) {
      this.missing.add(text);
      return new Array<number>(this.dimensions).fill(0);
    }
    const scale = this.bytes.readFloatLE(place) / MOST;
    return Array.from(
      { length: this.dimensions },
      (_, at) => this.bytes.readInt8(place + SCALE_BYTES + at) * scale,
    );
  }
}

/** Keeps vectors in place of those that were recorded before. */
export function writeVectors(model: string, vectors: ReadonlyMap<string, readonly number[]>): void {
  const [first = []] = vectors.values();
  const dimensions = first.length;
  const records = [...vectors].map(([text, vector]) => {
    if (vector.length !== dimensions)
      throw new Error(`a vector has ${vector.length} values, another ${dimensions}`);
    const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const record = Buffer.alloc(KEY_BYTES + SCALE_BYTES + dimensions);
    keyOf(text).copy(record);
    record.writeFloatLE(scale, KEY_BYTES);
    vector.forEach((value, at) => {
      record.writeInt8(scale === 0 ? 0 : Math.round((value / scale) * MOST), KEY_BYTES + SCALE_BYTES + at);
    });
    return record;
  });
  // In an order of their own, so that a new recording of the same texts is the same file.
  writeFileSync(VECTORS, Buffer.concat(records.sort(Buffer.compare)));
  writeFileSync(ABOUT, `${JSON.stringify({ model, dimensions, texts: records.length }, null, 2)}\n`);
}

function keyOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, KEY_BYTES);
}
