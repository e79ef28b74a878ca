/** A class in parts, some of which are asked for together. */
import { Partition, joinSteps } from '../../api/metrics/kit/privacy/partition';

const RISK = { name: 'risk', members: ['stuck', 'inactive'] };
const parts = new Partition(['onTrack', 'ahead', 'stuck', 'inactive'], RISK, 10);
const cells = (sizes: Readonly<Record<string, number>>) => new Map(Object.entries(sizes));

describe('the parts of a class', () => {
  it('The union, which is asked for most, is hidden last, though it is the smaller one', () => {
    const class1 = cells({ ahead: 5, onTrack: 40, stuck: 15, inactive: 15 });
    expect([...parts.disclosed(class1)].sort()).toEqual(['inactive', 'risk', 'stuck']);
  });

  it('The members of a union are hidden where it is', () => {
    const class2 = cells({ ahead: 40, onTrack: 40, stuck: 9, inactive: 0 });
    expect([...parts.disclosed(class2)].filter((name) => name !== 'ahead' && name !== 'onTrack')).toEqual([]);
  });

  it('The parts that are never disclosed are one rest, which is not small either', () => {
    const class3 = cells({ ahead: 40, onTrack: 40, stuck: 20, inactive: 20, unknown: 3 });
    expect(parts.disclosed(class3).has('ahead') && parts.disclosed(class3).has('onTrack')).toBe(false);
  });

  it('A part of each part is disclosed where it leaves enough of each, and of all that is not disclosed', () => {
    const whole = cells({ ahead: 40, onTrack: 40, stuck: 20, inactive: 20 });
    const enough = cells({ ahead: 20, onTrack: 30, stuck: 10, inactive: 10 });
    expect([...parts.disclosedParts(whole, enough)].sort()).toEqual(['ahead', 'inactive', 'onTrack', 'risk', 'stuck']);
    const nearly = cells({ ahead: 35, onTrack: 30, stuck: 10, inactive: 10 });
    expect(parts.disclosedParts(whole, nearly).has('ahead')).toBe(false);
  });

  it('A part of a part whose own size is hidden is hidden too', () => {
    const whole = cells({ ahead: 40, onTrack: 60, stuck: 20, inactive: 20, unknown: 3 });
    expect(parts.disclosed(whole).has('ahead')).toBe(false);
    const some = cells({ ahead: 30, onTrack: 12, stuck: 10, inactive: 10, unknown: 3 });
    expect(parts.disclosedParts(whole, some).has('ahead')).toBe(false);
  });
});

describe('the steps of a distribution', () => {
  it('The steps are joined until there are nobody or enough in each, in every row', () => {
    expect(joinSteps([[4, 6, 12, 20]], 10)).toEqual([0, 2, 3]);
    expect(
      joinSteps(
        [
          [12, 12, 12],
          [5, 5, 12],
        ],
        10,
      ),
    ).toEqual([0, 2]);
  });

  it('What is left over at the end goes to the steps before it', () => {
    expect(joinSteps([[12, 12, 3]], 10)).toEqual([0, 1]);
  });

  it('A run of empty steps is one step of its own', () => {
    expect(joinSteps([[12, 0, 0, 0, 15]], 10)).toEqual([0, 1, 4]);
  });

  it('There are no steps where all together are few', () => {
    expect(joinSteps([[2, 3]], 10)).toEqual([]);
  });
});
