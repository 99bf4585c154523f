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

  /** Whether the very same request may succeed another time: not if it was refused for what it is. */
  get passing(): boolean {
    return ![400, 403, 404, 413, 415].includes(this.status);
  }
}
