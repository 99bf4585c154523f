import { connect } from 'node:net';

/**
 * Sends bytes as they are, as no HTTP client would.
 *
 * @param cut closes the connection behind the bytes, whatever was promised
 * @returns the status of the answer; 0 if the connection was closed without one
 */
export function rawRequest(url: string, lines: string[], body: Buffer, cut = false): Promise<number> {
  const { hostname, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('latin1').on('data', (text) => {
      answer += text;
      if (answer.includes('\r\n')) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    const [method = 'PUT', ...headers] = lines;
    const head = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${hostname}:${port}`, ...headers];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    if (cut) socket.end(body);
    else socket.write(body);
  });
}
