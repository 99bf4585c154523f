/** Why a request brought no answer: `status` 0 means that no response came, or that it broke off. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly operation: string;
  readonly status: number;
  /** What the server said to the person about its refusal. */
  readonly said: string | undefined;

  constructor(operation: string, status: number, options?: ErrorOptions & { said?: string | undefined }) {
    super(status === 0 ? `${operation}: connection failed` : `${operation}: HTTP ${status}`, options);
    this.operation = operation;
    this.status = status;
    this.said = options?.said;
  }

  /** Whether the server refused it: nothing came of it. Otherwise it may have been carried out, and only its answer was lost. */
  get isRefusal(): boolean {
    return this.status >= 400 && this.status < 500;
  }

  /** Whether the very same request may succeed another time: not if it was refused for what it is. */
  get passing(): boolean {
    return ![400, 403, 404, 413, 415].includes(this.status);
  }
}

/** The run cannot be read any more: it is over, or its thread is gone. What came of it stands in the thread. */
export class RunGone extends Error {
  override readonly name = 'RunGone';
}
