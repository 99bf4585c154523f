/** Bytes that come from one server, of whatever call: one that answers others is alive, and a call that it has not begun to answer waits its turn. */
export class ServerActivity {
  private readonly listeners = new Set<() => void>();

  /** Bytes have come. */
  readonly report = (): void => {
    for (const listener of this.listeners) listener();
  };

  /** @returns ends it */
  watch(onBytes: () => void): () => void {
    const listener = () => onBytes();
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
