import type { Annotation, Overview, Quantity, ReachOf } from '@marginalia/contract';

const DAY = 86_400_000;

/** Milliseconds of a day, `2026-03-02`, or of an hour, `2026-03-02T09:00:00Z`. */
export const timeOf = (date: string): number => Date.parse(date.length === 10 ? `${date}T00:00:00Z` : date);

/** The date (UTC) so many days after another moment. */
export const dayAfter = (moment: string, days: number): string =>
  new Date(Date.parse(moment) + days * DAY).toISOString().slice(0, 10);

export const disclosed = (quantity: Quantity | undefined): number | null =>
  typeof quantity === 'number' ? quantity : null;

/** Lines that one can still tell apart. */
export const MOST_TRACKS = 4;

export interface TrackLine {
  /** Null: all tracks together. */
  readonly track: string | null;
  readonly values: readonly Quantity[];
}

/** All together, then the largest tracks by their newest number; where there is one track only, that is all. */
export const trackLines = ({ tracks, days }: Overview['enrolment']): TrackLine[] => {
  const total: TrackLine = { track: null, values: days.map((day) => day.total) };
  if (tracks.length < 2) return [total];
  const lines = tracks.map((track, i) => ({ track, values: days.map(({ byTrack }): Quantity => byTrack[i] ?? 0) }));
  const size = ({ values }: TrackLine): number => disclosed(values.at(-1)) ?? -1;
  return [total, ...lines.sort((a, b) => size(b) - size(a)).slice(0, MOST_TRACKS)];
};

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9;

/** A round number at or above the largest one, so that the axis can be read. */
export const roundTop = (values: Iterable<number | null>): number => {
  const largest = Math.max(1, ...[...values].map((value) => value ?? 0));
  const power = 10 ** Math.floor(Math.log10(largest));
  const step =
    [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= largest && isWhole(factor * power)) ?? 10;
  return step * power;
};

/** As many weeks as a small line shows. */
const SPARK_WEEKS = 8;

export const lastWeeks = <T>(weeks: readonly T[]): readonly T[] => weeks.slice(-SPARK_WEEKS);

export interface LetteredAnnotation extends Annotation {
  /** `a`, `b`, ... as it stands on the axis. */
  readonly letter: string;
  readonly time: number;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The letter of an annotation: a to z, then a1, b1, ... */
const letterOf = (i: number): string =>
  `${LETTERS.charAt(i % LETTERS.length)}${i < LETTERS.length ? '' : String(Math.floor(i / LETTERS.length))}`;

/** What stands on the time axis between two moments (milliseconds), in order, each with its letter. */
export const annotationsBetween = (
  annotations: readonly Annotation[],
  from: number,
  to: number,
): LetteredAnnotation[] =>
  annotations
    .map((annotation) => ({ ...annotation, time: timeOf(annotation.at) }))
    .filter(({ time }) => time >= from && time <= to)
    .sort((a, b) => a.time - b.time)
    .map((annotation, i) => ({ ...annotation, letter: letterOf(i) }));

/** What comes after a moment (milliseconds), the next one first. */
export const annotationsAfter = (annotations: readonly Annotation[], moment: number): Annotation[] =>
  annotations.filter(({ at }) => timeOf(at) > moment).sort((a, b) => timeOf(a.at) - timeOf(b.at));

export type ReachKind = 'units' | 'problems' | 'videos';

export interface ReachRow {
  readonly id: string;
  readonly name: string;
  readonly section: boolean;
  readonly of: ReachOf;
}

/** Sections, and their subsections where they are asked for, that have something of the kind in them. */
export const reachRows = (reach: Overview['reach'], kind: ReachKind, inside: boolean): ReachRow[] =>
  reach
    .map((row) => ({ id: row.block.id, name: row.block.name, section: row.block.type === 'chapter', of: row[kind] }))
    .filter(({ section, of }) => of.blocks > 0 && (section || inside));

/** The index of the first bucket that passes, with the pass line where it lies: between two, or inside that one. */
export const passesFrom = (buckets: Overview['grades']['buckets'], passLine: number | null): number | null => {
  if (passLine === null) return null;
  const at = buckets.findIndex(({ to }) => to > passLine);
  return at < 0 ? null : at;
};
