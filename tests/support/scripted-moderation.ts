import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the moderation answers: the categories that it flags, or something else. */
export type ModerationReply = readonly string[] | ((response: ServerResponse) => void);

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** OpenAI's moderation endpoint on loopback. A request that the API would refuse is refused. */
export class ScriptedModeration {
  /** Bodies of the requests, and what came with them. */
  readonly requests: { body: Record<string, unknown>; authorization: string | undefined }[] = [];
  private script: (input: string) => ModerationReply = () => [];

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<ScriptedModeration> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const moderation = new ScriptedModeration(server, `http://127.0.0.1:${port}/v1`);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      moderation.answer(`${request.method} ${request.url}`, Buffer.concat(parts).toString(), {
        response,
        authorization: request.headers.authorization,
      });
    });
    return moderation;
  }

  /** Replaces the script and forgets earlier requests. */
  play(script: (input: string) => ModerationReply): void {
    this.script = script;
    this.requests.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(
    path: string,
    text: string,
    { response, authorization }: { response: ServerResponse; authorization: string | undefined },
  ): void {
    const body: Record<string, unknown> = JSON.parse(text);
    this.requests.push({ body, authorization });
    const { input, model, ...others } = body;
    const isKnown = path === 'POST /v1/moderations' && typeof input === 'string' && input !== '';
    if (!isKnown || model !== 'omni-moderation-latest' || Object.keys(others).length > 0) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `no such request: ${path} ${text}` } }));
      return;
    }
    const reply = this.script(input);
    if (typeof reply === 'function') {
      reply(response);
      return;
    }
    const unknown = reply.filter((category) => !CATEGORIES.includes(category));
    if (unknown.length > 0) throw new Error(`the API has no category ${unknown.join(', ')}`);
    const flags = Object.fromEntries(CATEGORIES.map((category) => [category, reply.includes(category)]));
    const category_scores = Object.fromEntries(CATEGORIES.map((name) => [name, flags[name] ? 0.9 : 0.01]));
    const result = {
      flagged: reply.length > 0,
      categories: flags,
      category_scores,
      category_applied_input_types: {},
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'modr-1', model, results: [result] }));
  }
}
