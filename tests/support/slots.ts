import type { ModelRequest, Reply, Script } from './scripted-openai';

export type SlotsOptions = {
  count: number;
  /**
   * What becomes of a request that finds no slot. `wait`: nothing is sent until it has one, not even a header, as llama.cpp does
   * (`rd.next` before the first byte, tools/server/server-context.cpp) and Ollama for a loaded model; else what it is refused with.
   */
  full: 'wait' | (() => Reply);
};

/** A server that works on so many requests at once. A slot is free again when the answer is out, or whoever asked has left. */
export class Slots {
  /** Most that were used at once. */
  maxUsed = 0;
  refusals = 0;
  private used = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly options: SlotsOptions) {}

  /** The script of a server that answers so once a request has a slot. */
  script(answer: Script): Script {
    return async (request) => {
      if (this.used >= this.options.count) {
        if (this.options.full !== 'wait') {
          this.refusals += 1;
          return this.options.full();
        }
        if (!(await this.turnOf(request))) return { kind: 'hang' };
      }
      this.used += 1;
      this.maxUsed = Math.max(this.maxUsed, this.used);
      const release = () => {
        this.used -= 1;
        this.waiting.shift()?.();
      };
      if (request.closed.aborted) release();
      else request.closed.addEventListener('abort', release, { once: true });
      return answer(request);
    };
  }

  /** @returns false if whoever asked has left */
  private turnOf({ closed }: ModelRequest): Promise<boolean> {
    return new Promise((resolve) => {
      const start = () => resolve(true);
      this.waiting.push(start);
      closed.addEventListener('abort', () => {
        const index = this.waiting.indexOf(start);
        if (index >= 0) this.waiting.splice(index, 1);
        resolve(false);
      });
    });
  }
}
