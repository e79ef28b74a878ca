import fc from 'fast-check';
import { editsReport, disclosedFirstTries, type FirstTries } from '../../api/metrics/problem/edits';
import { disclosable } from '../../api/metrics/kit/selection';
import { type Activity, dateOf, dayOf, usableCuts, widen } from '../../api/metrics/kit/privacy/periods';
import { suppress } from '../../api/metrics/kit/privacy/suppress';
import { tally } from '../../api/lib/tally';
import { mondayOf } from '../../api/lib/time';
import { Equations } from './attack';

/**
 * Somebody asks for everything about one block: every window, every track, the trend and the edits. Each number of
 * learners told is an equation; the unknowns are how many learners there are of each kind, a kind being a track and a
 * set of days. No small group may follow from the equations: no window, no track in a window, and nobody by whom two of
 * these differ.
 */

const FIRST = dayOf('2026-03-05');
const DAYS = 4;
const TRACKS = ['audit', 'verified', 'honor'];
const PATTERNS = Array.from({ length: 2 ** DAYS - 1 }, (_, index) =>
  Array.from({ length: DAYS }, (__, day) => day).filter((day) => ((index + 1) >> day) & 1),
);
/** Days 0 to 3 are a Thursday, a Sunday, the Monday after and the Sunday after: in two weeks. */
const OFFSETS = [0, 3, 4, 10];
const dayAt = (index: number): number => FIRST + (OFFSETS[index] ?? 0);
const KINDS = TRACKS.flatMap((track) => PATTERNS.map((days) => ({ track, days })));
type Kind = (typeof KINDS)[number];

/** The week in which a learner of this kind first tried it: its Monday, as days since 1970. */
const weekOf = ({ days }: Kind): number => mondayOf(dayAt(days[0]!));

const rowOf = (test: (kind: Kind) => boolean): bigint[] => KINDS.map((kind) => (test(kind) ? 1n : 0n));

/** From before everything, or some day, to some later day, or after everything. */
const EDGES = [null, ...OFFSETS.map((_, index) => dateOf(dayAt(index))), dateOf(FIRST + 20)];
const WINDOWS = EDGES.slice(0, -1).flatMap((from, at) => [...EDGES.slice(at + 1), null].map((to) => ({ from, to })));
const isIn = (from: string | null, to: string | null, day: number): boolean =>
  (from === null || dayAt(day) >= dayOf(from)) && (to === null || dayAt(day) < dayOf(to));
const rowOfSelection = (from: string | null, to: string | null, track: string | null): bigint[] =>
  rowOf((kind) => (track === null || kind.track === track) && kind.days.some((day) => isIn(from, to, day)));

/** How many of each kind: mostly few kinds, and among them large ones and tiny ones. */
const crowd = fc.array(
  fc.tuple(fc.nat(KINDS.length - 1), fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: 40 }))),
  { minLength: 1, maxLength: 9 },
);

interface Crowd {
  readonly counts: bigint[];
  readonly activities: Activity[];
  readonly tries: FirstTries;
}

/** By a key, learners of whom none was right. */
const counted = (keys: readonly number[]): [key: number, learners: number, right: number][] =>
  tally(keys).map(([key, learners]) => [key, learners, 0]);

const gather = (members: readonly (readonly [number, number])[], edit: number): Crowd => {
  const counts = KINDS.map((_, kind) => members.reduce((sum, [one, n]) => sum + (one === kind ? n : 0), 0));
  const each = counts.flatMap((n, at) => Array.from({ length: n }, () => KINDS[at]!));
  return {
    counts: counts.map(BigInt),
    activities: each.map(({ track, days }) => ({ track, days: days.map(dayAt) })),
    tries: {
      weeks: counted(each.map(weekOf)),
      versions: counted(each.map(({ days }) => (days[0]! >= edit ? 1 : 0))),
    },
  };
};

const valueOf = (row: readonly bigint[], counts: readonly bigint[]): bigint =>
  row.reduce((sum, value, at) => sum + value * (counts[at] ?? 0n), 0n);

/** Everything the API tells about the block: the rows of the numbers. */
const disclosedRows = ({ activities, tries }: Crowd, edit: number, k: number): bigint[][] => {
  const edits = [`${dateOf(dayAt(edit))}T00:00:00Z`];
  const rows: bigint[][] = [];
  const add = (row: bigint[], size: number): void => {
    if (size === 0 || size >= k) rows.push(row);
  };
  const until = disclosedFirstTries(tries, edits, k);
  for (const { from, to } of WINDOWS)
    for (const track of [null, ...TRACKS]) {
      const { window, isTrackDisclosed } = disclosable(activities, { from, to, track }, k, until);
      const row = rowOfSelection(window.from, window.to, track);
      const some = activities.filter((one) => track === null || one.track === track);
      const size = some.filter(({ days }) =>
        days.some(
          (day) =>
            (window.from === null || day >= dayOf(window.from)) && (window.to === null || day < dayOf(window.to)),
        ),
      ).length;
      if (isTrackDisclosed || size === 0) add(row, size);
    }
  if (activities.length >= k) {
    const weeks = [...tries.weeks].sort(([a], [b]) => a - b);
    const cells = weeks.map(([, n]) => n);
    suppress(cells, k).forEach((isHidden, at) => {
      if (!isHidden)
        add(
          rowOf((kind) => weekOf(kind) === weeks[at]![0]),
          cells[at]!,
        );
    });
    const [{ before, after }] = editsReport(edits, tries, k) as [ReturnType<typeof editsReport>[number]];
    if (before.kind !== 'withheld') rows.push(rowOf(({ days }) => days[0]! < edit));
    if (after.kind !== 'withheld') rows.push(rowOf(({ days }) => days[0]! >= edit));
  }
  return rows;
};

