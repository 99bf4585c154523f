/** What stands between the blank lines of a stream of events, as it comes. Throws if the stream ends within one. */
export async function* sseBlocks(response: Response): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    yield* blocks;
  }
  if (rest !== '') throw new Error(`the stream broke off in a frame: ${rest}`);
}
