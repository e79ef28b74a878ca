declare const authorised: unique symbol;
declare const mayWrite: unique symbol;
declare const maySeeLearners: unique symbol;

/**
 * A course that somebody may see. Every read takes one, and only this folder makes them: for a signed-in person after
 * the LMS was asked, and for the operator, who holds the database anyway.
 */
export interface CourseScope {
  readonly courseKey: string;
  readonly [authorised]: true;
}

/** A course whose authors one belongs to, and who that is: what one writes bears one's name. */
export interface AuthorScope extends CourseScope {
  readonly author: string;
  readonly requestId: string;
  readonly [mayWrite]: true;
}

/** Only for this folder. */
export const grantAuthorScope = (courseKey: string, author: string, requestId: string): AuthorScope =>
  ({ courseKey, author, requestId }) as AuthorScope;

/** A course whose single learners somebody may see, and who that is: every look is recorded. */
export interface LearnerScope extends CourseScope {
  readonly person: string;
  readonly username: string;
  readonly requestId: string;
  readonly [maySeeLearners]: true;
}

/** Only for this folder. */
export const grantScope = (courseKey: string): CourseScope => ({ courseKey }) as CourseScope;

/** Only for this folder. */
export const grantLearnerScope = (
  courseKey: string,
  { id, username }: { readonly id: string; readonly username: string },
  requestId: string,
): LearnerScope => ({ courseKey, person: id, username, requestId }) as LearnerScope;

/** For commands on the operator's own machine. */
export const operatorScope = (courseKey: string): CourseScope => grantScope(courseKey);
