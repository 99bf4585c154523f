import { MemoryRunStore } from '@/lib/chatkit/runs/memory-run-store';
import { Unavailable } from '@/lib/chatkit/server/errors';

/** A store of runs that can be away, as one over a network is. */
export class AwayRunStore extends MemoryRunStore {
  isAway = false;

  constructor() {
    super('this process');
  }

  override async acquire(...run: Parameters<MemoryRunStore['acquire']>) {
    this.reach();
    return super.acquire(...run);
  }

  override async write(...updates: Parameters<MemoryRunStore['write']>) {
    this.reach();
    return super.write(...updates);
  }

  override async active(...thread: Parameters<MemoryRunStore['active']>) {
    this.reach();
    return super.active(...thread);
  }

  override async requestStop(...stop: Parameters<MemoryRunStore['requestStop']>) {
    this.reach();
    return super.requestStop(...stop);
  }

  override async forget(...which: Parameters<MemoryRunStore['forget']>) {
    this.reach();
    return super.forget(...which);
  }

  private reach(): void {
    if (this.isAway) throw new Unavailable();
  }
}
