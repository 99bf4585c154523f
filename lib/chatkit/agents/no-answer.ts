/** A response of the model that holds no words and asks for nothing. The run ends with it: asking again brings the same. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';

  constructor() {
    super('The model gave no answer.');
  }
}
