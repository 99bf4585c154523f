import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A recording as the transcription API received it. */
export interface Heard {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
  model: string;
  authorization: string | undefined;
}

/** What the server answers: a text, a status, or nothing at all. */
export type TranscriptionReply = { text: string; usage?: object } | { status: number } | 'hang';

/** The transcription API of OpenAI on loopback. The real client speaks to it, in real multipart requests. */
export class ScriptedTranscription {
  readonly heard: Heard[] = [];
  reply: TranscriptionReply = { text: 'Hello.' };

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<ScriptedTranscription> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address() as AddressInfo;
    const scripted = new ScriptedTranscription(server, `http://127.0.0.1:${address.port}/v1`);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      if (request.method !== 'POST' || request.url !== '/v1/audio/transcriptions') {
        response.writeHead(404).end();
        return;
      }
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(Buffer.concat(parts), { headers }).formData();
      const file = form.get('file');
      if (!(file instanceof File)) {
        response.writeHead(400).end();
        return;
      }
      scripted.heard.push({
        fileName: file.name,
        mediaType: file.type,
        bytes: new Uint8Array(await file.arrayBuffer()),
        model: String(form.get('model')),
        authorization: request.headers.authorization,
      });
      const { reply } = scripted;
      if (reply === 'hang') return;
      response.setHeader('content-type', 'application/json');
      if ('status' in reply) {
        response.writeHead(reply.status).end(JSON.stringify({ error: { message: 'scripted secret' } }));
      } else response.end(JSON.stringify(reply));
    });
    return scripted;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
