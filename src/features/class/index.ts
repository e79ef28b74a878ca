export { CoursePage } from './CoursePage';
export { useRate } from './Figures';
export { useEnds, useHalf } from './halves';
export type { Format } from './halves';
export { words as classWords } from './messages';
export { dayAfter, disclosed } from './model';
export type { ReachKind } from './model';
export { OverTime, useMoment, useOverTimeTable } from './OverTime';
export { weeksOfRun } from './previous-weeks';
