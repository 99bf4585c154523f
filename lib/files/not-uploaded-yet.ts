import { Conflict } from '../chatkit/server/errors';

/** The record is there, and no bytes have come. */
export class NotUploadedYet extends Conflict {
  override name = 'NotUploadedYet';

  constructor(name: string) {
    super(`${name} has not been uploaded completely. Please remove it and attach it again.`);
  }
}
