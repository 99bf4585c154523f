import type { ServerResponse } from 'node:http';

/** What the scripted model does with one request. */
export type Reply =
  | {
      kind: 'text';
      text: string;
      chunks?: string[];
      /** Waits before each chunk. */
      pace?: () => Promise<void>;
      /** Citations as the API writes them. */
      annotations?: object[];
      /** Summaries of what the model thought before it spoke. Chat Completions have none. */
      reasoning?: string[];
      /** What the model reports to have taken. */
      usage?: { input: number; output: number; cached: number };
      /** It came to its longest length, or the provider's filter held the rest back. */
      incomplete?: 'max_output_tokens' | 'content_filter';
      /** The connection breaks after the last chunk. */
      cut?: boolean;
      /** Called when the connection is closed, by whomever. */
      onClose?: () => void;
    }
  | { kind: 'refusal'; text: string }
  /** A response without words: no output at all, thoughts alone, a message of blanks, or nothing but the end of the stream. */
  | { kind: 'silent'; form: 'no_output' | 'reasoning' | 'blanks' | 'done_only' }
  | ({
      kind: 'tool';
      /** Further calls of the same answer. */
      beside?: ToolCall[];
    } & ToolCall)
  /** A picture, after partial ones; without a result it has failed. Chat Completions have none. */
  | { kind: 'image'; partials: string[]; result: string | null }
  | { kind: 'error'; status: number; headers?: Record<string, string>; error?: object }
  | { kind: 'hang' }
  /** Bytes as another server would send them, a piece at a time. */
  | {
      kind: 'raw';
      pieces: string[];
      status?: number;
      contentType?: string;
      /** Waits before each piece. */
      pace?: () => Promise<void>;
    };

/** A call of a tool. Arguments that are a string are sent as they are, JSON or not. */
export interface ToolCall {
  name: string;
  arguments: object | string;
}

/** All calls of a reply, in order. */
export function callsOf({ name, arguments: given, beside = [] }: Extract<Reply, { kind: 'tool' }>): {
  name: string;
  arguments: string;
}[] {
  return [{ name, arguments: given }, ...beside].map((call) => ({
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
  }));
}

/** A reply that says something. */
export type Said = Exclude<Reply, { kind: 'error' | 'hang' | 'raw' }>;

export function chunksOf(reply: { text: string; chunks?: string[] }): string[] {
  return reply.chunks ?? reply.text.match(/\S+\s*|\s+/g) ?? [];
}

/** Tokens that the reply is said to have taken. */
export function usageOf(reply: Said): { input: number; output: number; cached: number } {
  return (reply.kind === 'text' && reply.usage) || { input: 10, output: 5, cached: 0 };
}

export function sendError(response: ServerResponse, reply: Extract<Reply, { kind: 'error' }>): void {
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(
    JSON.stringify({ error: { message: 'scripted failure', type: 'server_error', ...reply.error } }),
  );
}

export async function sendRaw(
  response: ServerResponse,
  { pieces, status = 200, contentType = 'text/event-stream', pace }: Extract<Reply, { kind: 'raw' }>,
): Promise<void> {
  response.writeHead(status, { 'content-type': contentType });
  for (const piece of pieces) {
    await pace?.();
    if (response.destroyed) return;
    response.write(piece);
  }
  response.end();
}

/** Breaks the connection once what has been written is out. */
export function cutOff(response: ServerResponse): void {
  response.write(': cut\n\n', () => response.destroy());
}
