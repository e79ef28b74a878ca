import { type Overview, type Quantity, WITHHELD } from '@marginalia/contract';
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
