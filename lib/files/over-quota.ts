import { PayloadTooLarge } from '../chatkit/server/errors';
import { readableSize } from './file-limits';

/** The file would fit, and not with all others of its user. */
export class OverQuota extends PayloadTooLarge {
  override name = 'OverQuota';

  constructor(quotaBytes: number) {
    super(
      `Your files may take up to ${readableSize(quotaBytes)} altogether. Delete conversations with files to make room.`,
    );
  }
}
