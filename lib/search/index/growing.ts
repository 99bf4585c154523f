/** A list of 32-bit numbers that grows without boxing them. */
export class Growing {
  private values = new Uint32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.grow(this.length + 1);
    this.values[this.length] = value;
    this.length += 1;
  }

  append(values: ArrayLike<number>): void {
    if (this.length + values.length > this.values.length) this.grow(this.length + values.length);
    this.values.set(values, this.length);
    this.length += values.length;
  }

  done(): Uint32Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }

  private grow(least: number): void {
    const larger = new Uint32Array(Math.max(least, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}
