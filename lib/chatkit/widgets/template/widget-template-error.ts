/** A `.widget` template that cannot be read, or cannot be built with the data it was given. */
export class WidgetTemplateError extends Error {
  override readonly name = 'WidgetTemplateError';

  /**
   * @param template The template's name, or its file's as long as that is all that is known.
   * @param reason What is wrong, without the name.
   */
  constructor(
    readonly template: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Widget template "${template}": ${reason}`, options);
  }
}
