import type { SseFrame } from './sse-parser';

/**
 * Which frames of a run have been taken, so that none is taken twice when it is read again. A server that ends the run of a process that
 * died may give a number anew, to another event: what counts is the event.
 */
export class SeenFrames {
  /** A digest of each frame's data, by number. */
  readonly #digests = new Map<number, number>();
  #last = 0;
  #isNumbered = true;

  /** Where to go on. */
  get last(): number {
    return this.#last;
  }

  /** A server whose frames have no numbers cannot say where to go on. */
  get isNumbered(): boolean {
    return this.#isNumbered;
  }

  /** Notes a frame; answers whether it is new. */
  add({ id, data }: SseFrame): boolean {
    const seq = id === null ? Number.NaN : Number(id);
    if (!Number.isInteger(seq)) {
      this.#isNumbered = false;
      return true;
    }
    const digest = digestOf(data);
    if (seq <= this.#last && (this.#digests.get(seq) ?? digest) === digest) return false;
    // The numbers have gone back: what came under later ones before is no part of the run.
    for (let later = seq + 1; later <= this.#last; later += 1) this.#digests.delete(later);
    this.#digests.set(seq, digest);
    this.#last = seq;
    return true;
  }
}

/** 32 bits of it (FNV-1a): tells two events under one number apart. */
function digestOf(text: string): number {
  let digest = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    digest = Math.imul(digest ^ text.charCodeAt(index), 0x01000193);
  return digest;
}
