/** Gives every different string a number, from 0, in the order in which they come. */
export class Numbering {
  private readonly numbers = new Map<string, number>();
  readonly list: string[] = [];

  of(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    const number = this.list.length;
    this.numbers.set(value, number);
    this.list.push(value);
    return number;
  }
}
