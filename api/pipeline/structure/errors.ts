/** The file is none of the forms that `load course` reads, or damaged; nothing of it is stored. */
export class CourseFormatError extends Error {
  override readonly name = 'CourseFormatError';
}

/** Blocks inside each other. A course has some six levels; walking deeper ones would need a stack that nobody has. */
export const DEEPEST = 200;
