import fc from 'fast-check';
import type { ReportContext } from '../../../api/metrics/kit/population';
import { durationOf, videoReport } from '../../../api/metrics/video/video';
import { leavingReport } from '../../../api/metrics/video/videoLeaving';
import { distributionOf, skippedPassages } from '../../../api/metrics/video/videoSeconds';
import { statedOfVideo, videoSums, watchedOnTo } from '../../support/plainVideo';
import { distinct, lacking } from '../../../api/facts/ranges';
import { learnerFacts } from '../../../api/facts/learner';
import type { Fact, LearnerEvent, Range } from '../../../api/facts/types';
import { tally } from '../../../api/lib/tally';
import { Video } from '@marginalia/contract';
import { video as words } from '../../support/history';

const v = words();
const WITHHELD = { kind: 'withheld', reason: 'too_few_learners' };
const CONTEXT: ReportContext = {
  courseKey: 'c',
  minLearners: 10,
  registeredOnly: false,
  window: { from: null, to: null },
};
const HEAD = { id: 'v', type: 'video', name: 'v', parent: null };
const LENGTH = 200;

/** One learner's fact about the video. */
const fact = (events: LearnerEvent[]): Fact => learnerFacts('c', events, null).find(({ block }) => block === 'v')!;
const responseOf = (facts: Fact[]) => {
  const duration = durationOf(facts);
  const seconds = Math.floor(duration ?? Infinity);
  const stated = statedOfVideo(facts, seconds, CONTEXT);
  return videoReport(HEAD, stated, videoSums(facts, seconds, CONTEXT), duration, CONTEXT);
};
const answer = (histories: LearnerEvent[][]) => responseOf(histories.map(fact));
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));

const toTheEnd = () => [v.load(0, LENGTH), v.play(1, 0), v.stop(201, LENGTH)];
const until = (second: number) => [v.load(0, LENGTH), v.play(1, 0), v.stop(second + 1, second)];
/** Watches ten seconds, jumps to the last ten. */
const jumper = () => [v.load(0, LENGTH), v.play(1, 0), v.seek(11, 10, 190), v.stop(21, LENGTH)];

describe('where a learner stopped', () => {
  it.each<[string, Range[], number | null]>([
    ['in one piece', [[0, 80]], 80],
    [
      'resumed',
      [
        [0, 40],
        [40, 80],
      ],
      80,
    ],
    [
      'going back makes it no shorter',
      [
        [0, 80],
        [20, 30],
      ],
      80,
    ],
    [
      'ten seconds left out are no gap',
      [
        [0, 40],
        [50, 80],
      ],
      80,
    ],
    [
      'eleven are',
      [
        [0, 40],
        [51, 80],
      ],
      40,
    ],
    [
      'a jump to the end is not getting there',
      [
        [0, 10],
        [190, 200],
      ],
      10,
    ],
    [
      'unless what lies between is watched later',
      [
        [0, 10],
        [190, 200],
        [10, 190],
      ],
      200,
    ],
    [
      'who jumps over a passage and watches on has not stopped there',
      [
        [0, 60],
        [120, 150],
      ],
      150,
    ],
    [
      'who looks elsewhere for less than half a minute has',
      [
        [0, 60],
        [120, 149],
      ],
      60,
    ],
    ['seconds beyond the length are none', [[0, 300]], 200],
    [
      'whoever begins elsewhere is not told',
      [
        [100, 200],
        [0, 50],
      ],
      null,
    ],
    ['whoever begins a little late is', [[9, 50]], 50],
    ['nothing watched', [], null],
  ])('A learner stopped where they did: %s', (_, watched, expected) => {
    expect(watchedOnTo(watched[0]?.[0], distinct(watched), LENGTH)).toBe(expected);
  });
});

