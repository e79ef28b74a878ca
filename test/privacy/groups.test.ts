import fc from 'fast-check';
import {
  type Asked,
  anyAndAll,
  bothOf,
  distributions,
  hiddenProblems,
  standings,
  stepsOf,
} from '../../api/metrics/class/groups';
import { Partition, joinSteps } from '../../api/metrics/kit/privacy/partition';
import { Equations } from './attack';

/**
 * Somebody asks for the same number of every group of a class, by state and by track, beside the number of the class, and
 * works out what follows: numbers as equations over the kinds of learners (state, track, what they did). No small group may
 * follow: none that could be asked for, nobody by whom one exceeds another, and no rest.
 */
const FLAGGED = ['not_started', 'stopped', 'struggling'];
const CALM = ['passed', 'on_track', ''];
const STATES = [...FLAGGED, ...CALM];
const TRACKS = ['audit', 'honor', 'verified'];
/** Nothing; reached some of a section; all of it. */
const DONE = [0, 1, 2] as const;

interface Kind {
  readonly state: string;
  readonly track: string;
  readonly done: (typeof DONE)[number];
}
const KINDS: Kind[] = STATES.flatMap((state) =>
  TRACKS.flatMap((track) => DONE.map((done): Kind => ({ state, track, done }))),
);
type Test = (kind: Kind) => boolean;
const rowOf = (test: Test): bigint[] => KINDS.map((kind) => (test(kind) ? 1n : 0n));
const sizeOf = (counts: readonly number[], test: Test): number =>
  KINDS.reduce((sum, kind, at) => sum + (test(kind) ? (counts[at] ?? 0) : 0), 0);

/** Every set of whole parts: unions and what is left of them are groups, too. */
const unions = (names: readonly string[], of: (kind: Kind) => string): Test[] =>
  Array.from(
    { length: 2 ** names.length - 1 },
    (_, n) => (kind: Kind) => names.some((name, at) => (n + 1) & (1 << at) && of(kind) === name),
  );
const LEAST = [1, 2] as const;
const WATCHED = [...unions(STATES, ({ state }) => state), ...unions(TRACKS, ({ track }) => track)].flatMap((test) => [
  test,
  ...LEAST.map(
    (least): Test =>
      (kind) =>
        test(kind) && kind.done >= least,
  ),
  // reached some, not all
  (kind: Kind) => test(kind) && kind.done === 1,
]);

const cells = (counts: readonly number[], of: (kind: Kind) => string, test: Test): Map<string, number> => {
  const found = new Map<string, number>();
  KINDS.forEach((kind, at) => {
    if (test(kind)) found.set(of(kind), (found.get(of(kind)) ?? 0) + (counts[at] ?? 0));
  });
  return found;
};

interface By {
  readonly of: (kind: Kind) => string;
  readonly parts: Partition;
  readonly names: readonly string[];
  readonly testOf: (name: string) => Test;
}
const partsOf = (counts: readonly number[], k: number): By[] => {
  const state = ({ state: one }: Kind): string => one;
  const track = ({ track: one }: Kind): string => one;
  const sizes = (of: (kind: Kind) => string) => cells(counts, of, () => true);
  // which sizes are disclosed is decided elsewhere, so that none of these and of their rest is small
  const union = { name: 'need_help', members: FLAGGED };
  const disclosed = new Partition(
    STATES.filter((name) => name !== ''),
    union,
    k,
  ).disclosed(sizes(state));
  const offered = STATES.filter((name) => disclosed.has(name));
  const tracks = [...new Partition(TRACKS, null, k).disclosed(sizes(track))];
  return [
    {
      of: state,
      parts: new Partition(offered, disclosed.has(union.name) ? union : null, k),
      names: [...STATES, union.name],
      testOf: (name) => (kind) => (name === union.name ? FLAGGED.includes(kind.state) : kind.state === name),
    },
    {
      of: track,
      parts: new Partition(tracks, null, k),
      names: TRACKS,
      testOf: (name) => (kind) => kind.track === name,
    },
  ];
};

