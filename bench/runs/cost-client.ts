import { input } from '../../tests/support/chat-client';

/**
 * `node … cost-client.ts <url> <streams>`: begins so many streams at once, reads them to their ends and prints the delays of all
 * their words in milliseconds, as JSON.
 */
const [, , url = '', streams = '0'] = process.argv;
const delays: number[] = [];
let lost = 0;
await Promise.all(
  Array.from({ length: Number(streams) }, async (_, index) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': `user-${index}`, 'x-chatkit-resume': '1' },
      body: JSON.stringify({ type: 'threads.create', params: { input: input('go') } }),
    });
    const decoder = new TextDecoder();
    let words = 0;
    for await (const chunk of response.body ?? []) {
      const now = Date.now();
      for (const [, at] of decoder.decode(chunk, { stream: true }).matchAll(/"delta":"(\d{13}) "/g)) {
        words += 1;
        delays.push(now - Number(at));
      }
    }
    if (words !== 400) lost += 400 - words;
  }),
);
process.stdout.write(JSON.stringify({ delays, lost }));
