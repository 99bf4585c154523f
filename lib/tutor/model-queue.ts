import { ModelServerFull } from './model-server-full';

export interface ModelQueueOptions {
  /** Most calls that wait at once. */
  maxWaiting?: number;
  /** Longest that a call waits, in milliseconds. */
  maxWaitMs?: number;
  /** Told of each call that the server refused because it is full. */
  onFull?: (full: { status: number | undefined; running: number; waiting: number }) => void;
  now?: () => number;
  /** From 0 up to 1: spreads what several processes do. */
  random?: () => number;
}

/** One who wants to call the model. */
export interface QueuedCall {
  /** Of `ticket()`: whoever has the smaller one is served first. */
  ticket: number;
  signal?: AbortSignal | undefined;
  /** May it wait at all? */
  mayWait: boolean;
  /** Since when it has been trying, of `now()`. */
  since: number;
  /** The last refusal that it met. */
  cause?: unknown;
  /** Called with the place in the line, 1 for the next one, whenever it changes; with 0 when the wait is over. */
  onPosition?: ((position: number) => void) | undefined;
}

/** The right to have one call at the server. */
export interface QueuePlace {
  /** The server has begun to answer. */
  accepted(): void;
  /** The server is full. The place is given up. @param retryAfterMs as it asked */
  refused(status: number | undefined, retryAfterMs: number | undefined): void;
  /** The call has ended, however. Once is enough; more often does no harm. */
  end(): void;
}

interface Waiter {
  call: QueuedCall;
  start: (place: QueuePlace) => void;
  giveUp: (error: unknown) => void;
  /** The position that was reported last. */
  reported: number | undefined;
  /** A wait that is over soon is not worth a word. */
  mayReport: boolean;
}

const MAX_WAITING = 50;
const MAX_WAIT_MS = 3 * 60_000;
const REPORT_AFTER_MS = 500;
const FIRST_WIDEN_MS = 1_000;
const MAX_WIDEN_MS = 20_000;
const FIRST_PAUSE_MS = 1_000;
/** Where the server asks for less than this, and again. */
const FIRST_ASKED_PAUSE_MS = 10;
const MAX_PAUSE_MS = 15_000;
/** A server that asks to be left alone for longer is asked again after this all the same. */
const MAX_CLOSED_MS = 10 * 60_000;
/** More calls than this at once no limit is needed for. */
const UNLIMITED = 1_024;

/**
 * The line before one server of models, in one process. As long as the server refuses nothing, there is none: every call starts at once.
 * When it says that it is full, the calls that it was then working on are its width. No more run at once from then on; the others
 * wait in order, the refused one at its old place. After a second without a refusal twice as many may run, after two four times as many,
 * until nothing is left of the limit; each time that this proves too many, the steps become twice as long, up to 20 seconds. What
 * `Retry-After` asks for holds for all who wait; a server that is full while none of our calls runs (others fill it) is asked again after
 * 1, 2, 4 … 15 seconds.
 *
 * A place ends with its call, its signal, or its refusal. The line is bounded in length and in time; who cannot wait learns when to come back.
 * Processes know nothing of each other: each learns what the server leaves to it.
 */
export class ModelQueue {
  private readonly options: Required<ModelQueueOptions>;
  private readonly waiting: Waiter[] = [];
  private tickets = 0;
  private running = 0;
  /** Of those that run, how many the server has begun to answer. */
  private answered = 0;
  private width = Number.POSITIVE_INFINITY;
  private refusedAt = 0;
  private widenMs = FIRST_WIDEN_MS;
  private closedUntil = 0;
  /** When the server asked to be asked again. */
  private backAt = 0;
  private refusalsAlone = 0;
  private wakeUp: NodeJS.Timeout | undefined;

  constructor(options: ModelQueueOptions = {}) {
    this.options = {
      maxWaiting: MAX_WAITING,
      maxWaitMs: MAX_WAIT_MS,
      onFull: () => undefined,
      now: Date.now,
      random: Math.random,
      ...options,
    };
  }

  now(): number {
    return this.options.now();
  }

  /** A number for all calls of a turn: it keeps its place in the order from one call to the next. */
  ticket(): number {
    this.tickets += 1;
    return this.tickets;
  }

  /** How many calls run, and how many wait. */
  get counts(): { running: number; waiting: number } {
    return { running: this.running, waiting: this.waiting.length };
  }

  /**
   * A place at the server, at once or when there is room.
   *
   * @throws ModelServerFull if the line is too long, or the wait; what the signal is aborted with
   */
  async enter(call: QueuedCall): Promise<QueuePlace> {
    call.signal?.throwIfAborted();
    if (this.hasRoomFor(call)) return this.newPlace(call.signal);
    if (!call.mayWait || this.isClosedFor(call) || this.isTooLongFor(call)) throw this.full(call);
    return this.wait(call);
  }

  private hasRoomFor({ ticket }: QueuedCall): boolean {
    const isNext = this.waiting.every(({ call }) => call.ticket > ticket);
    return isNext && this.hasRoom();
  }

  private hasRoom(): boolean {
    return this.now() >= this.closedUntil && this.running < this.widthNow();
  }

  private widthNow(): number {
    const width = this.width * 2 ** this.doublings();
    if (width >= UNLIMITED) this.width = Number.POSITIVE_INFINITY;
    return width;
  }

