import { StructureIndex } from '../../api/facts/structureIndex';
import { type BlockSummary, outlineAnswer } from '../../api/answers/outline';
import { REACHED, type StructureBlock } from '../../api/facts/types';

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

const outline = outlineAnswer(
  COURSE,
  new StructureIndex({ courseKey: COURSE, name: 'C', version: '1', blocks: BLOCKS }),
  SUMMARIES,
  40,
  null,
  { courseKey: COURSE, minLearners: 10, registeredOnly: true, window: { from: null, to: null } },
  0,
);
const row = (id: string) => outline.blocks.find((one) => one.id === id);

describe('a container', () => {
  it('adds up only what may be told, so that a small problem cannot be had by subtraction', () => {
    expect(row('p20')?.firstTry).toMatchObject({ count: 15, of: 20 });
    expect(row('p3')?.firstTry).toEqual(WITHHELD);
    expect(row('full')?.firstTry).toMatchObject({ count: 15, of: 20 });
    expect(row('course')?.firstTry).toMatchObject({ count: 15, of: 20 });
  });

  it('is withheld where nothing inside may be told', () => {
    expect(row('small')).toMatchObject({ firstTry: WITHHELD, attempted: WITHHELD, reach: WITHHELD });
  });

  it('means the seconds seen of the videos that may be told, as shares of their length', () => {
    expect(row('v20')?.watched).toBe(0.5);
    expect(row('v3')?.watched).toEqual(WITHHELD);
    expect(row('full')?.watched).toBe(0.5);
    expect(row('small')?.watched).toEqual({ kind: 'none', reason: 'no_viewers' });
  });
});

it('says of a block for which nothing is sent that it is not measured, instead of 0', () => {
  expect(row('talk')?.reach).toEqual({ kind: 'none', reason: 'not_measured' });
});
