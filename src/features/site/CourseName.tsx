import type { ReactNode } from 'react';

interface Course {
  readonly key: string;
  readonly name: string;
}

/** Whether another course of a list has the same name. */
const isShared = ({ key, name }: Course, among: readonly Course[]): boolean =>
  name !== '' && among.some((other) => other.name === name && other.key !== key);

interface Props {
  readonly course: Course;
  /** The list in which it stands. */
  readonly among: readonly Course[];
  /** The name, where it leads somewhere. */
  readonly children?: ReactNode;
}

/** The name of a course, with its key where another course of the list has the same name. Without a name: the key alone. */
export const CourseName = ({ course, among, children }: Props): ReactNode => (
  <>
    {children ?? <bdi>{course.name === '' ? course.key : course.name}</bdi>}
    {isShared(course, among) && (
      <>
        {' '}
        <bdi className="marginalia-quiet">{course.key}</bdi>
      </>
    )}
  </>
);
