import { StructureIndex } from '../../../api/facts/structureIndex';
import { outlineReport } from '../../../api/metrics/outline/outline';
import type { BlockSummary } from '../../../api/metrics/outline/summaries';
import { REACHED, type StructureBlock } from '../../../api/facts/types';

const COURSE = 'course-v1:Org+Num+Run';
const WITHHELD = { kind: 'withheld', reason: 'too_few_learners' };

const block = (id: string, type: string, parent: string | null, isMeasured = true): StructureBlock => ({
  id,
  type,
  name: id,
  parent,
  order: 0,
  graded: false,
  isMeasured,
});

const BLOCKS = [
  block('course', 'course', null),
  block('full', 'vertical', 'course'),
  block('p20', 'problem', 'full'),
  block('p3', 'problem', 'full'),
  block('v20', 'video', 'full'),
  block('v3', 'video', 'full'),
  block('small', 'vertical', 'course'),
  block('p4', 'problem', 'small'),
  block('talk', 'discussion', 'small', false),
];

const nothing = {
  reached: 0,
  reachedBits: 0,
  attempted: 0,
  tried: 0,
  firstRight: 0,
  viewers: 0,
  seen: 0,
  duration: null,
  asOf: null,
};
const problem = (id: string, learners: number, right: number): BlockSummary => ({
  ...nothing,
  block: id,
  reached: learners,
  reachedBits: REACHED.activity,
  attempted: learners,
  tried: learners,
  firstRight: right,
});
const video = (id: string, viewers: number, seen: number): BlockSummary => ({
  ...nothing,
  block: id,
  reached: viewers,
  viewers,
  seen,
  duration: 100,
});

const SUMMARIES = [
  problem('p20', 20, 15),
  problem('p3', 3, 0),
  problem('p4', 4, 4),
  video('v20', 20, 1000),
  video('v3', 3, 300),
  // what the database sums up for the containers: everybody who did anything inside
  { ...problem('full', 22, 0), tried: 23 },
  problem('small', 4, 4),
  { ...problem(COURSE, 30, 0), tried: 27 },
];

const outline = outlineReport(
  COURSE,
  new StructureIndex({ courseKey: COURSE, name: 'C', version: '1', blocks: BLOCKS }),
  SUMMARIES,
  40,
  null,
  { courseKey: COURSE, minLearners: 10, registeredOnly: true, window: { from: null, to: null } },
  0,
);
const row = (id: string) => outline.blocks.find((one) => one.id === id);

const outlineOf = (triers: Record<string, readonly number[]>) => {
  const { blocks } = outlineReport(
    COURSE,
    new StructureIndex({ courseKey: COURSE, name: 'C', version: '1', blocks: BLOCKS }),
    SUMMARIES.map((one) => ({ ...one, triers: triers[one.block] ?? [] })),
    40,
    null,
    { courseKey: COURSE, minLearners: 6, registeredOnly: true, window: { from: null, to: null } },
    0,
  );
  return (id: string) => blocks.find((one) => one.id === id);
};

describe('a container', () => {
  it('A container is withheld where few tried what is hidden inside, for they would follow by subtraction', () => {
    expect(row('p20')?.firstTry).toMatchObject({ count: 15, of: 20 });
    expect(row('p3')?.firstTry).toEqual(WITHHELD);
    expect(row('full')?.firstTry).toEqual(WITHHELD);
    expect(row('course')?.firstTry).toEqual(WITHHELD);
    expect(row('full')?.watched).toEqual(WITHHELD);
  });

  it('A container adds up everything where those of all that is hidden together are enough', () => {
    // threshold 6: three and four others are seven learners of two problems, which only the course holds both of
    const disclosed = outlineOf({ p3: [1, 2, 3], p4: [4, 5, 6, 7] });
    expect(disclosed('full')?.firstTry).toEqual(WITHHELD);
    expect(disclosed('course')?.firstTry).toMatchObject({ count: 15 + 0 + 4, of: 20 + 3 + 4 });
    // the same three learners again and one more: only four
    expect(outlineOf({ p3: [1, 2, 3], p4: [1, 2, 3, 4] })('course')?.firstTry).toEqual(WITHHELD);
  });

  it('A container is withheld where it would keep the course from being disclosed', () => {
    // six are enough for their unit; then the one of the other unit would be too few for the course
    const disclosed = outlineOf({ p3: [1, 2, 3, 4, 5, 6], p4: [7] });
    expect(disclosed('course')?.firstTry).toMatchObject({ of: 20 + 3 + 4 });
    expect(disclosed('full')?.firstTry).toEqual(WITHHELD);
    expect(outlineOf({ p3: [1, 2, 3, 4, 5, 6], p4: [] })('full')?.firstTry).toMatchObject({ of: 20 + 3 });
  });

  it('A container’s learners are withheld where those of its disclosed problems leave few of them', () => {
    expect(row('p20')?.attempted).toBe(20);
    expect(row('full')?.attempted).toEqual(WITHHELD);
    expect(row('full')?.reach).toBe(22);
  });

  it('A container is withheld where nothing inside may be told', () => {
    expect(row('small')).toMatchObject({ firstTry: WITHHELD, attempted: WITHHELD, reach: WITHHELD });
    // nor how the few came there
    expect([row('small')?.reachSource, row('p20')?.reachSource]).toEqual([null, 'activity']);
  });

  it('A container tells the seconds seen, of the seconds of its videos once for each viewer', () => {
    expect(row('v20')?.watched).toBe(0.5);
    expect(row('v3')?.watched).toEqual(WITHHELD);
    expect(row('small')?.watched).toEqual({ kind: 'none', reason: 'no_viewers' });
    const { blocks } = outlineReport(
      COURSE,
      new StructureIndex({ courseKey: COURSE, name: 'C', version: '1', blocks: BLOCKS }),
      // 20 viewers saw half of 100 seconds, 10 all of 300: 1000 + 3000 of 2000 + 3000, where the mean share is two thirds
      [video('v20', 20, 1000), { ...video('v3', 10, 3000), duration: 300 }, video(COURSE, 20, 0)],
      40,
      null,
      { courseKey: COURSE, minLearners: 10, registeredOnly: true, window: { from: null, to: null } },
      0,
    );
    expect(blocks.find(({ id }) => id === 'course')?.watched).toBe(0.8);
    expect(blocks.find(({ id }) => id === 'full')?.watched).toBe(0.8);
  });
});

it('The outline says of a block for which nothing is sent that it is not measured, instead of 0', () => {
  expect(row('talk')?.reach).toEqual({ kind: 'none', reason: 'not_measured' });
});
