/** The host page used a method in a way or at a time that cannot work. The name is the one that hosts already filter by. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}
