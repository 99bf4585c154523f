/** A body as the embeddings API answers it, with the vectors as numbers or in base64, whichever was asked for. */
export function embeddingsAnswer(
  body: Record<string, unknown>,
  vectorOf: (text: string) => number[],
): object {
  const { input, encoding_format: format, model } = body;
  const texts = (Array.isArray(input) ? input : [input]).map(String);
  const data = texts.map((text, index) => {
    const vector = vectorOf(text);
    const embedding = format === 'base64' ? base64(vector) : vector;
    return { object: 'embedding', index, embedding };
  });
  return { object: 'list', model, data, usage: { prompt_tokens: texts.length, total_tokens: texts.length } };
}

function base64(vector: number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}
