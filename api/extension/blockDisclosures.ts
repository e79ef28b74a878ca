import type { CourseScope } from '../auth/scope';
import type { ReportReader } from '../metrics/kit/reportReader';
import type { Engine } from '../store/engine';
import { type StructureIndex, isContainerType } from '../facts/structureIndex';
import type { Structures } from '../metrics/kit/structures';
import { ALL_TIME } from '../metrics/kit/window';
import { yieldToEventLoop } from '../lib/yieldToEventLoop';
import { typeInKey } from '../lib/usageKey';
import { courseTotals } from '../store/queries/blockTotals';
import { type AskedOn, insideToo, disclosedOfContainer } from './containerDisclosures';
import { type Asked, type Disclosed, type Learner, cellKey, disclose } from './disclose';
import { learnersOfBlocks } from './facts.query';
import { variantsOf } from './manifest';
import { type Registry, isEnabledIn } from './registry';
import { hiddenOf } from './shapes';

/** Blocks that are read at once, and learners in all of them together: more take more memory, fewer more queries. */
const [BLOCKS_AT_ONCE, LEARNERS_AT_ONCE] = [25, 500_000];

/** Of a block, what may be disclosed of every metric of every extension, by `cellKey`. */
export type DisclosedMetrics = ReadonlyMap<string, Disclosed>;

/**
 * All that extensions say of blocks: decided for each block together, whoever asks and for however many. Cards, files and the
 * outline have their numbers from here, so none of them discloses what another withholds.
 */
export class BlockDisclosures {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
    private readonly reports: ReportReader,
    private readonly registry: () => Registry,
  ) {}

  /**
   * @param wanted usage keys, and the course key for the course itself
   * @param mayOthers waited for before each block
   */
  async of(
    scope: CourseScope,
    wanted: readonly string[],
    mayOthers = yieldToEventLoop(),
  ): Promise<Map<string, DisclosedMetrics>> {
    const course = scope.courseKey;
    const all = (await this.registry().metrics()).filter(
      ({ extension, metric }) => isEnabledIn(extension, course) && metric.as !== 'score',
    );
    const asked = all.flatMap(({ extension, metric }) =>
      variantsOf(metric).map((_, variant) => ({
        key: cellKey(extension.name, metric.id, variant),
        as: metric.as as Asked['as'],
        isExact: extension.grants.includes('exact'),
        on: metric.on,
        isRolledUp: metric.rollUp !== undefined,
      })),
    );
    const totals = await courseTotals.run(this.engine, { course });
    const revisions = new Map(all.map(({ extension, revision }) => [extension.name, revision.revision]));
    const index = await this.structures.get(course);
    const inside = (block: string): string[] => (index ? insideToo(idIn(index, block), index, asked) : []);
    const blocks = [...new Set([...wanted, ...wanted.flatMap(inside)])];
    const alone = new Map<string, DisclosedMetrics>();
    const most = Math.max(1, ...totals.map(({ learners }) => learners));
    const atOnce = Math.min(BLOCKS_AT_ONCE, Math.ceil(LEARNERS_AT_ONCE / most));
    for (const some of groupsOf(blocks, index, atOnce)) {
      const learners = await this.learnersOf({
        course,
        ...some,
        registered_only: Number(totals.some(({ registered }) => registered)),
        names: [...revisions.keys()],
        revisions: [...revisions.values()],
      });
      for (const block of some.blocks) {
        await mayOthers();
        const type = block === course ? 'course' : (index?.get(block)?.type ?? typeInKey(block));
        const about = asked.filter(({ on }) => on.includes(type) || isContainerType(type));
        alone.set(block, await disclose(learners.get(block) ?? [], about, this.minLearners));
      }
    }
    return index ? this.beside(scope, wanted, index, asked, alone) : alone;
  }

  /** What may be shown of blocks in addition to what is disclosed inside them, by the product and by the metric itself. */
  private async beside(
    scope: CourseScope,
    wanted: readonly string[],
    index: StructureIndex,
    asked: readonly AskedOn[],
    alone: ReadonlyMap<string, DisclosedMetrics>,
  ): Promise<Map<string, DisclosedMetrics>> {
    const hasInside = (block: string): boolean => index.childrenOf(idIn(index, block)).length > 0;
    const isHidden = wanted.some(hasInside) ? await this.hiddenGroups(scope, asked) : () => false;
    const found = new Map<string, DisclosedMetrics>();
    for (const block of wanted) {
      const own = new Map(alone.get(block));
      const id = idIn(index, block);
      if (hasInside(block))
        for (const { key, as } of asked) {
          const disclosedAlone = (one: string): Disclosed | undefined => alone.get(one === id ? block : one)?.get(key);
          const disclosed = isHidden(id, as)
            ? disclosedAlone(id) && hiddenOf(as)
            : disclosedOfContainer(id, index, { as }, disclosedAlone, this.minLearners);
          if (disclosed) own.set(key, disclosed);
        }
      found.set(block, own);
    }
    return found;
  }

  /** Whether the outline withholds the group that a metric is about, though it may be large enough. */
  private async hiddenGroups(
    scope: CourseScope,
    asked: readonly AskedOn[],
  ): Promise<(block: string, as: Asked['as']) => boolean> {
    if (!asked.some(({ as }) => groupOf(as) !== null)) return () => false;
    const { blocks } = await this.reports.outline(scope, ALL_TIME);
    const known = new Map(blocks.map((block) => [block.id, block]));
    return (block, as) => {
      const group = groupOf(as);
      const learners = group === null ? undefined : known.get(block)?.[group];
      return typeof learners === 'object' && learners.kind === 'withheld';
    };
  }

  private async learnersOf(args: Parameters<typeof learnersOfBlocks.run>[1]): Promise<Map<string, Learner[]>> {
    const found = new Map<string, Learner[]>();
    for (const { about, bits, week, cells, learners, ...presence } of await learnersOfBlocks.run(this.engine, args)) {
      const one: Learner = {
        bits,
        week,
        presence,
        cells: new Map(cells.map(([name, metric, variant, value]) => [cellKey(name, metric, variant), value])),
      };
      const all = found.get(about) ?? [];
      for (let copy = 0; copy < learners; copy += 1) all.push(one);
      found.set(about, all);
    }
    return found;
  }
}

