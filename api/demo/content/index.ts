import type { Section } from '../courseTree';
import { sectionOne } from './sectionOne';
import { sectionThree } from './sectionThree';
import { sectionTwo } from './sectionTwo';

/** Where a problem has two publishes, the day of the course on which its author changed it. */
export const EDIT_DAY = 50;
/** Days a run lasts. */
export const COURSE_DAYS = 70;

/** The made-up course: three sections on repeating things, for people who never programmed. */
export const SECTIONS: readonly Section[] = [sectionOne, sectionTwo, sectionThree];
