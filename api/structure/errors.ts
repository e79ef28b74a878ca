/** The file is none of the forms that `load course` reads, or damaged; nothing of it is stored. */
export class CourseFormatError extends Error {
  override readonly name = 'CourseFormatError';
}