/** The number of the outline that says how many learners a metric is about. */
const groupOf = (as: Asked['as']): 'attempted' | 'reach' | null => {
  const among = 'among' in as ? as.among : undefined;
  return among === 'tried' ? 'attempted' : among === 'reached' ? 'reach' : null;
};

/** The course itself is asked for by its key, and has another id in the structure. */
const idIn = ({ structure }: StructureIndex, block: string): string =>
  (block === structure.courseKey ? structure.blocks.find(({ type }) => type === 'course')?.id : null) ?? block;

interface Some {
  readonly blocks: string[];
  readonly inside: string[];
  readonly inside_of: string[];
}

/** Blocks in groups that are read at once: what is inside one of them is inside no other of its group. */
const groupsOf = (blocks: readonly string[], index: StructureIndex | null, atOnce: number): Some[] => {
  const groups: { some: Some; known: Set<string> }[] = [];
  for (const block of blocks) {
    const inside = insideOf(block, index);
    let group = groups.find(({ some, known }) => some.blocks.length < atOnce && !inside.some((id) => known.has(id)));
    if (!group) groups.push((group = { some: { blocks: [], inside: [], inside_of: [] }, known: new Set() }));
    group.some.blocks.push(block);
    for (const id of inside) {
      group.known.add(id);
      group.some.inside.push(id);
      group.some.inside_of.push(block);
    }
  }
  return groups.map(({ some }) => some);
};

/** A block, and all blocks in it. */
const insideOf = (block: string, index: StructureIndex | null): string[] => {
  if (index !== null && block !== index.structure.courseKey && !index.isContainer(block)) return [block];
  const isIn = (id: string): boolean =>
    block === index?.structure.courseKey || index?.containersOf(id).includes(block) === true;
  return [block, ...(index?.structure.blocks ?? []).flatMap(({ id }) => (id !== block && isIn(id) ? [id] : []))];
};
