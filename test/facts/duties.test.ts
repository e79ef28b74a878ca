import { type Audience, UNSTATED } from '../../api/facts/audience';
import { dutiesIn, sharesOf } from '../../api/facts/duties';
import { isForAll, offeredTo, unitsForAll } from '../../api/facts/offered';
import { StructureIndex } from '../../api/facts/structureIndex';
import type { StructureBlock } from '../../api/facts/types';
import { completable, countInside } from '../../api/facts/activity';
import { block } from '../support/history';

const NOW = 1000;

type Limits = Partial<Audience>;

/** A block with what limits it: a source hands down the limits of containers, so that these are stated here, too. */
const made = (id: string, type: string, parent: string | null, limits: Limits = {}): StructureBlock => ({
  ...block(id, type, parent, 0),
  audience: { ...UNSTATED, isStated: true, ...limits },
});
const from = (by: string, alternative: string): Limits => ({ drawn: { by, alternative } });

const indexOf = (blocks: readonly StructureBlock[], more: { closesAt?: number; startsAt?: number } = {}) =>
  new StructureIndex({
    courseKey: 'c',
    name: 'C',
    version: '1',
    ...more,
    blocks: [
      made('course', 'course', null),
      made('s', 'chapter', 'course'),
      made('ss', 'sequential', 's'),
      ...blocks,
    ].map((one, order) => ({ ...one, order })),
  });

const unit = (id: string, limits: Limits = {}): StructureBlock => made(id, 'vertical', 'ss', limits);
const problem = (id: string, parent: string, limits: Limits = {}): StructureBlock =>
  made(id, 'problem', parent, limits);

const everything = (index: StructureIndex, id: string) => dutiesIn(index, id, NOW, () => true);

/** A split test of arms of different sizes, one of them with a bank in it. */
const EXPERIMENT = indexOf([
  unit('u'),
  problem('first', 'u'),
  made('st', 'split_test', 'u', { draws: 1 }),
  made('a', 'vertical', 'u', from('st', 'a')),
  problem('a1', 'a'),
  problem('a2', 'a'),
  made('b', 'vertical', 'u', from('st', 'b')),
  problem('b1', 'b'),
  made('bank', 'itembank', 'b', { draws: 2 }),
  ...['x', 'y', 'z'].map((id) => problem(id, 'b', from('bank', id))),
]);

describe('to whom a block is offered', () => {
  const index = indexOf(
    [
      unit('open'),
      unit('staff', { isStaffOnly: true }),
      problem('notes', 'staff'),
      unit('later', { start: NOW + 1 }),
      unit('cohort', { groups: '50:2' }),
      unit('link', { isUnlisted: true }),
      made('lib', 'library_content', 'open', { draws: 1 }),
      problem('one', 'open', from('lib', 'one')),
      problem('two', 'open', from('lib', 'two')),
      made('whole', 'itembank', 'open', { draws: 2 }),
      problem('three', 'open', from('whole', 'three')),
      problem('four', 'open', from('whole', 'four')),
      unit('unsaid', { isStated: false }),
      unit('maybe', { isStated: false, ...from('lib', 'maybe') }),
    ],
    { startsAt: 10 },
  );
  it.each([
    ['open', 'all', null],
    ['staff', 'nobody', 'staff_only'],
    ['notes', 'nobody', 'staff_only'],
    ['later', 'nobody', 'not_started'],
    ['cohort', 'some', 'groups'],
    ['link', 'some', 'unlisted'],
    ['lib', 'all', null],
    ['one', 'some', 'bank'],
    ['three', 'all', null],
    ['unsaid', 'unknown', null],
    ['maybe', 'unknown', 'bank'],
  ])('A block is offered to whom it is: %s: %s (%s)', (id, to, limit) => {
    expect(offeredTo(index, id, NOW)).toEqual({ to, limit });
  });

  it('The audience of a block changes when it starts, and not by starting with the course', () => {
    expect(offeredTo(index, 'later', NOW + 1)).toEqual({ to: 'all', limit: null });
    const early = indexOf([unit('u', { start: NOW + 5 })], { startsAt: NOW + 5 });
    expect(offeredTo(early, 'u', NOW)).toEqual({ to: 'all', limit: null });
  });

  it('The audience of a block is everybody where nothing is said, but not where it may stand in a bank', () => {
    expect(isForAll(offeredTo(index, 'unsaid', NOW))).toBe(true);
    expect(isForAll(offeredTo(index, 'maybe', NOW))).toBe(false);
    expect([...unitsForAll(index)]).toEqual(['open', 'later', 'unsaid']);
  });

  it('A unit that starts after the course ends is offered to nobody, and it is no part of the course', () => {
    const over = indexOf([unit('u'), unit('never', { start: NOW + 9 })], { closesAt: NOW + 8 });
    expect([...unitsForAll(over)]).toEqual(['u']);
  });

  it('What is in an arm of a split test is told of the arm and of what is in it', () => {
    expect(offeredTo(EXPERIMENT, 'a', NOW)).toEqual({ to: 'some', limit: 'experiment' });
    expect(offeredTo(EXPERIMENT, 'a1', NOW)).toEqual({ to: 'some', limit: 'experiment' });
    expect([...unitsForAll(EXPERIMENT)]).toEqual(['u']);
  });
});

