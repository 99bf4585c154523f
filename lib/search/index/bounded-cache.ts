/** Remembers answers, the most recent ones: what is asked comes from outside, and there is no end of it. */
export class BoundedCache<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly maxSize: number) {}

  get(key: string, work: () => Value): Value {
    const known = this.values.get(key);
    if (known !== undefined) {
      this.values.delete(key);
      this.values.set(key, known);
      return known;
    }
    const value = work();
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.maxSize && oldest !== undefined) this.values.delete(oldest);
    return value;
  }
}
