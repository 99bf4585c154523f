/** A `course.json` that cannot be taken as it stands. The message names the file and the field. */
export class CourseConfigInvalid extends Error {
  override readonly name = 'CourseConfigInvalid';

  constructor(
    readonly file: string,
    /** The field, as in `modules.0.dir`; empty when the file as a whole is wrong. */
    readonly field: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${field ? `${field}: ` : ''}${reason}`, options);
  }
}
