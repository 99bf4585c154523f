/** A question failed a moment ago, and the server is left alone for now. */
export class EmbeddingsResting extends Error {
  override readonly name = 'EmbeddingsResting';

  constructor(readonly model: string) {
    super(`The model "${model}" failed a moment ago, and is not asked for now`);
  }
}
