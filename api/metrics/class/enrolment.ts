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

/**
 * How many learners were enrolled at the end of some weeks, as `enrolmentDays` discloses it for those days. For a day after the
 * last that it discloses: how many are enrolled now.
 * @param days the last day of each week
 * @param counts enrolled at the end of each of the days
 * @param last the last day that is disclosed
 */
export const enrolledWeeks = (
  days: readonly string[],
  counts: readonly number[],
  last: string,
  now: number,
  minLearners: number,
): SiteCourse['enrolledWeeks'] =>
  days.map((date, week) => ({ date, learners: quantity(date <= last ? (counts[week] ?? 0) : now, minLearners) }));

/**
 * How many learners are enrolled now, by track, as the page of the course discloses it. Tracks that are suppressed there are
 * added up: their sum is what remains of the whole without the disclosed ones.
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
