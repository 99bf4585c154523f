import { ChatKitError } from '../chatkit/server/errors';

/** The store of the bytes does not answer, or cannot write. */
export class FilesUnavailable extends ChatKitError {
  override name = 'FilesUnavailable';

  constructor(options?: ErrorOptions) {
    super('unavailable', 'Files cannot be reached right now. Please try again in a moment.', options);
  }
}