describe('leaving', () => {
  it('The steepest loss is told, and jumpers are lost where they jump', () => {
    const disclosed = answer([...times(30, toTheEnd), ...times(15, () => until(125)), ...times(12, jumper)]);
    expect(disclosed.dropOff).toEqual([
      { second: 120, learners: 15, of: 57 },
      { second: 0, learners: 12, of: 57 },
    ]);
    expect(disclosed.survival).toEqual([
      { second: 0, learners: 57 },
      { second: 10, learners: 45 },
      { second: 130, learners: 30 },
    ]);
  });

  it('No small group is lost between two points of the survival, and beside a loss that is told', () => {
    // three leave at 25, fifteen at 125, four at 145
    const ends = [...times(30, () => LENGTH), ...times(3, () => 25), ...times(15, () => 125), ...times(4, () => 145)];
    expect(leavingReport(tally(ends), LENGTH, 10, 3)).toEqual({
      survival: [{ second: 0, learners: 52 }],
      dropOff: [{ second: 120, learners: 15, of: 52 }],
    });
    expect(leavingReport(tally([...ends, ...times(7, () => 25)]), LENGTH, 10, 3).survival).toEqual([
      { second: 0, learners: 59 },
      { second: 30, learners: 49 },
      { second: 130, learners: 34 },
    ]);
  });

  it('Every difference that can be made for any learners is nobody or no small group', () => {
    const ends = fc.array(fc.option(fc.integer({ min: 1, max: LENGTH })), { minLength: 10, maxLength: 120 });
    fc.assert(
      fc.property(ends, fc.integer({ min: 2, max: 12 }), (some, minLearners) => {
        fc.pre(some.length >= minLearners);
        const { survival, dropOff } = leavingReport(tally(some), LENGTH, minLearners, 3);
        survival.slice(1).forEach(({ second, learners }, index) => {
          const before = survival[index]!;
          const disclosed = dropOff
            .filter((drop) => drop.second >= before.second && drop.second < second)
            .reduce((sum, drop) => sum + Number(drop.learners), 0);
          const lost = Number(before.learners) - Number(learners);
          for (const group of [lost, lost - disclosed, Number(learners)]) {
            expect(group).toBeGreaterThanOrEqual(0);
            expect(group === 0 || group >= minLearners).toBe(true);
          }
        });
        for (const { learners } of dropOff) expect(learners).toBeGreaterThanOrEqual(minLearners);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the distribution', () => {
  it('The distribution counts viewers by quarters of what they saw, and those who saw all of it', () => {
    const disclosed = answer([...times(20, toTheEnd), ...times(11, () => until(30)), ...times(13, () => until(110))]);
    expect(disclosed.distribution.map(({ learners }) => learners)).toEqual([11, 0, 13, 0, 20]);
    expect(disclosed.distribution.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 0.75],
      [0.75, 0.95],
      [0.95, 1],
    ]);
  });

  it('The distribution hides small cells, and another one with them', () => {
    const disclosed = answer([...times(20, toTheEnd), ...times(3, () => until(30)), ...times(13, () => until(110))]);
    expect(disclosed.distribution.map(({ learners }) => learners)).toEqual([WITHHELD, 0, WITHHELD, 0, 20]);
  });

  it('The distribution does not give away who nearly finished by the number who did', () => {
    // eleven finished, which is disclosed elsewhere; three nearly did, and twenty saw less than half
    const shares = [...times(11, () => 1), ...times(3, () => 0.92), ...times(20, () => 0.4)];
    const disclosed = distributionOf(tally(shares), 0.95, 10).map(({ learners }) => learners);
    expect([disclosed[1], disclosed[3]]).toEqual([WITHHELD, WITHHELD]);
  });
});

describe('seeks', () => {
  const skipper = (n: number) => [v.load(0, LENGTH), v.play(1, 0), v.seek(61, 60, 95 + (n % 3)), v.stop(166, LENGTH)];
  const goesBack = () => [v.load(0, LENGTH), v.play(1, 0), v.seek(61, 60, 42), v.stop(120, 100)];

  // they land at 95, 96 and 97: only six of them left out second 96
  it('The passages most learners skip are told from 50 viewers on', () => {
    expect(answer([...times(40, toTheEnd), ...times(20, skipper)]).skipped).toEqual([
      { from: 60, to: 96, learners: 20, of: 60 },
    ]);
    expect(answer([...times(29, toTheEnd), ...times(20, skipper)]).skipped).toEqual([]);
    expect(answer([...times(50, toTheEnd), ...times(9, skipper)]).skipped).toEqual([]);
  });

  it('Whoever watches a passage after all has not skipped it', () => {
    const cameBack = () => [...skipper(0), v.play(300, 60), v.pause(340, 100)];
    expect(answer([...times(40, toTheEnd), ...times(20, cameBack)]).skipped).toEqual([]);
  });

  it('The seconds to which learners go back are told', () => {
    expect(answer([...times(20, toTheEnd), ...times(12, goesBack)]).rewinds).toEqual({
      learners: 12,
      events: 12,
      landings: [{ second: 40, learners: 12 }],
    });
    expect(answer([...times(20, toTheEnd), ...times(9, goesBack)]).rewinds).toEqual({
      learners: WITHHELD,
      events: WITHHELD,
      landings: [],
    });
  });

  it('What is lacking of a range is told', () => {
    expect(
      lacking(
        [
          [0, 10],
          [20, 30],
        ],
        [
          [2, 4],
          [9, 22],
          [28, 40],
        ],
      ),
    ).toEqual([
      [0, 2],
      [4, 9],
      [22, 28],
    ]);
    expect(lacking([[0, 10]], [])).toEqual([[0, 10]]);
    expect(skippedPassages([...times(10, () => 1), ...times(90, () => 0)], 2)).toEqual([]);
  });
});

it('The report of a video does not depend on the order of learners, holds to the contract, and tells nothing of a few', () => {
  const anyHistory = fc.oneof(
    fc.constant(0).map(toTheEnd),
    fc.integer({ min: 1, max: 199 }).map(until),
    fc.constant(0).map(jumper),
    fc
      .integer({ min: 1, max: 150 })
      .map((back) => [v.load(0, LENGTH), v.play(1, 0), v.seek(161, 160, back), v.stop(300, 170)]),
  );
  fc.assert(
    fc.property(fc.array(anyHistory, { maxLength: 70 }), (histories) => {
      const facts = histories.map(fact);
      const disclosed = responseOf(facts);
      expect(Video.safeParse(disclosed).error).toBeUndefined();
      expect(responseOf([...facts].reverse())).toEqual(disclosed);
      const groups = [
        ...disclosed.distribution,
        ...disclosed.survival,
        ...disclosed.dropOff,
        ...disclosed.rewatched,
        ...disclosed.skipped,
        ...disclosed.rewinds.landings,
      ];
      for (const { learners } of groups)
        expect(typeof learners !== 'number' || learners === 0 || learners >= 10).toBe(true);
      if (histories.length < 10) expect(groups).toEqual([]);
    }),
    { numRuns: 200 },
  );
}, 60_000);
