import { type Audience, UNSTATED } from './audience';
import type { StructureIndex } from './structureIndex';
import type { CourseStructure, StructureBlock } from './types';
import type { Micros } from '../lib/time';

/**
 * To whom a block is offered, the one notion of it: reach, funnels, skipped units, completion and the list of what is
 * worth a look all ask here. `unknown`: the source of the course does not say; such blocks count as offered to all,
 * unless they may stand in a bank or a split test.
 */
type OfferedTo = 'all' | 'some' | 'nobody' | 'unknown';

/** What limits it, the strongest first; null: nothing that is known. */
type Limit = 'staff_only' | 'not_started' | 'groups' | 'experiment' | 'bank' | 'condition' | 'unlisted';

export interface Offered {
  readonly to: OfferedTo;
  readonly limit: Limit | null;
}

export const audienceOf = (block: StructureBlock | undefined): Audience => block?.audience ?? UNSTATED;

/** @param at the moment that is asked about; see `closesAt` where a course as a whole is meant */
export const offeredTo = (index: StructureIndex, id: string, at: Micros): Offered => {
  const around = chainOf(index, id);
  const own = around[0];
  if (!own) return { to: 'unknown', limit: null };
  if (around.some((block) => audienceOf(block).isStaffOnly)) return { to: 'nobody', limit: 'staff_only' };
  if (startOf(index, around) > at) return { to: 'nobody', limit: 'not_started' };
  const limit = limitOf(index, around);
  const isStated = audienceOf(own).isStated;
  if (limit !== null) return { to: isStated ? 'some' : 'unknown', limit };
  return { to: isStated ? 'all' : 'unknown', limit };
};

/** Whether everybody is offered it, as far as is known. */
export const isForAll = ({ to, limit }: Offered): boolean => to === 'all' || (to === 'unknown' && limit === null);

/** The block, and what is around it, banks and split tests included; innermost first. */
const chainOf = (index: StructureIndex, id: string): StructureBlock[] => {
  const found: StructureBlock[] = [];
  const seen = new Set<string>();
  for (let at: string | null | undefined = id; at && !seen.has(at);) {
    seen.add(at);
    const block = index.get(at);
    if (!block) break;
    found.push(block);
    const by: string | undefined = audienceOf(block).drawn?.by;
    // A bank that stands elsewhere (the sink's order says no more) is not around it.
    at = by !== undefined && index.get(by)?.parent === block.parent ? by : block.parent;
  }
  return found;
};

/** When the last of the containers around starts; -Infinity where none starts later than the course itself. */
const startOf = (index: StructureIndex, around: readonly StructureBlock[]): Micros => {
  const latest = Math.max(-Infinity, ...around.map((block) => audienceOf(block).start ?? -Infinity));
  return latest > courseStart(index.structure) ? latest : -Infinity;
};

/** Who was there before a course began was let in early; what starts with the course is no exception. */
const courseStart = ({ startsAt, blocks }: CourseStructure): Micros =>
  Math.max(startsAt ?? -Infinity, audienceOf(blocks.find(({ type }) => type === 'course')).start ?? -Infinity);

const limitOf = (index: StructureIndex, around: readonly StructureBlock[]): Limit | null => {
  if (around.some((block) => audienceOf(block).groups !== '')) return 'groups';
  for (const block of around) {
    const by = audienceOf(block).drawn?.by;
    if (by !== undefined && index.isDrawing(by)) return drawingLimit(index.get(by)?.type ?? '');
  }
  return around.some((block) => audienceOf(block).isUnlisted) ? 'unlisted' : null;
};

const drawingLimit = (type: string): Limit =>
  type === 'split_test' ? 'experiment' : type === 'conditional' ? 'condition' : 'bank';

/** The moment a course is judged by as a whole: what starts by then is part of it, though it may not have started. */
export const closesAt = ({ structure }: StructureIndex): Micros => structure.closesAt ?? Infinity;

const units = new WeakMap<StructureIndex, ReadonlySet<string>>();

/** The units of a course that everybody is or will be offered, as far as is known. */
export const unitsForAll = (index: StructureIndex): ReadonlySet<string> => {
  const known = units.get(index);
  if (known) return known;
  const found = index.structure.blocks.filter(
    ({ id, type }) => type === 'vertical' && isForAll(offeredTo(index, id, closesAt(index))),
  );
  const ids = new Set(found.map(({ id }) => id));
  units.set(index, ids);
  return ids;
};