  /** How often the width has been doubled since the last refusal. */
  private doublings(): number {
    return Math.floor((this.now() - this.refusedAt) / this.widenMs);
  }

  /** Who was here before is not sent away for those who came later. */
  private isTooLongFor({ ticket }: QueuedCall): boolean {
    const isLast = this.waiting.every(({ call }) => call.ticket < ticket);
    return isLast && this.waiting.length >= this.options.maxWaiting;
  }

  private isClosedFor(call: QueuedCall): boolean {
    return this.closedUntil > this.deadlineOf(call);
  }

  private deadlineOf({ since }: QueuedCall): number {
    return since + this.options.maxWaitMs;
  }

  private full({ cause }: QueuedCall): ModelServerFull {
    const backInMs = this.backAt - this.now();
    return new ModelServerFull(backInMs > 0 ? backInMs : undefined, cause === undefined ? {} : { cause });
  }

  private newPlace(signal: AbortSignal | undefined): QueuePlace {
    this.running += 1;
    let isOver = false;
    let isAnswered = false;
    const giveBack = (): boolean => {
      if (isOver) return false;
      isOver = true;
      signal?.removeEventListener('abort', end);
      this.running -= 1;
      if (isAnswered) this.answered -= 1;
      return true;
    };
    const end = () => {
      if (giveBack()) this.admit();
    };
    signal?.addEventListener('abort', end, { once: true });
    return {
      end,
      accepted: () => {
        if (isOver || isAnswered) return;
        isAnswered = true;
        this.answered += 1;
        this.refusalsAlone = 0;
        // It is wider than it was.
        if (this.answered > this.width) this.widenMs = FIRST_WIDEN_MS;
      },
      refused: (status, retryAfterMs) => {
        if (!giveBack()) return;
        this.narrow(retryAfterMs);
        this.options.onFull({ status, ...this.counts });
        this.admit();
      },
    };
  }

  private narrow(retryAfterMs: number | undefined): void {
    const now = this.now();
    const width = Math.max(1, this.running);
    if (this.width === Number.POSITIVE_INFINITY) this.widenMs = FIRST_WIDEN_MS;
    else if (this.doublings() > 0) this.widenMs = Math.min(MAX_WIDEN_MS, this.widenMs * 2);
    this.refusedAt = now;
    this.width = width;
    const pause = Math.max(retryAfterMs ?? 0, this.running > 0 ? 0 : this.pauseAlone(retryAfterMs));
    // Not all processes at the same moment.
    const spread = Math.min(pause, MAX_PAUSE_MS) * this.options.random() * 0.5;
    this.closedUntil = Math.max(this.closedUntil, now + Math.min(pause + spread, MAX_CLOSED_MS));
    this.backAt = Math.max(this.backAt, now + (retryAfterMs ?? 0));
  }

  /** No call of ours will end and make room. */
  private pauseAlone(retryAfterMs: number | undefined): number {
    const first = retryAfterMs === undefined ? FIRST_PAUSE_MS : FIRST_ASKED_PAUSE_MS;
    const pause = Math.min(MAX_PAUSE_MS, first * 2 ** this.refusalsAlone);
    this.refusalsAlone += 1;
    return pause;
  }

  private wait(call: QueuedCall): Promise<QueuePlace> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(late);
        clearTimeout(worthAWord);
        call.signal?.removeEventListener('abort', stop);
      };
      const waiter: Waiter = {
        call,
        reported: undefined,
        mayReport: false,
        start: (place) => {
          settle();
          if (waiter.reported !== undefined) call.onPosition?.(0);
          resolve(place);
        },
        giveUp: (error) => {
          settle();
          this.waiting.splice(this.waiting.indexOf(waiter), 1);
          reject(error);
        },
      };
      const leave = (error: unknown) => {
        waiter.giveUp(error);
        this.admit();
      };
      const stop = () => leave(call.signal?.reason);
      const late = setTimeout(() => leave(this.full(call)), this.deadlineOf(call) - this.now()).unref();
      const worthAWord = setTimeout(() => {
        waiter.mayReport = true;
        this.reportPositions();
      }, REPORT_AFTER_MS).unref();
      call.signal?.addEventListener('abort', stop, { once: true });
      const behind = this.waiting.findIndex(({ call: { ticket } }) => ticket > call.ticket);
      this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, waiter);
      this.admit();
    });
  }

  /** Starts those for whom there is room, tells the others where they stand, and sees to it that time goes on by itself. */
  private admit(): void {
    while (this.waiting.length > 0 && this.hasRoom()) {
      const next = this.waiting.shift();
      next?.start(this.newPlace(next.call.signal));
    }
    for (const waiter of [...this.waiting]) {
      if (this.isClosedFor(waiter.call)) waiter.giveUp(this.full(waiter.call));
    }
    this.reportPositions();
    clearTimeout(this.wakeUp);
    if (this.waiting.length === 0) return;
    const now = this.now();
    const untilWider = this.widenMs - ((now - this.refusedAt) % this.widenMs);
    const pause = this.closedUntil > now ? this.closedUntil - now : untilWider;
    this.wakeUp = setTimeout(() => this.admit(), pause).unref();
  }

  private reportPositions(): void {
    for (const [index, waiter] of this.waiting.entries()) {
      if (!waiter.mayReport || waiter.reported === index + 1) continue;
      waiter.reported = index + 1;
      waiter.call.onPosition?.(waiter.reported);
    }
  }
}
