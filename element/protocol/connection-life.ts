import { onPageReturn } from './page-return';

/** Silence after which a connection counts as dead, in ms. Servers like ours say `: ping` after 15 s of it. */
const IDLE_TIMEOUT_MS = 45_000;
/** Of a page that comes back: its machine may have slept, or be in another network. */
const IDLE_TIMEOUT_ON_RETURN_MS = 20_000;

/**
 * Notices that a connection is dead though nobody has closed it, as after a sleep or in another network. Only for servers that are never
 * silent for long.
 */
export class ConnectionLife {
  readonly #death = new AbortController();
  readonly #leavePage: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heard = Date.now();

  constructor() {
    this.#leavePage = onPageReturn(() => {
      // By the clock of the wall: others may stand still while the machine sleeps.
      if (Date.now() - this.#heard > IDLE_TIMEOUT_ON_RETURN_MS) this.#die();
    });
    this.heard();
  }

  get dead(): AbortSignal {
    return this.#death.signal;
  }

  /** Something has come. */
  heard(): void {
    this.#heard = Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#die(), IDLE_TIMEOUT_MS);
  }

  /** Nobody reads it any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#leavePage();
  }

  #die(): void {
    this.#death.abort(new Error('the connection fell silent'));
  }
}
