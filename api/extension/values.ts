import type { StructureIndex } from '../facts/structureIndex';
import type { TypeOf } from './histories';
import type { As, MetricManifest } from './manifest';

/** What an extension says of one learner, one metric and one block: yes is 1; a category is its place in the list. */
export interface Cell {
  readonly metric: string;
  readonly variant: number;
  readonly block: string;
  readonly value: number;
}

/** A learner cannot be computed; the message is for whoever wrote the extension. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

/** More blocks in one learner's values are refused. */
const MOST_BLOCKS = 5000;

/** One value as a number. @throws ValueError */
export const valueOf = (as: As, value: unknown, what: string): number => {
  switch (as.kind) {
    case 'share':
      if (typeof value === 'boolean') return Number(value);
      if (value === 0 || value === 1) return value;
      throw new ValueError(`${what}: a share is of true and false, not ${describe(value)}`);
    case 'counts': {
      const place = as.categories.indexOf(value as string);
      if (place >= 0) return place;
      throw new ValueError(`${what}: ${describe(value)} is none of ${as.categories.join(', ')}`);
    }
    default: {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number))
        throw new ValueError(`${what}: a number is needed, not ${describe(value)}`);
      return Math.min(as.max, Math.max(as.min, number));
    }
  }
};

const describe = (value: unknown): string => String(JSON.stringify(value) ?? value).slice(0, 60);

/**
 * The values of one learner and one metric, checked. Blocks of other types than the metric is on are left out; where it
 * rolls up, containers get a value too.
 * @throws ValueError
 */
export const cellsOf = (
  metric: MetricManifest,
  variant: number,
  said: unknown,
  typeOf: TypeOf,
  index: StructureIndex | null,
): Cell[] => {
  if (metric.as === 'score') return [];
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    throw new ValueError(`${metric.id}: return an object with a value for each block, not ${describe(said)}`);
  const { as } = metric;
  const entries = Object.entries(said);
  if (entries.length > MOST_BLOCKS) throw new ValueError(`${metric.id}: values of more than ${MOST_BLOCKS} blocks`);
  const values = new Map<string, number>();
  for (const [block, value] of entries) {
    if (value === null || value === undefined || !metric.on.includes(typeOf(block))) continue;
    values.set(block, valueOf(as, value, metric.id));
  }
  if (metric.rollUp) rollUp(values, metric.rollUp, as, index);
  return [...values].map(([block, value]) => ({ metric: metric.id, variant, block, value }));
};

const rollUp = (
  values: Map<string, number>,
  how: NonNullable<MetricManifest['rollUp']>,
  as: As,
  index: StructureIndex | null,
): void => {
  if (!index) return;
  const containers = new Map<string, number>();
  for (const [block, value] of values)
    for (const container of [...index.containersOf(block), index.structure.courseKey]) {
      const before = containers.get(container);
      const next = how === 'sum' ? (before ?? 0) + value : Math.max(before ?? value, value);
      containers.set(container, how === 'any' ? Number(next > 0) : next);
    }
  for (const [block, value] of containers)
    if (!values.has(block)) values.set(block, 'max' in as ? Math.min(as.max, value) : value);
};
