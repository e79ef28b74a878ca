import { isEnough } from '../metrics/kit/privacy/smallGroups';
import { type ExtensionReport, type Quantity, WITHHELD } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { timeOfGroup } from '../metrics/kit/privacy/moments';
import type { ReportReader } from '../metrics/kit/reportReader';
import type { Structures } from '../metrics/kit/structures';
import type { Engine } from '../store/engine';
import { type Asker, isFor } from './asker';
import { BlockDisclosures } from './blockDisclosures';
import { hostName } from './computation';
import { unitOf } from './definition';
import { cellKey, skippedOf } from './disclose';
import { newestOfBlock } from './facts.query';
import { LIMITS } from './host/hostProcess';
import { Inputs } from './inputs';
import { KeptDisclosures } from './keptDisclosures';
import { type ParamValues, variantOf } from './manifest';
import { sourcesOf } from './models';
import { modelRows } from './models.query';
import { type InstalledMetric, isEnabledIn } from './registry';
import type { Runtime } from './runtime';
import { SAMPLE_OF } from './shapes';

type Head = Pick<ExtensionReport, 'asOf' | 'definitions' | 'minLearners' | 'window'>;
interface State {
  readonly state: 'ready' | 'filling' | 'paused' | 'failed';
  readonly progress?: { readonly done: number; readonly of: number };
  readonly reason: string;
  readonly skipped: Quantity;
}

