import { RequestFailed } from '../protocol/request-failed';
import type { Strings } from './strings-en';

/** What a person reads when a request failed: what happened and what to do, never a code. */
export function failureWords(error: unknown, strings: Strings): string {
  if (!(error instanceof RequestFailed)) return strings.errorGeneric;
  switch (error.status) {
    case 0:
      return strings.errorOffline;
    case 400:
      return strings.errorRefused;
    case 401:
      return strings.errorSignIn;
    case 403:
      return strings.errorForbidden;
    case 404:
      return strings.errorMissing;
    case 409:
      return strings.errorBusy;
    case 413:
      return strings.errorTooLarge;
    case 429:
      return strings.errorTooMany;
    default:
      return error.status >= 500 ? strings.errorServer : strings.errorGeneric;
  }
}
