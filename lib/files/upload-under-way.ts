import { Conflict } from '../chatkit/server/errors';

const RETRY_AFTER_S = 1;

/** Somebody is bringing the bytes now, or has just failed to: a moment later they are there, or can be brought. */
export class UploadUnderWay extends Conflict {
  override name = 'UploadUnderWay';

  constructor() {
    super('This file is being uploaded. Please try again in a moment.');
    this.headers['Retry-After'] = String(RETRY_AFTER_S);
  }
}
