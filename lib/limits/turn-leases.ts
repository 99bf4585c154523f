import type { Counters, Lease } from './counters/counters';

/** How long a turn counts after its process was last heard of, in milliseconds. */
export const LEASE_MS = 60_000;
const RENEWED_EVERY_MS = 20_000;

/** The turns of this process that go on, renewed together. */
export class TurnLeases {
  private readonly held = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly counters: Counters,
    private readonly onError: (error: unknown) => void,
  ) {}

  hold(lease: Lease): void {
    this.held.set(lease.id, lease);
    this.timer ??= setInterval(() => this.renew(), RENEWED_EVERY_MS).unref();
  }

  drop({ id }: Lease): void {
    this.held.delete(id);
    if (this.held.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private renew(): void {
    this.counters.renew([...this.held.values()], LEASE_MS).catch(this.onError);
  }
}