/** What one metric says of one block. */
export class MetricReports {
  readonly inputs: Inputs;
  private readonly disclosures: KeptDisclosures;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    reports: ReportReader,
    structures: Structures,
    private readonly runtime: () => Runtime,
  ) {
    const blocks = new BlockDisclosures(engine, minLearners, structures, reports, () => runtime().registry);
    this.disclosures = new KeptDisclosures(engine, minLearners, blocks);
    this.inputs = new Inputs(reports, structures, runtime, (...asked) => this.of(...asked));
  }

  /** @throws ApiError extensions_off, unknown_extension */
  async find(scope: CourseScope, id: string, asker: Asker): Promise<InstalledMetric> {
    const { isOn, registry, rules } = this.runtime();
    if (!isOn) throw new ApiError('extensions_off');
    const found = (await registry.metrics()).find((one) => one.id === id);
    if (!found || !isEnabledIn(found.extension, scope.courseKey) || !isFor(found, asker, rules))
      throw new ApiError('unknown_extension', { metric: id });
    return found;
  }

  /** @param params as they are counted with. @param depth through how many others this one is asked for */
  async of(
    scope: CourseScope,
    found: InstalledMetric,
    block: string,
    params: ParamValues,
    depth = 0,
  ): Promise<ExtensionReport> {
    const { id, metric, extension } = found;
    const words = { id, title: metric.title, sentence: metric.sentence };
    const head = await this.head(scope, block, id);
    const state = await this.stateOf(scope, found);
    const { skipped, ...others } = state;
    if (state.state !== 'ready') return { ...head, ...others, ...words, block } as ExtensionReport;
    const ready = {
      ...head,
      state: 'ready' as const,
      block,
      chart: metric.chart ?? 'stat',
      params: { ...params },
      skipped,
      ...words,
    };
    if (metric.as === 'score') {
      try {
        return {
          ...ready,
          shape: 'score',
          unit: 'points',
          ...(await this.combine(scope, found, block, params, depth)),
        };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'HostError') throw error;
        return { ...head, ...words, block, state: 'failed', reason: error.message };
      }
    }
    const variant = variantOf(metric, params);
    const why = metric.tier === 'model' ? await this.whyNot(scope, found, block, variant) : null;
    if (why !== null) return { ...head, ...words, block, state: 'failed', reason: why };
    const key = cellKey(extension.name, metric.id, variant);
    const disclosed = (await this.disclosures.of(scope, block)).get(key);
    return { ...ready, unit: unitOf(metric), ...(disclosed ?? SAMPLE_OF.none(metric.as)) } as ExtensionReport;
  }

  /** A function of disclosed numbers: where one of these is withheld, so is the answer. */
  private async combine(
    scope: CourseScope,
    { extension, revision, metric }: InstalledMetric,
    block: string,
    params: ParamValues,
    depth: number,
  ) {
    const disclosed: Record<string, number> = {};
    let of = Infinity;
    for (const name of metric.from ?? []) {
      const one = await this.inputs.of(scope, name, block, depth);
      if (one.kind === 'withheld') return { value: WITHHELD, of: WITHHELD };
      if (one.kind === 'none') continue;
      disclosed[name] = one.value;
      of = Math.min(of, one.of);
    }
    if (of === Infinity) return { value: { kind: 'none' as const, reason: 'no_values' }, of: 0 };
    const { hosts, registry } = this.runtime();
    const text = JSON.stringify({ id: metric.id, told: disclosed, params });
    const answer = await hosts.use(
      hostName(extension, revision),
      () => registry.bundle(extension.name, revision.revision),
      null,
      (host) => host.call('combine', text, LIMITS.combine),
    );
    const value = Number(JSON.parse(answer));
    return Number.isFinite(value)
      ? { value: Number(value.toPrecision(6)), of }
      : { value: { kind: 'none' as const, reason: 'no_number' }, of };
  }

  async head({ courseKey: course }: CourseScope, block: string, id: string): Promise<Head> {
    const [newest] = await newestOfBlock.run(this.engine, { course, block });
    return {
      asOf: timeOfGroup(newest?.at ?? null, newest?.learners ?? 0, this.minLearners),
      definitions: [id],
      minLearners: this.minLearners,
      window: { from: null, to: null },
    };
  }

  /** Whether there are numbers of a metric in a course. */
  async stateOf({ courseKey }: CourseScope, { extension, revision, metric }: InstalledMetric): Promise<State> {
    const runtime = this.runtime();
    if (extension.state === 'paused') return { state: 'paused', reason: 'Paused by the operator.', skipped: 0 };
    const pause = runtime.pauseOf(hostName(extension, revision));
    if (pause)
      return {
        state: 'paused',
        // what it threw is its author's, and may be about the learner it threw over: the operator's alone
        reason: 'It failed too often. It is tried again by itself.',
        skipped: 0,
      };
    if (metric.tier === 'combine') return { state: 'ready', reason: '', skipped: 0 };
    const filling = { state: 'filling', reason: 'It is being computed.' } as const;
    let most: Quantity = 0;
    const isModel = metric.tier === 'model';
    for (const one of isModel
      ? await sourcesOf(runtime.registry, extension, revision, metric, courseKey)
      : [{ extension, revision }]) {
      const { done, of, skipped: failed } = await runtime.progressIn(one.extension, one.revision, courseKey);
      const skipped = skippedOf(failed, of, this.minLearners);
      if (done < of && !isEnough(of, this.minLearners)) return { ...filling, skipped };
      if (done < of)
        return { state: 'filling', progress: { done, of }, reason: `Computed for ${done} of ${of} learners.`, skipped };
      // of several the first that has any: how many learners they are together is not known
      if (most === 0) most = skipped;
    }
    if (isModel && !(await this.rowsOf(courseKey, { extension, revision, metric })).some(({ block }) => block === ''))
      return { ...filling, skipped: most };
    return { state: 'ready', reason: '', skipped: most };
  }

  private rowsOf(course: string, { extension, revision, metric }: Omit<InstalledMetric, 'id'>) {
    const of = { name: extension.name, revision: revision.revision, course, metric: metric.id };
    return modelRows.run(this.engine, of);
  }

  /** Why a model says nothing of a block; null: it does, or there was nothing to look at. */
  private async whyNot(
    { courseKey }: CourseScope,
    found: InstalledMetric,
    block: string,
    variant: number,
  ): Promise<string | null> {
    const row = (await this.rowsOf(courseKey, found)).find((one) => one.block === block && one.variant === variant);
    if (!row?.problem) return null;
    // what it threw is its author's, and may be about learners: the operator's alone
    return row.failures > 0 ? 'The number could not be computed.' : row.problem;
  }
}
