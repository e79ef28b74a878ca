import { UNSTATED, type Audience } from '../../api/facts/audience';
import { StructureIndex } from '../../api/facts/structureIndex';
import { unitsTouched } from '../../api/facts/tabs';
import type { StructureBlock } from '../../api/facts/types';
import { at, block, event } from '../support/history';

const STATED: Audience = { ...UNSTATED, isStated: true };

type Unit = Partial<Audience> & { readonly addedAt?: number };

/** A subsection of units u1, u2, ... by what limits each. */
const course = (units: readonly Unit[], subsection: Partial<Audience> = {}): StructureIndex => {
  const limited = (one: StructureBlock, { addedAt = null, ...limits }: Unit | { addedAt?: null }): StructureBlock => ({
    ...one,
    audience: { ...STATED, ...limits },
    addedAt,
  });
  return new StructureIndex({
    courseKey: 'c',
    name: 'C',
    version: '1',
    blocks: [
      block('course', 'course', null, 0),
      block('s', 'chapter', 'course', 1),
      limited(block('ss', 'sequential', 's', 2), subsection),
      ...units.map((unit, n) => limited(block(`u${n + 1}`, 'vertical', 'ss', 3 + n), { ...subsection, ...unit })),
    ],
  });
};

const HIDDEN: Unit = { isStaffOnly: true };
const COHORT: Unit = { groups: '50:2' };
const LATER: Unit = { start: at(3600) };
const NEW: Unit = { addedAt: at(3600) };

/** From a tab to another, named with the subsection as the LMS's own page does. */
const go = (index: StructureIndex, from: number | string, to: number | string, tabCount: number): string[] =>
  unitsTouched(event(0, 'navigated', 'ss', { tabFrom: String(from), tabTo: String(to), tabCount }), index);

/** The same from the learning MFE, which names the unit that is left. */
const leave = (index: StructureIndex, unit: string, from: number, to: number | string, tabCount: number): string[] =>
  unitsTouched(event(0, 'navigated', unit, { tabFrom: String(from), tabTo: String(to), tabCount }), index);

describe('a tab of a subsection', () => {
  it.each<[string, Unit[], number, string[]]>([
    ['passes over a unit for the course team', [{}, HIDDEN, {}], 2, ['u1', 'u3']],
    ['passes over a unit that started later', [{}, LATER, {}], 2, ['u1', 'u3']],
    ['passes over a unit added since', [{}, NEW, {}], 2, ['u1', 'u3']],
    ['passes over a unit of another cohort', [{}, COHORT, {}], 2, ['u1', 'u3']],
    ['is the unit of a cohort where there is a tab for it', [{}, COHORT, {}], 3, ['u1', 'u2']],
    ['is a unit that was hidden only later, where there is a tab for it', [{}, HIDDEN, {}], 3, ['u1', 'u2']],
    ['is none where it may be one of two cohorts’ units', [{}, COHORT, { groups: '50:3' }, {}], 3, ['u1']],
    ['is none where units were taken out since', [{}, {}], 3, []],
    ['is none where nobody says which of the units were there', [{}, {}, {}], 2, []],
  ])('A tab of a subsection %s', (_, units, tabs, touched) => {
    expect(go(course(units), 1, 2, tabs)).toEqual(touched);
  });

  it('A tab of a subsection for one cohort is read as its learners see it', () => {
    expect(go(course([{}, HIDDEN, {}], COHORT), 1, 2, 2)).toEqual(['u1', 'u3']);
    expect(go(course([{}, HIDDEN, {}], COHORT), 1, 3, 3)).toEqual(['u1', 'u3']);
  });

  it('A tab of a subsection counts all units where the number of tabs is not stated and all are offered', () => {
    expect(go(course([{}, {}, {}]), 1, 3, 0)).toEqual(['u1', 'u3']);
    expect(go(course([{}, HIDDEN, {}]), 1, 2, 0)).toEqual(['u1', 'u3']);
    expect(go(course([{}, COHORT, {}]), 1, 2, 0)).toEqual(['u1']);
  });
});

describe('going to the next unit', () => {
  it('Going on from the last tab belongs to the unit left, though a hidden one follows', () => {
    expect(go(course([{}, {}, HIDDEN]), 2, 'next unit', 2)).toEqual(['u2']);
    expect(leave(course([{}, {}, COHORT]), 'u2', 2, 'next unit', 2)).toEqual(['u2']);
  });

  it('Going to the unit before passes over what the learner does not see', () => {
    expect(go(course([{}, HIDDEN, {}, {}]), 1, 'next unit', 3)).toEqual(['u1', 'u3']);
    expect(go(course([{}, {}, HIDDEN, {}]), 3, 'previous unit', 3)).toEqual(['u4', 'u2']);
    expect(go(course([{}, {}]), 1, 'previous unit', 2)).toEqual(['u1']);
  });
});

describe('a statement that names the unit left', () => {
  it('A statement that names the unit left tells that unit whatever its tab, and where it went from there', () => {
    expect(leave(course([{}, HIDDEN, {}]), 'u1', 1, 'next unit', 2)).toEqual(['u1', 'u3']);
    expect(leave(course([{}, HIDDEN, {}]), 'u3', 2, 'previous unit', 2)).toEqual(['u3', 'u1']);
    expect(leave(course([{}, {}, {}]), 'u3', 3, 1, 3)).toEqual(['u3', 'u1']);
  });

  it('A statement that names the unit left tells the next one by it where the number of tabs alone would not', () => {
    const two = course([COHORT, {}, { groups: '50:3' }, {}]);
    expect(go(two, 1, 2, 3)).toEqual([]);
    expect(leave(two, 'u2', 2, 'next unit', 3)).toEqual(['u2', 'u4']);
    expect(leave(two, 'u2', 1, 'next unit', 3)).toEqual(['u2', 'u3']);
  });
});
