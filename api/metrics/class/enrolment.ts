import { type Overview, type Quantity, type SiteCourse, WITHHELD } from '@marginalia/contract';
import { quantity, suppress } from '../kit/privacy/suppress';
import { dates, notTooEarly } from './dates';

interface Move {
  readonly day: string;
  readonly track: string;
  readonly change: number;
}

/** The total, and its tracks so that no small one follows by subtraction. */
const cells = (counts: readonly number[], minLearners: number): { total: Quantity; byTrack: Quantity[] } => {
  const hidden = suppress(counts, minLearners);
  return {
    total: quantity(
      counts.reduce((a, b) => a + b, 0),
      minLearners,
    ),
    byTrack: counts.map((count, index) => (hidden[index] ? WITHHELD : count)),
  };
};

/**
 * Who was enrolled at the end of each day, by track, added up from who entered and left on which day.
 * @param until the day after the last one that is disclosed
 */
export const enrolmentDays = (
  moves: readonly Move[],
  from: string | null,
  until: string,
  minLearners: number,
): Overview['enrolment'] => {
  const tracks = [...new Set(moves.map((move) => move.track))].sort();
  const first = moves[0]?.day;
  if (first === undefined) return { tracks: [], days: [] };
  const counts = tracks.map(() => 0);
  const rest = [...moves];
  const days: Overview['enrolment']['days'] = [];
  for (const date of dates(notTooEarly(first, until), until)) {
    for (; rest[0] && rest[0].day <= date; rest.shift()) {
      const at = tracks.indexOf(rest[0].track);
      counts[at] = (counts[at] ?? 0) + rest[0].change;
    }
    if (from === null || date >= from) days.push({ date, ...cells(counts, minLearners) });
  }
  return { tracks, days };
};

interface EnrolledWeek {
  /** The last day of the week. */
  readonly date: string;
  readonly learners: Quantity;
}

/**
 * Who was enrolled at the end of some weeks: what `enrolmentDays` says of these days, and of days after those that it tells of,
 * how many are enrolled now.
 * @param counts at the end of each of the days
 * @param last the last day that is disclosed
 */
export const enrolledWeeks = (
  days: readonly string[],
  counts: readonly number[],
  last: string,
  now: number,
  minLearners: number,
): EnrolledWeek[] =>
  days.map((date, week) => ({ date, learners: quantity(date <= last ? (counts[week] ?? 0) : now, minLearners) }));

/**
 * Who is enrolled now, by track, told as on the page of the course. Tracks that are hidden there come as one: what is left of
 * the whole without those that are told.
 */
export const enrolledTracks = (
  rows: readonly { readonly track: string; readonly learners: number }[],
  minLearners: number,
): SiteCourse['tracks'] => {
  const hidden = suppress(
    rows.map(({ learners }) => learners),
    minLearners,
  );
  const rest = rows.filter((_, index) => hidden[index]);
  const together = rest.reduce((sum, { learners }) => sum + learners, 0);
  return [
    ...rows.flatMap(({ track, learners }, index) =>
      hidden[index] ? [] : [{ tracks: [track], enrolledNow: learners }],
    ),
    ...(rest.length === 0
      ? []
      : [{ tracks: rest.map(({ track }) => track), enrolledNow: quantity(together, minLearners) }]),
  ];
};
