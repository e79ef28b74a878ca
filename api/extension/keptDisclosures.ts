import type { CourseScope } from '../auth/scope';
import type { Engine } from '../store/engine';
import { TableCache } from '../store/tableCache';
import type { BlockDisclosures, DisclosedMetrics } from './blockDisclosures';

/** All that extensions say of a block, kept until the facts are others. */
export class KeptDisclosures {
  private readonly cache: TableCache<DisclosedMetrics>;

  constructor(
    engine: Engine,
    private readonly minLearners: number,
    private readonly blocks: BlockDisclosures,
  ) {
    const { own } = engine.databases;
    this.cache = new TableCache(engine, [
      `${own}.facts`,
      `${own}.block_totals`,
      `${own}.extension_facts`,
      `${own}.extension_models`,
      `${own}.extensions`,
    ]);
  }

  /** By `cellKey`. */
  of(scope: CourseScope, block: string): Promise<DisclosedMetrics> {
    return this.cache.get(
      JSON.stringify([scope.courseKey, block, this.minLearners]),
      async () => (await this.blocks.of(scope, [block])).get(block) ?? new Map(),
    );
  }
}
