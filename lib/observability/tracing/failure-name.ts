/** What an error is, without a word of its message: its code if it has one, else its class. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
