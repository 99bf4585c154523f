import { APIError } from 'openai';
import { maskedMessage } from './masked-message';
import { refusalOf } from './model-failure';
import { type ModelFailureKind, modelFailureKind } from './model-failure-kind';
import { fieldsOf, firstText } from './model-wire/json-fields';

/** A call to the model that failed, in the words of whoever operates the tutor: what kind of failure, and what its server said. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelFailureKind;

  constructor(failure: unknown) {
    super('A call to the model has failed', { cause: failure });
    this.kind = modelFailureKind(failure) ?? 'other';
  }

  /** Where it was thrown says nothing: the failure is its server's. */
  toLog(): Record<string, string | number> {
    const { cause, kind } = this;
    if (!(cause instanceof Error)) return { kind };
    if (!(cause instanceof APIError)) return { kind, message: maskedMessage(cause.message) };
    const message = maskedMessage(firstText(fieldsOf(cause.error).log_message) ?? cause.message);
    const { type, code, status } = refusalOf(cause);
    const reason = socketCode(cause.cause);
    return {
      kind,
      ...(status === null ? {} : { status }),
      ...(type === null ? {} : { type: maskedMessage(type) }),
      ...(code === null ? {} : { code: maskedMessage(code) }),
      ...(reason === undefined ? {} : { reason }),
      message,
    };
  }
}

/** As in ECONNREFUSED; it may stand a cause deeper. */
function socketCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : socketCode(cause.cause);
}
