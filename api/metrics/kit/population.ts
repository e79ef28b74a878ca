import type { Outline } from '@marginalia/contract';
import type { Micros } from '../../lib/time';

type ReportWindow = Outline['window'];

/** What every report is made with. */
export interface ReportContext {
  readonly courseKey: string;
  readonly minLearners: number;
  /** False: nobody ever registered in the course, so everybody seen counts. */
  readonly registeredOnly: boolean;
  /** Dates counted, and as asked for where those are others; null: unbounded. */
  readonly window: ReportWindow;
}

/** The facts of learners of the course. */
export const counted = <T extends { readonly registered: boolean }>(facts: readonly T[], context: ReportContext): T[] =>
  facts.filter((fact) => fact.registered || !context.registeredOnly);

/** The newest of these times; null where there is none. */
export const newest = (times: readonly (Micros | null)[]): Micros | null => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
};
