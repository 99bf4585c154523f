import type { Principal } from '../../chatkit/principal';
import { Conflict } from '../../chatkit/server/errors';

/** Archives on their way to users: one at a time for each of them, since it reads all that they have. */
export class Exports {
  private readonly going = new Set<string>();

  constructor(private readonly onError: (error: unknown, userId: string) => void) {}

  /**
   * Streams an archive as fast as it is read.
   *
   * @throws Conflict if the user is being sent one already
   */
  stream({ userId }: Principal, chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
    if (this.going.has(userId))
      throw new Conflict('Your data is being downloaded already. Wait for it, or stop it first.');
    this.going.add(userId);
    return new ReadableStream({
      pull: async (controller) => {
        try {
          const { done, value } = await chunks.next();
          if (!done) return controller.enqueue(value);
          this.going.delete(userId);
          controller.close();
        } catch (error) {
          this.going.delete(userId);
          this.onError(error, userId);
          // The browser tells that the file is not complete.
          controller.error(error);
        }
      },
      cancel: async () => {
        this.going.delete(userId);
        await chunks.return(undefined);
      },
    });
  }
}
