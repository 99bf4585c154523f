import { add, create, every, type Pair, read, send, threadIdIn } from './pair';

const ROUNDS = 10;
const SENDS = 20;

/** Twenty messages to one thread at once, over both processes. */
export async function raceTest(pair: Pair): Promise<string[]> {
  let open = 0;
  let maxOpen = 0;
  pair.openai.play(() => {
    open += 1;
    maxOpen = Math.max(maxOpen, open);
    const onClose = () => {
      open -= 1;
    };
    return { kind: 'text', text: 'a b c', pace: every(5), onClose };
  });
  const clients = await pair.student('Race');
  const answered: number[] = [];
  let refused = 0;
  let inOrder = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const threadId = threadIdIn(await read(await send(clients[0], create('first'))));
    const statuses = await Promise.all(
      Array.from({ length: SENDS }, async (_, index) => {
        const response = await send(clients[index % 2 === 0 ? 0 : 1], add(threadId, `message ${index}`));
        await response.text();
        return response.status;
      }),
    );
    refused += statuses.filter((status) => status === 409).length;
    answered.push(statuses.filter((status) => status === 200).length);
    const { data } = await clients[0].items(threadId);
    const kinds = data.map((item) => item.type).join(' ');
    const expected = Array.from(
      { length: 1 + (answered.at(-1) ?? 0) },
      () => 'user_message assistant_message',
    );
    if (kinds === expected.join(' ')) inOrder += 1;
  }
  return [
    `| ${SENDS} sends at once to one thread over two processes, ${ROUNDS} times | never two runs | at most ${maxOpen} at a time; ${answered.reduce((sum, n) => sum + n, 0)} answered, ${refused} refused with 409 |`,
    `| order of the thread: message, answer, message, answer | all | ${inOrder} of ${ROUNDS} |`,
  ];
}
