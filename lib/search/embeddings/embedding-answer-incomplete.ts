/** The server did not answer with one vector for each text. */
export class EmbeddingAnswerIncomplete extends Error {
  override readonly name = 'EmbeddingAnswerIncomplete';

  constructor(
    readonly model: string,
    readonly sent: number,
    readonly returned: number,
  ) {
    super(`The model "${model}" was given ${sent} texts and answered with vectors for ${returned}`);
  }
}