/** Everything told: sizes, who reached something, who reached all, of the class and of each group. */
const disclosedRows = (counts: readonly number[], k: number): bigint[][] => {
  const rows: bigint[][] = [];
  const note = (value: unknown, test: Test): void => {
    if (typeof value !== 'number') return;
    expect(value).toBe(sizeOf(counts, test));
    rows.push(rowOf(test));
  };
  for (const { of, parts, names, testOf } of partsOf(counts, k)) {
    for (const name of names) {
      const asked: Asked = { key: name, name, parts, minLearners: k };
      const size = bothOf(
        asked,
        cells(counts, of, () => true),
      );
      note(size.course, () => true);
      note(size.group, testOf(name));
      const [some, every] = LEAST.map((least) => cells(counts, of, ({ done }) => done >= least));
      const { any, all } = anyAndAll(asked, some!, every!);
      note(any.course, ({ done }) => done >= 1);
      note(any.group, (kind) => testOf(name)(kind) && kind.done >= 1);
      note(all.course, ({ done }) => done >= 2);
      note(all.group, (kind) => testOf(name)(kind) && kind.done >= 2);
    }
  }
  return rows;
};

const smallOnes = (counts: readonly number[], k: number): number[] => {
  const equations = new Equations();
  for (const row of disclosedRows(counts, k)) equations.add(row);
  return WATCHED.flatMap((test, at) => {
    const size = sizeOf(counts, test);
    // what is left of a group that did something is a share of it, which is disclosed; only who did something is a group
    return size > 0 && size < k && equations.discloses(rowOf(test)) ? [at] : [];
  });
};

const few = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 60 }));
const threshold = fc.integer({ min: 2, max: 12 });
const crowd = fc
  .array(fc.tuple(fc.nat(KINDS.length - 1), few), { minLength: 1, maxLength: 12 })
  .map((members) => KINDS.map((_, at) => members.reduce((sum, [kind, n]) => sum + (kind === at ? n : 0), 0)));