const selections = WINDOWS.flatMap(({ from, to }) => [null, ...TRACKS].map((track) => rowOfSelection(from, to, track)));
const minus = (a: readonly bigint[], b: readonly bigint[]): bigint[] => a.map((value, at) => value - (b[at] ?? 0n));
const isGroup = (row: readonly bigint[]): boolean =>
  row.every((value) => value === 0n || value === 1n) && row.includes(1n);
const unique = (rows: readonly bigint[][]): bigint[][] => [
  ...new Map(rows.filter(isGroup).map((row) => [row.join(''), row])).values(),
];
/** Whoever could be asked for, and whoever two of these differ by. */
const GROUPS = unique([...selections, ...selections.flatMap((a) => selections.map((b) => minus(a, b)))]);

const smallGroupsDisclosed = (members: readonly (readonly [number, number])[], edit: number, k: number): bigint[][] => {
  const all = gather(members, edit);
  const equations = new Equations();
  for (const row of disclosedRows(all, edit, k)) equations.add(row);
  return GROUPS.filter((row) => {
    const size = valueOf(row, all.counts);
    return size > 0n && size < BigInt(k) && equations.discloses(row);
  });
};

it('The attack finds a group by subtraction where it can be found', () => {
  const equations = new Equations();
  equations.add(rowOfSelection(null, null, null));
  equations.add(rowOfSelection(null, dateOf(dayAt(2)), null));
  const onlyLater = rowOf(({ days }) => days.every((day) => day >= 2));
  expect(equations.discloses(onlyLater)).toBe(true);
  expect(equations.discloses(rowOfSelection(null, null, 'audit'))).toBe(false);
});

it('No small group follows from all that windows, tracks, weeks and edits tell', () => {
  fc.assert(
    fc.property(crowd, fc.integer({ min: 1, max: DAYS - 1 }), fc.integer({ min: 2, max: 10 }), (members, edit, k) => {
      expect(smallGroupsDisclosed(members, edit, k)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
}, 300_000);

it('Windows are told apart where enough learners are in each of the steps', () => {
  const halves: Activity[] = Array.from({ length: 40 }, (_, n) => ({
    track: 'audit',
    days: n < 15 ? [dayAt(0)] : n < 27 ? [dayAt(2)] : [dayAt(0), dayAt(2)],
  }));
  const asked = { from: dateOf(dayAt(2)), to: null, track: null };
  expect(disclosable(halves, asked, 10)).toMatchObject({ isAsAsked: true, window: { from: asked.from, to: null } });
  // fewer than 13 came back: whoever knows both windows and all would know them
  expect(disclosable(halves, asked, 14)).toMatchObject({ isAsAsked: false, window: { from: null, to: null } });
});

it('Windows are no wider than they have to be', () => {
  const of = (day: number): Activity[] => Array.from({ length: 20 }, () => ({ track: 'audit', days: [day] }));
  // nobody came for some days: a window may begin and end on any of these, and not within a week of few each day
  const few = [10, 11, 12].map((day): Activity => ({ track: 'audit', days: [day] }));
  const cuts = usableCuts([...of(0), ...of(5), ...few, ...of(12), ...of(20)], 10);
  expect(widen(cuts, { from: dateOf(3), to: dateOf(17) })).toEqual({ from: dateOf(3), to: dateOf(17) });
  expect(widen(cuts, { from: dateOf(12), to: dateOf(11) })).toEqual({ from: dateOf(10), to: dateOf(13) });
});

it('The dates of windows on tracks take those that are not told for one', () => {
  const of = (track: string, day: number): Activity[] => Array.from({ length: 6 }, () => ({ track, days: [day] }));
  const activities = [0, 1].flatMap((day) => ['honor', 'verified'].flatMap((track) => of(track, day)));
  expect(usableCuts(activities, 10, [], new Set())).toContainEqual({ from: 1, to: 1 });
  expect(usableCuts(activities, 10, [], new Set(['honor', 'verified']))).not.toContainEqual({ from: 1, to: 1 });
});

it('Every window and track is told with a threshold of 1', () => {
  fc.assert(
    fc.property(crowd, fc.constantFrom(...WINDOWS), fc.constantFrom(...TRACKS), (members, { from, to }, track) => {
      const { activities } = gather(members, 1);
      expect(disclosable(activities, { from, to, track }, 1)).toEqual({
        window: { from, to },
        isAsAsked: true,
        isTrackDisclosed: true,
      });
    }),
  );
});
