import { isNumber } from '@marginalia/contract';
import type { Content, ProblemFigures, Quantity, VideoFigures } from '@marginalia/contract';

type Problem = Content['problems'][number];
type Video = Content['videos'][number];

/** Fewer are too few to be the first of a list. */
const ENOUGH = 20;

/** The figures that a table with these learners is about: the group's, where one was asked for. */
export const shown = <F>({ course, group }: { readonly course: F; readonly group: F | null }): F => group ?? course;

const largest = <T>(rows: readonly T[], of: (row: T) => number | null): T | null => {
  let found: { readonly row: T; readonly value: number } | null = null;
  for (const row of rows) {
    const value = of(row);
    if (value !== null && (found === null || value > found.value)) found = { row, value };
  }
  return found?.row ?? null;
};
const disclosedTo = (learners: Quantity, value: Quantity): number | null =>
  isNumber(learners) && learners >= ENOUGH && isNumber(value) ? value : null;

/** The problem that takes most tries each. */
export const mostTries = (problems: readonly Problem[]): Problem | null =>
  largest(problems, (row) => {
    const { learners, meanTries }: ProblemFigures = shown(row);
    return disclosedTo(learners, meanTries);
  });

/** The video of which its viewers see least. */
export const leastSeen = (videos: readonly Video[]): Video | null =>
  largest(videos, (row) => {
    const { viewers, coverage }: VideoFigures = shown(row);
    const share = disclosedTo(viewers, coverage);
    return share === null ? null : -share;
  });

/** Viewers who saw less than 95 % of a video. */
export const inPart = ({ completion, viewers }: VideoFigures): Quantity =>
  completion.kind === 'value' ? completion.of - completion.count : isNumber(viewers) ? completion : viewers;
