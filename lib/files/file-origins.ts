import type { Config } from '../config';

/** Where browsers send and fetch files other than at our own origin: at the bucket, if files are kept in one. */
export function fileOrigins(store: Config['files']['store']): string[] {
  if (store.kind !== 's3') return [];
  const { bucket, region, endpoint } = store;
  return [endpoint ? new URL(endpoint).origin : `https://${bucket}.s3.${region}.amazonaws.com`];
}
