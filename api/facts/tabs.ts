import { audienceOf } from './offered';
import type { StructureIndex } from './structureIndex';
import type { LearnerEvent, StructureBlock } from './types';
import type { Micros } from '../lib/time';

/** Whether a unit was among a learner's tabs: surely, maybe, or only if it was offered otherwise than it is now. */
type Presence = 'surely' | 'maybe' | 'otherwise';

/** A unit whose tab is known. */
interface Anchor {
  readonly unit: number;
  readonly tab: number;
}

/**
 * The units that a navigation inside a subsection touches: the one left and the one gone to. Tabs count from 1, and only
 * the units that this learner saw then have one: a tab is concluded to be a unit only where the number of tabs leaves no other.
 * Statements name the subsection, or (from the learning MFE) the unit that is left.
 */
export const unitsTouched = (event: LearnerEvent, structure: StructureIndex): string[] => {
  const isUnit = structure.get(event.block)?.type === 'vertical';
  const subsection = isUnit ? (structure.get(event.block)?.parent ?? '') : event.block;
  if (structure.get(subsection)?.type !== 'sequential') return [];
  const units = structure.childrenOf(subsection).filter(({ type }) => type === 'vertical');
  const tabs = new Tabs(units, structure.get(subsection), event.time, event.tabCount);
  const from = Number.parseInt(event.tabFrom, 10);
  const left = isUnit ? units.findIndex(({ id }) => id === event.block) : tabs.at(from);
  const to = targetOf(event, from);
  const gone = tabs.at(to, left >= 0 ? { unit: left, tab: from } : null);
  return [left, gone].flatMap((at) => units[at]?.id ?? []);
};

const targetOf = ({ tabTo }: LearnerEvent, from: number): number =>
  tabTo === 'next unit' ? from + 1 : tabTo === 'previous unit' ? from - 1 : Number.parseInt(tabTo, 10);

/** Which unit stood on which tab of a subsection. */
class Tabs {
  private readonly present: readonly Presence[];

  /** @param count of the tabs; 0: not stated */
  constructor(
    units: readonly StructureBlock[],
    subsection: StructureBlock | undefined,
    time: Micros,
    private readonly count: number,
  ) {
    const found = units.map((unit) => presenceOf(unit, subsection, time));
    // What is hidden now may have been shown then: that explains more tabs than there are for learners today.
    const needed = found.filter((one) => one !== 'otherwise').length;
    this.present = count > needed ? found.map((one) => (one === 'otherwise' ? 'maybe' : one)) : found;
  }

  /** The place, among the units, of the one on a tab; -1 where there is none, or it may be one or the other. */
  at(tab: number, anchor: Anchor | null = null): number {
    if (!(tab >= 1) || (this.count > 0 && tab > this.count)) return -1;
    const found = this.present.flatMap((one, unit) =>
      one !== 'otherwise' && this.fits(unit, tab, anchor) ? [unit] : [],
    );
    return found.length === 1 ? (found[0] ?? -1) : -1;
  }

  private fits(unit: number, tab: number, anchor: Anchor | null): boolean {
    const [first, last] = [0, this.present.length];
    const isAfter = this.count === 0 || this.holds(unit + 1, last, this.count - tab);
    if (!anchor || !(anchor.tab >= 1) || anchor.unit === unit)
      return isAfter && this.holds(first, unit, tab - 1) && (!anchor || anchor.unit !== unit || anchor.tab === tab);
    return anchor.unit < unit
      ? isAfter && this.holds(anchor.unit + 1, unit, tab - anchor.tab - 1)
      : this.holds(unit + 1, anchor.unit, anchor.tab - tab - 1) && this.holds(first, unit, tab - 1);
  }

  /** Whether so many of the units from one place to another (not included) may have been among the tabs. */
  private holds(from: number, to: number, wanted: number): boolean {
    const stretch = this.present.slice(from, to);
    const surely = stretch.filter((one) => one === 'surely').length;
    const maybe = stretch.filter((one) => one === 'maybe').length;
    return surely <= wanted && wanted <= surely + maybe;
  }
}

/** Whoever is in the subsection meets what limits that already. */
const presenceOf = (unit: StructureBlock, subsection: StructureBlock | undefined, time: Micros): Presence => {
  const [own, around] = [audienceOf(unit), audienceOf(subsection)];
  const startsLater = own.start !== null && own.start > time && own.start > (around.start ?? -Infinity);
  if ((own.isStaffOnly && !around.isStaffOnly) || startsLater) return 'otherwise';
  const isAdded = (unit.addedAt ?? -Infinity) > time;
  return own.groups !== around.groups || own.drawn !== null || isAdded ? 'maybe' : 'surely';
};
