import { type StructureIndex, isContainerType } from '../facts/structureIndex';
import { typeInKey } from '../lib/usageKey';
import type { Structures } from '../metrics/kit/structures';
import type { Engine } from '../store/engine';
import { courseTotals } from '../store/queries/blockTotals';
import { TableCache } from '../store/tableCache';
import { type Asked, type Disclosed, cellKey, disclose } from './disclose';
import { learnersOfBlock } from './facts.query';
import { variantsOf } from './manifest';
import { type Registry, isEnabledIn } from './registry';

/** All that extensions say of a block, decided together, and kept until the facts are others. */
export class Disclosures {
  private readonly cache: TableCache<Map<string, Disclosed>>;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
    private readonly registry: () => Registry,
  ) {
    const { own } = engine.databases;
    this.cache = new TableCache(engine, [
      `${own}.facts`,
      `${own}.block_totals`,
      `${own}.extension_facts`,
      `${own}.extensions`,
    ]);
  }

  /** By `cellKey`. */
  of(course: string, block: string): Promise<Map<string, Disclosed>> {
    return this.cache.get(JSON.stringify([course, block, this.minLearners]), async () => {
      const all = (await this.registry().metrics()).filter(
        ({ extension, metric }) => isEnabledIn(extension, course) && metric.as !== 'score',
      );
      const asked = all.flatMap(({ extension, metric }) =>
        variantsOf(metric).map((_, variant) => ({
          key: cellKey(extension.name, metric.id, variant),
          as: metric.as as Asked['as'],
          isExact: extension.grants.includes('exact'),
          on: metric.on,
        })),
      );
      const totals = await courseTotals.run(this.engine, { course });
      const revisions = new Map(all.map(({ extension, revision }) => [extension.name, revision.revision]));
      const index = await this.structures.get(course);
      const rows = await learnersOfBlock.run(this.engine, {
        course,
        block,
        inside: insideOf(block, index),
        registered_only: Number(totals.some(({ registered }) => registered)),
        names: [...revisions.keys()],
        revisions: [...revisions.values()],
      });
      const learners = rows.map(({ bits, week, cells, ...presence }) => ({
        bits,
        week,
        presence,
        cells: new Map(cells.map(([name, metric, variant, value]) => [cellKey(name, metric, variant), value])),
      }));
      const type = block === course ? 'course' : (index?.get(block)?.type ?? typeInKey(block));
      return disclose(
        learners,
        asked.filter(({ on }) => on.includes(type) || isContainerType(type)),
        this.minLearners,
      );
    });
  }
}

/** A block, and all blocks in it. */
const insideOf = (block: string, index: StructureIndex | null): string[] => {
  const isIn = (id: string): boolean =>
    block === index?.structure.courseKey || index?.containersOf(id).includes(block) === true;
  return [block, ...(index?.structure.blocks ?? []).flatMap(({ id }) => (id !== block && isIn(id) ? [id] : []))];
};
