import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';

/** What the course is written in; undefined where that is not known. */
const Language = createContext<string | undefined>(undefined);

/** Says what the course around some panels is written in. */
export const CourseLanguage = Language.Provider;

/**
 * A text that the course's authors wrote, or that learners answered: in its own direction, and in the language of the course,
 * so that a screen reader speaks it with that voice.
 */
export const CourseText = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <bdi lang={useContext(Language)}>{children}</bdi>
);
