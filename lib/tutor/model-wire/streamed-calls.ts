import { fieldsOf, isFields, parseJson, textOf } from './json-fields';
import { madeCall } from './tool-arguments';
import type { WireCall } from './wire-call';

interface StreamedCall {
  index: unknown;
  id: string;
  name: string;
  arguments: string;
}

/** A call that is ready to be made. */
export interface ReadyCall {
  id: string;
  name: string;
  arguments: string;
}

/**
 * Puts the calls of a streamed completion together. Servers leave out `index` (Ollama before 0.4.7), give every call the index 0
 * (Ollama, Gemini), leave the id out or empty (Gemini), repeat the id or the name in each piece, or send the arguments as an object.
 */
export class StreamedCalls {
  private readonly calls: StreamedCall[] = [];

  constructor(private readonly call: WireCall) {}

  push(delta: unknown): void {
    const { index, id, function: called } = fieldsOf(delta);
    const { name, arguments: given } = fieldsOf(called);
    const piece =
      typeof given === 'string' || given === undefined || given === null
        ? textOf(given)
        : JSON.stringify(given);
    const started = { index, id: textOf(id), name: textOf(name), arguments: piece };
    const known = this.known(started);
    if (!known) {
      this.calls.push(started);
      return;
    }
    if (known.arguments === '' && known.name !== started.name) known.name += started.name;
    known.id ||= started.id;
    known.arguments += piece;
  }

  add(call: { name: string; arguments: string }): void {
    this.calls.push({ index: undefined, id: '', ...call });
  }

  get isEmpty(): boolean {
    return this.calls.length === 0;
  }

  end(): ReadyCall[] {
    return this.calls.map((call) => ({
      id: this.call.ids.unique(call.id),
      ...madeCall(call, this.call),
    }));
  }

  /** The call that a piece goes on with; undefined for a new one. */
  private known(piece: StreamedCall): StreamedCall | undefined {
    const found =
      piece.index === undefined || piece.index === null
        ? (this.calls.findLast(({ id }) => id !== '' && id === piece.id) ??
          (piece.name ? undefined : this.calls.at(-1)))
        : this.calls.findLast(({ index }) => index === piece.index);
    if (!found) return undefined;
    if (piece.id !== '' && found.id !== '' && piece.id !== found.id) return undefined;
    const isAnother = piece.name !== '' && piece.arguments !== '' && isFields(parseJson(found.arguments));
    return isAnother ? undefined : found;
  }
}
