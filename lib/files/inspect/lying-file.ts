import { ChatKitError } from '../../chatkit/server/errors';

/** The content is not what it was announced as, or carries something else along. */
export class LyingFile extends ChatKitError {
  override name = 'LyingFile';

  /** @param why completes "This file …": fit for the person who sent it */
  constructor(why = 'is not what its type says.', options?: ErrorOptions) {
    super('unsupported_media_type', `This file ${why}`, options);
  }
}