it('No small group follows from the numbers of all groups and of the class', () => {
  fc.assert(
    fc.property(crowd, threshold, (counts, k) => {
      expect(smallOnes(counts, k)).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 300_000);

it('A group tells everything where no group is small, and with a threshold of 1', () => {
  const rows = (counts: number[], k: number) => new Set(disclosedRows(counts, k).map((row) => row.join(''))).size;
  // of the class, five states, those who may need help, and three tracks: how many, who reached some, who all
  const everything = 3 * (1 + 5 + 1 + 3);
  expect(
    rows(
      KINDS.map(() => 12),
      10,
    ),
  ).toBe(everything);
  expect(
    rows(
      KINDS.map((_, at) => at % 3),
      1,
    ),
  ).toBe(everything);
});

it('The groups worked by hand come out: 40 stopped, 12 struggling and 30 on track; 3 who struggle reached the section', () => {
  const counts = KINDS.map(({ state, track, done }) => {
    if (track !== 'audit') return 0;
    if (state === 'stopped') return done === 1 ? 40 : 0;
    if (state === 'struggling') return done === 1 ? 3 : done === 0 ? 9 : 0;
    return state === 'on_track' && done === 1 ? 30 : 0;
  });
  const parts = new Partition(['stopped', 'struggling', 'on_track'], { name: 'need_help', members: FLAGGED }, 10);
  const reached = cells(
    counts,
    ({ state }) => state,
    ({ done }) => done >= 1,
  );
  const of = (name: string) => bothOf({ key: name, name, parts, minLearners: 10 }, reached);
  expect(of('need_help')).toEqual({ group: 43, course: 73 });
  expect(of('on_track').group).toBe(30);
  // 43 less 40 would be the three
  expect(of('stopped').group).toMatchObject({ kind: 'withheld' });
  expect(of('struggling').group).toMatchObject({ kind: 'withheld' });
});

it('The groups worked by hand come out: of 30 stopped and 30 on track, 25 and 30 reached some, 12 and 12 all; one part too small hides but itself', () => {
  const any = new Map([
    ['stopped', 25],
    ['struggling', 40],
    ['on_track', 30],
  ]);
  const all = new Map([
    ['stopped', 12],
    ['struggling', 20],
    ['on_track', 27],
  ]);
  const parts = new Partition(['stopped', 'struggling', 'on_track'], { name: 'need_help', members: FLAGGED }, 10);
  // of those on track 3 reached some and not all: neither they nor, with them, one more are disclosed; those who may need help are
  // the only others, and of these nobody is disclosed then
  expect([...parts.disclosedParts(any, all)]).toEqual([]);
  const more = new Partition(
    ['stopped', 'struggling', 'on_track', 'passed'],
    { name: 'need_help', members: FLAGGED },
    10,
  );
  const passed = (n: number) => (cells: Map<string, number>) => new Map([...cells, ['passed', n]]);
  expect([...more.disclosedParts(passed(40)(any), passed(20)(all))].sort()).toEqual([
    'need_help',
    'stopped',
    'struggling',
  ]);
});

it('First tries of a group are of all its problems, or withheld where few tried those that are not told', () => {
  const parts = new Partition(['stopped', 'passed'], null, 10);
  const row = (grp: string, learners: number) => ({
    grp,
    learners,
    started: learners,
    triers: learners,
    passed: 0,
    completed: 0,
    graded: 0,
  });
  const at = (grp: string, block: string, learners: number, n_first: number) => ({ grp, block, learners, n_first });
  const none_ = { graded: 0, grades: [] };
  const asked = { key: 'stopped', name: 'stopped', parts, minLearners: 10 };
  const tries = [
    at('stopped', 'p1', 20, 10),
    at('passed', 'p1', 40, 30),
    at('stopped', 'p2', 4, 1),
    at('passed', 'p2', 40, 20),
    at('stopped', 'p3', 5, 5),
  ];
  expect(hiddenProblems(asked, tries)).toEqual({ group: ['p2', 'p3'], course: ['p3'] });
  const disclosed = (group: number, course: number) =>
    standings(
      asked,
      [row('stopped', 30), row('passed', 50)],
      tries,
      {
        group: new Map([
          ['stopped', group],
          ['passed', 40],
        ]),
        course: new Map([['stopped', course]]),
      },
      { group: none_, course: none_ },
    );
  const { group, course } = disclosed(9, 5);
  expect([group.firstTry.kind, course.firstTry.kind]).toEqual(['withheld', 'withheld']);
  // 10 learners among those of the second and third problem: 20 + 4 + 5 first tries, 10 + 1 + 5 right
  expect(disclosed(10, 5).group.firstTry).toMatchObject({ count: 16, of: 29 });
  expect(disclosed(10, 10).course.firstTry).toMatchObject({ count: 66, of: 109 });
});

describe('steps beside what the class is told by itself', () => {
  const of = (numbers: Record<string, readonly number[]>): Map<string, number>[] =>
    Array.from({ length: 10 }, (_, at) => new Map(Object.entries(numbers).map(([part, row]) => [part, row[at] ?? 0])));
  const parts = new Partition(['audit', 'verified'], null, 10);
  const asked: Asked = { key: 'track:audit', name: 'audit', parts, minLearners: 10 };

  it('Joined steps tell neither of 9 of the class below a tenth, withheld with 10 at forty, as worked by hand', () => {
    const grades = of({ audit: [9, 18, 40, 20, 10, 20], verified: [0, 0, 21, 28, 0, 12] });
    const rows = grades.flatMap((cells_, at) =>
      [...cells_].map(([grp, learners]) => ({ grp, what: 'grade', step: String(at), learners })),
    );
    const disclosed = distributions(asked, rows, true, true).grades;
    // all that is withheld of the class lies in one step, and what is disclosed of it holds both
    expect(disclosed).toEqual([
      { from: 0, to: 0.5, group: 97, course: 146 },
      { from: 0.5, to: 0.6, group: 20, course: 32 },
      { from: 0.6, to: 1, group: 0, course: 0 },
    ]);
  });

  it('Who never came is a step of its own, or goes with the longest away, who are not few without it', () => {
    const visits = (audit: number[], verified: number[], isActiveDisclosed = true) => {
      const rows = [audit, verified].flatMap((row, part) =>
        row.map((learners, at) => ({ grp: ['audit', 'verified'][part]!, what: 'visit', step: String(at), learners })),
      );
      return distributions(asked, rows, true, isActiveDisclosed).visits.map(({ from, to, never, group, course }) => [
        from,
        to,
        never,
        group,
        course,
      ]);
    };
    expect(visits([20, 0, 0, 0, 15, 12], [30, 0, 0, 0, 0, 10])).toEqual([
      [0, 7, false, 20, 50],
      [7, 56, false, 0, 0],
      [56, null, false, 15, 15],
      [null, null, true, 12, 22],
    ]);
    // 4 were away for long: with 12 who never came they would follow from how many ever came
    expect(visits([20, 0, 0, 0, 4, 12], [30, 0, 0, 0, 0, 10])).toEqual([
      [0, null, false, 24, 54],
      [null, null, true, 12, 22],
    ]);
    expect(visits([20, 0, 0, 0, 15, 3], [30, 0, 0, 0, 0, 10])).toEqual([
      [0, 7, false, 20, 50],
      [7, 56, false, 0, 0],
      [56, null, true, 18, 28],
    ]);
    expect(visits([4, 0, 0, 0, 0, 40], [0, 0, 0, 0, 0, 40])).toEqual([]);
    expect(visits([0, 0, 0, 0, 0, 40], [0, 0, 0, 0, 0, 40])).toEqual([[null, null, true, 40, 80]]);
    expect(visits([20, 20, 0, 0, 15, 12], [30, 0, 0, 0, 0, 10], false)).toEqual([
      [0, null, false, 55, 85],
      [null, null, true, 12, 22],
    ]);
  });
});

describe('steps', () => {
  it.each<[string, number[][], number[]]>([
    [
      'as they are',
      [
        [10, 20, 0],
        [0, 12, 30],
      ],
      [0, 1, 2],
    ],
    ['few at first go with the next', [[3, 20, 15]], [0, 2]],
    ['few at the end go with those before', [[20, 15, 3]], [0, 1]],
    ['nobody for a while is a step', [[0, 0, 20, 0, 15, 0, 0]], [0, 2, 3, 4, 5]],
    ['few after nobody go with those before, if enough', [[20, 0, 3]], [0]],
    [
      'few of one part join the step of all',
      [
        [20, 20, 20],
        [3, 0, 7],
      ],
      [0],
    ],
    ['few in all', [[3, 2, 1]], []],
    ['nobody at all', [[0, 0]], []],
    ['none', [], []],
  ])('Steps are joined as they should be: %s', (_, rows, begins) => expect(joinSteps(rows, 10)).toEqual(begins));

  it('Steps hold nobody or enough of every part, lose nobody, and are the same for every group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...STATES), fc.nat(5), few), { minLength: 1, maxLength: 20 }),
        threshold,
        (members, k) => {
          const steps = Array.from({ length: 6 }, (__, step) => {
            const found = new Map<string, number>();
            for (const [state, at, n] of members) if (at === step) found.set(state, (found.get(state) ?? 0) + n);
            return found;
          });
          const sizes = new Map<string, number>();
          for (const [state, , n] of members) sizes.set(state, (sizes.get(state) ?? 0) + n);
          const union = { name: 'need_help', members: FLAGGED };
          const disclosed = new Partition(
            STATES.filter((name) => name !== ''),
            union,
            k,
          ).disclosed(sizes);
          const offered = STATES.filter((name) => disclosed.has(name));
          const parts = new Partition(offered, disclosed.has(union.name) ? union : null, k);
          const tables = [...offered, union.name].map((name) => ({
            name,
            table: stepsOf({ key: name, name, parts, minLearners: k }, steps),
          }));
          const some = tables.filter(({ table }) => table.length > 0);
          for (const { name, table } of some) {
            expect(table.map(({ first, last }) => [first, last])).toEqual(
              some[0]!.table.map(({ first, last }) => [first, last]),
            );
            for (const { group, course } of table) {
              for (const size of [group, course, course - group]) expect(size === 0 || size >= k).toBe(true);
            }
            expect(table.reduce((sum, { group }) => sum + group, 0)).toBe(parts.size(sizes, name));
          }
          // nor is anybody left when all groups are taken from the class
          const leaves = some.filter(({ name }) => name !== union.name);
          some[0]?.table.forEach(({ course }, at) => {
            const rest = course - leaves.reduce((sum, { table }) => sum + (table[at]?.group ?? 0), 0);
            expect(rest === 0 || rest >= k).toBe(true);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});