describe('what it takes to be done', () => {
  it('What it takes to be done is one arm of a split test, wholly, and of a bank in it as many as it gives', () => {
    expect(everything(EXPERIMENT, 'u').duties).toEqual([
      { count: 1, ways: [[{ count: 1, blocks: ['first'] }]] },
      {
        count: 1,
        ways: [
          [
            { count: 1, blocks: ['a1'] },
            { count: 1, blocks: ['a2'] },
          ],
          [
            { count: 1, blocks: ['b1'] },
            { count: 2, blocks: ['x', 'y', 'z'] },
          ],
        ],
      },
    ]);
  });

  it('What it takes to be done inside an arm is all of that arm', () => {
    expect(everything(EXPERIMENT, 'a').duties).toEqual([
      {
        count: 1,
        ways: [
          [
            { count: 1, blocks: ['a1'] },
            { count: 1, blocks: ['a2'] },
          ],
        ],
      },
    ]);
    expect(everything(EXPERIMENT, 'bank').duties).toEqual([
      { count: 1, ways: [[{ count: 2, blocks: ['x', 'y', 'z'] }]] },
    ]);
  });

  it('What it takes to be done leaves out what is not asked for, and asks for no more than is left', () => {
    const done = new Set(['first', 'a1', 'x']);
    const { duties } = dutiesIn(EXPERIMENT, 'u', NOW, ({ id }) => done.has(id));
    expect(duties[1]).toEqual({ count: 1, ways: [[{ count: 1, blocks: ['a1'] }], [{ count: 1, blocks: ['x'] }]] });
  });

  it('What it takes to be done leaves out what nobody is offered, and asks for what some are offered where they began it', () => {
    const index = indexOf([
      unit('u'),
      problem('p', 'u'),
      problem('staff', 'u', { isStaffOnly: true }),
      problem('later', 'u', { start: NOW + 1 }),
      problem('cohort', 'u', { groups: '50:2' }),
      made('if', 'conditional', 'u', { draws: null }),
      problem('on', 'u', from('if', 'on')),
    ]);
    expect(everything(index, 'u')).toEqual({
      duties: [{ count: 1, ways: [[{ count: 1, blocks: ['p'] }]] }],
      whereBegun: ['cohort', 'on'],
    });
  });

  it('What it takes to be done in a unit for a cohort is all that this cohort is offered', () => {
    const cohort = { groups: '50:2' };
    const index = indexOf([unit('u', cohort), problem('p', 'u', cohort), problem('q', 'u', { groups: '50:2 / 51:1' })]);
    expect(everything(index, 'u')).toEqual({
      duties: [{ count: 1, ways: [[{ count: 1, blocks: ['p'] }]] }],
      whereBegun: ['q'],
    });
    expect(everything(index, 'ss')).toEqual({ duties: [], whereBegun: ['p', 'q'] });
  });

  it('A bank that does not say how many it gives takes one at least, and whatever was begun', () => {
    const index = indexOf([
      unit('u'),
      made('lib', 'library_content', 'u', { draws: null }),
      problem('one', 'u', from('lib', 'one')),
      problem('two', 'u', from('lib', 'two')),
    ]);
    expect(everything(index, 'u')).toEqual({
      duties: [{ count: 1, ways: [[{ count: 1, blocks: ['one', 'two'] }]] }],
      whereBegun: ['one', 'two'],
    });
  });

  it('A bank of units takes as many of them as it gives', () => {
    const index = indexOf([
      unit('u'),
      made('bank', 'itembank', 'u', { draws: 1 }),
      made('a', 'vertical', 'u', from('bank', 'a')),
      problem('a1', 'a'),
      made('b', 'vertical', 'u', from('bank', 'b')),
      problem('b1', 'b'),
      problem('b2', 'b'),
    ]);
    const { duties } = everything(index, 'u');
    expect(duties).toEqual([
      {
        count: 1,
        ways: [
          [{ count: 1, blocks: ['a1'] }],
          [
            { count: 1, blocks: ['b1'] },
            { count: 1, blocks: ['b2'] },
          ],
        ],
      },
    ]);
    expect(sharesOf({ duties, whereBegun: [] })).toEqual([{ count: 1, blocks: ['a1', 'b1', 'b2'] }]);
  });
});

describe('how much of a course each learner can complete', () => {
  it('How much of a course each learner can complete is what all are offered, and of alternatives the least that somebody is given', () => {
    expect(completable(EXPERIMENT)).toBe(1 + 2);
    expect(countInside(EXPERIMENT, 's', 'problem')).toBe(1 + 2);
    expect(countInside(EXPERIMENT, 's', 'vertical')).toBe(1);
    expect(countInside(EXPERIMENT, 'ss', 'video')).toBe(0);
  });
});
