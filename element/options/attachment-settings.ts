import type { ChatKitOptions, FileUploadStrategy } from '@openai/chatkit';

/** What may be attached (spec element 1.2, 1.14). */
export interface AttachmentSettings {
  maxCount: number;
  maxSize: number | Record<string, number>;
  /** MIME types with their endings; undefined means anything. */
  accept: Record<string, string[]> | undefined;
  strategy: FileUploadStrategy;
}

const MOST = 10;
const LARGEST = 100 * 1024 * 1024;

/** Null where nothing can be attached. */
export function attachmentSettings({ api, composer }: ChatKitOptions): AttachmentSettings | null {
  const options = composer?.attachments;
  if (!options?.enabled) return null;
  const strategy = 'uploadStrategy' in api ? api.uploadStrategy : undefined;
  if (!strategy) {
    console.error('[chatkit] composer.attachments needs api.uploadStrategy');
    return null;
  }
  const { maxCount = MOST, maxSize = LARGEST, accept } = options;
  return { maxCount, maxSize, accept, strategy };
}

/** The largest file of a type, in bytes: an exact entry, then one for the family, then the one for everything. */
export function largest({ maxSize }: AttachmentSettings, type: string): number {
  if (typeof maxSize === 'number') return maxSize;
  return maxSize[type] ?? maxSize[type.replace(/\/.*/, '/*')] ?? maxSize['*'] ?? maxSize[''] ?? LARGEST;
}

/** The type of a file: a browser that does not know it leaves it empty, and its ending says it. */
export function typeOf({ accept }: AttachmentSettings, file: File): string {
  if (file.type) return file.type;
  return typeByEnding(accept, file.name) ?? 'application/octet-stream';
}

/** Whether the type, or the ending of the name, is one of those that may be attached. */
export function isAccepted({ accept }: AttachmentSettings, file: File): boolean {
  if (!accept) return true;
  const family = file.type.replace(/\/.*/, '/*');
  return file.type in accept || family in accept || typeByEnding(accept, file.name) !== undefined;
}

function typeByEnding(accept: AttachmentSettings['accept'], name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.keys(accept ?? {}).find((type) =>
    accept?.[type]?.some((end) => lower.endsWith(end.toLowerCase())),
  );
}
