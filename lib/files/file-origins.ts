import type { S3Options } from './s3-file-store';

type Place =
  | { kind: 'database' | 'disk' }
  | ({ kind: 's3' } & Pick<S3Options, 'bucket' | 'region' | 'endpoint'>);

/** Where browsers send and fetch files other than at our own origin: at the bucket, if files are kept in one. */
export function fileOrigins(place: Place): string[] {
  if (place.kind !== 's3') return [];
  const { bucket, region, endpoint } = place;
  return [endpoint ? new URL(endpoint).origin : `https://${bucket}.s3.${region}.amazonaws.com`];
}
