/** The course directory does not exist, or is not a directory. */
export class CourseDirectoryMissing extends Error {
  override readonly name = 'CourseDirectoryMissing';

  constructor(
    readonly directory: string,
    options?: ErrorOptions,
  ) {
    super(`There is no course directory at ${directory}`, options);
  }
}
