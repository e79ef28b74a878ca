import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import {
  type Card,
  type ExtensionReport,
  METRICS,
  type Metric,
  type MetricId,
  type Quantity,
  type ViewFigure,
  WITHHELD,
  isNumber,
} from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { type StructureIndex, isContainerType } from '../facts/structureIndex';
import { timeOfGroup } from '../metrics/kit/privacy/moments';
import { Structures } from '../metrics/kit/structures';
import { ALL_TIME } from '../metrics/kit/window';
import type { ReportReader } from '../metrics/kit/reportReader';
import type { Engine } from '../store/engine';
import { courseTotals } from '../store/queries/blockTotals';
import { TableCache } from '../store/tableCache';
import { typeInKey } from '../lib/usageKey';
import { blocksOfMetric, learnersOfBlock, newestOfBlock } from './facts.query';
import { hostName } from './computation';
import { LIMITS } from './host/hostProcess';
import type { Hosts, Pause } from './hosts';
import { type Asker, type Query, type Rules, TEAM, isFor, paramsOf, pinsFor } from './asker';
import { definitionOf, sampleCard, unitOf } from './definition';
import { type ParamValues, defaultsOf, variantsOf } from './manifest';
import { type Installed, type InstalledMetric, type Registry, type Revision, isEnabledIn } from './registry';
import { scopeOf } from './package/bundle';
import { type PropertyValue, coreProperty, isCoreProperty, propertyId } from './objectProperties';
import { SAMPLE_OF, csvColumnsOf } from './shapes';
import { type Asked, type Disclosed, cellKey, numberIn, disclose, skippedOf } from './disclose';
import { type Shown, viewCards } from './views';

/** What answers need of whatever keeps the numbers. */
export interface Runtime {
  readonly isOn: boolean;
  readonly registry: Registry;
  readonly hosts: Hosts;
  /** The operator's. */
  readonly rules: Rules;
  progressIn(
    extension: Installed,
    revision: Revision,
    course: string,
  ): Promise<{ readonly done: number; readonly of: number; readonly skipped: number }>;
  pauseOf(name: string): Pause | null;
}

type Head = Pick<ExtensionReport, 'asOf' | 'definitions' | 'minLearners' | 'window'>;
interface State {
  readonly state: 'ready' | 'filling' | 'paused' | 'failed';
  readonly progress?: { readonly done: number; readonly of: number };
  readonly reason: string;
  readonly skipped: Quantity;
}

const DEEPEST = 8;

/** Answers about extensions, for the HTTP routes and the command line alike. */
export class ExtensionReports {
  private readonly disclosed: TableCache<Map<string, Disclosed>>;
  private readonly structures: Structures;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly reports: ReportReader,
    private readonly runtime: () => Runtime,
  ) {
    const { own } = engine.databases;
    this.disclosed = new TableCache(engine, [
      `${own}.facts`,
      `${own}.block_totals`,
      `${own}.extension_facts`,
      `${own}.extensions`,
    ]);
    this.structures = new Structures(engine);
  }

  /** @throws ApiError extensions_off, unknown_extension, unknown_parameter, invalid_request, unknown_block, wrong_block_type */
  async metric(scope: CourseScope, id: string, query: Query, asker: Asker = TEAM): Promise<ExtensionReport> {
    const property = await this.propertyNamed(scope, id);
    if (property?.from.includes('.') && property.from !== id) return this.metric(scope, property.from, query, asker);
    if (property) return this.property(scope, id, property.from, query);
    const metric = await this.find(scope, id, asker);
    const { block: asked, ...sent } = query;
    const params = paramsOf(metric, sent, asker, this.runtime().rules);
    const block = asked ?? (metric.metric.on.includes('course') ? scope.courseKey : null);
    if (block === null)
      throw new ApiError('invalid_request', {
        issues: [{ where: '/block', message: `say of which ${metric.metric.on.join(' or ')}` }],
      });
    const index = await this.structures.get(scope.courseKey);
    const type = index?.get(block)?.type;
    if (type === undefined && block !== scope.courseKey) {
      const [newest] = await newestOfBlock.run(this.engine, { course: scope.courseKey, block });
      if (!newest?.learners) throw new ApiError('unknown_block');
    }
    const { on, rollUp } = metric.metric;
    if (type !== undefined && !on.includes(type) && !(rollUp && isContainerType(type)))
      throw new ApiError('wrong_block_type');
    return this.answer(scope, metric, block, params, 0);
  }

  /** @param block null: of the course itself. */
  async cards(
    scope: CourseScope,
    block: string | null,
    {
      place = 'course',
      viewer = '',
      sample = false,
      asker = TEAM,
    }: { place?: string; viewer?: string; sample?: boolean; asker?: Asker } = {},
  ): Promise<Card[]> {
    const runtime = this.runtime();
    if (!runtime.isOn) return [];
    const index = await this.structures.get(scope.courseKey);
    const type = block === null ? 'course' : (index?.get(block)?.type ?? typeInKey(block));
    const metrics = (await runtime.registry.metrics()).filter(
      (one) =>
        isEnabledIn(one.extension, scope.courseKey) && one.metric.on.includes(type) && isFor(one, asker, runtime.rules),
    );
    const cards = await Promise.all(
      metrics.map((one) => (sample ? sampleCard(one) : this.card(scope, one, block ?? scope.courseKey, asker))),
    );
    const courseName = index?.structure.name ?? scope.courseKey;
    const at = { scope, place: block === null ? place : type, courseName, viewer, asker };
    const views = await viewCards(at, {
      engine: this.engine,
      ...runtime,
      figure: (shown) => this.figure(scope, shown, block ?? scope.courseKey, { asker, sample }),
    });
    return [...views, ...cards];
  }

  /** Rows of a CSV file: a block each. @throws ApiError as `metric` */
  async csv(scope: CourseScope, id: string, asker: Asker = TEAM): Promise<Readable> {
    const found = await this.find(scope, id, asker);
    const params = paramsOf(found, {}, asker, this.runtime().rules);
    const { metric, extension, revision } = found;
    const blocks =
      metric.tier === 'combine'
        ? ((await this.structures.get(scope.courseKey))?.structure.blocks ?? [])
            .filter(({ type }) => metric.on.includes(type))
            .map((one) => one.id)
        : (
            await blocksOfMetric.run(this.engine, {
              name: extension.name,
              revision: revision.revision,
              course: scope.courseKey,
              metric: metric.id,
            })
          ).map((row) => row.block);
    const index = await this.structures.get(scope.courseKey);
    const columns = csvColumnsOf(metric.as);
    const rows: (string | number)[][] = [];
    for (const block of blocks) {
      const answer = await this.answer(scope, found, block, params, 0);
      rows.push([
        block,
        index?.get(block)?.name ?? '',
        ...(answer.state === 'ready' ? columns.map(({ cell }) => cell(answer as never)) : columns.map(() => '')),
      ]);
    }
    const words = [
      `${metric.title} (${id}): ${metric.sentence}`,
      `course: ${scope.courseKey}`,
      `extension: ${extension.name} ${revision.version} (${revision.revision})`,
      `groups of 1 to ${this.minLearners - 1} learners are hidden: "hidden" is neither 0 nor empty`,
    ];
    const head = words.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
    const body = stringify(rows, {
      columns: ['block', 'name', ...columns.map((one) => one.head)],
      header: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    });
    return Readable.from(
      (async function* () {
        yield `\uFEFF${head}`;
        yield* body as AsyncIterable<Buffer>;
      })(),
    );
  }

  /** Metrics of enabled extensions, as those of the product are described. */
  async definitions(): Promise<Metric[]> {
    const { isOn, registry } = this.runtime();
    return isOn ? (await registry.metrics()).map(definitionOf) : [];
  }

  /** The paths of enabled extensions, for the description of the API. */
  async paths(): Promise<Record<string, unknown>> {
    const { isOn, registry, rules } = this.runtime();
    if (!isOn) return {};
    return Object.fromEntries(
      (await registry.metrics())
        .filter((one) => isFor(one, TEAM, rules))
        .map((one) => ({ ...one, pins: pinsFor(one, TEAM, rules) }))
        .map(({ id, extension, metric, pins }) => [
          `/api/v1/courses/{course}/extensions/${scopeOf(extension.name)}/${metric.id}`,
          {
            get: {
              summary: `${metric.title}. ${metric.sentence}`,
              security: [{ lms: [] }],
              parameters: [
                { name: 'course', in: 'path', required: true, schema: { type: 'string' } },
                { name: 'block', in: 'query', required: !metric.on.includes('course'), schema: { type: 'string' } },
                ...Object.entries(metric.params)
                  .filter(([name]) => !pins.has(name))
                  .map(([name, schema]) => ({ name, in: 'query', required: false, schema: schema ?? {} })),
              ],
              responses: { 200: { description: `One number, in the shape that ${id} states.` } },
            },
          },
        ]),
    );
  }

  /** What a property is made from: a metric, or, of one of the product, itself. Null: there is none of that name. */
  private async propertyNamed({ courseKey }: CourseScope, id: string): Promise<{ readonly from: string } | null> {
    if (isCoreProperty(id)) return { from: id };
    const { isOn, registry } = this.runtime();
    if (!isOn) return null;
    for (const extension of await registry.all())
      if (extension.state === 'on' && isEnabledIn(extension, courseKey))
        for (const one of extension.active?.manifest.properties ?? [])
          if ('from' in one && propertyId(one) === id) return one;
    return null;
  }

  /** One number of the product, by the name that a property has. */
  private async property(
    scope: CourseScope,
    id: string,
    from: string,
    { block, ...sent }: Query,
  ): Promise<ExtensionReport> {
    const [parameter] = Object.keys(sent);
    if (parameter !== undefined) throw new ApiError('unknown_parameter', { parameter });
    if (block === undefined)
      throw new ApiError('invalid_request', { issues: [{ where: '/block', message: 'say of which block' }] });
    const name = (from === id ? id.split('.')[1] : from) as MetricId;
    const words = Object.hasOwn(METRICS, name) ? METRICS[name] : null;
    const found = await this.input(scope, from, block);
    const [value, of] =
      found.kind === 'value' ? [found.value, found.of] : [found, found.kind === 'none' ? 0 : WITHHELD];
    return {
      ...(await this.head(scope, block, id)),
      ...{ state: 'ready', block, chart: 'stat', params: {}, skipped: 0, id, shape: 'score', unit: 'points' },
      title: words?.title ?? id,
      sentence: words?.sentence ?? '',
      ...{ value, of },
    } as ExtensionReport;
  }

  private async find(scope: CourseScope, id: string, asker: Asker): Promise<InstalledMetric> {
    const { isOn, registry, rules } = this.runtime();
    if (!isOn) throw new ApiError('extensions_off');
    const found = (await registry.metrics()).find((one) => one.id === id);
    if (!found || !isEnabledIn(found.extension, scope.courseKey) || !isFor(found, asker, rules))
      throw new ApiError('unknown_extension', { metric: id });
    return found;
  }

  private async answer(
    scope: CourseScope,
    found: InstalledMetric,
    block: string,
    params: ParamValues,
    depth: number,
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
    const variant = variantsOf(metric).findIndex((one) =>
      Object.entries(one).every(([name, value]) => params[name] === value),
    );
    const disclosed = (await this.disclosedOf(scope, block)).get(cellKey(extension.name, metric.id, variant));
    return { ...ready, unit: unitOf(metric), ...(disclosed ?? SAMPLE_OF.none(metric.as)) } as ExtensionReport;
  }

  /** All that extensions say of a block, decided together. */
  private disclosedOf({ courseKey: course }: CourseScope, block: string): Promise<Map<string, Disclosed>> {
    return this.disclosed.get(JSON.stringify([course, block, this.minLearners]), async () => {
      const all = (await this.runtime().registry.metrics()).filter(
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
      const one = await this.input(scope, name, block, depth);
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

  /** The disclosed number of a metric of the product or of an extension, as a `combine` and a job may use it. */
  async input(scope: CourseScope, name: string, block: string, depth = 0): Promise<ReturnType<typeof numberIn>> {
    if (!name.includes('.')) return this.core(scope, name, block);
    if (depth > DEEPEST) return { kind: 'none', reason: 'too_deep' };
    if (isCoreProperty(name)) return coreProperty(this.reports, scope, name, block);
    const property = await this.propertyNamed(scope, name);
    if (property) return this.input(scope, property.from, block, depth + 1);
    const found = (await this.runtime().registry.metrics()).find((one) => one.id === name);
    if (!found || !isEnabledIn(found.extension, scope.courseKey)) return { kind: 'none', reason: 'not_enabled' };
    const answer = await this.answer(scope, found, block, defaultsOf(found.metric), depth + 1);
    if (answer.state !== 'ready') return { kind: 'none', reason: answer.state };
    if (answer.shape !== 'score') return numberIn(answer as unknown as Disclosed);
    if (isNumber(answer.value) && isNumber(answer.of)) return { kind: 'value', value: answer.value, of: answer.of };
    return isNumber(answer.value) ? WITHHELD : answer.value;
  }

  /** The numbers of all blocks that a metric or a property speaks of, as a job may use them. */
  async numbers(
    scope: CourseScope,
    id: string,
  ): Promise<{ readonly block: string; readonly name: string; readonly told: PropertyValue }[]> {
    const [type = ''] = id.split('.');
    const found = (await this.runtime().registry.metrics()).find((one) => one.id === id);
    const about = Object.hasOwn(METRICS, id) ? METRICS[id as MetricId].about : type;
    const types = found?.metric.on ?? [about];
    const index = await this.structures.get(scope.courseKey);
    const rows: { readonly block: string; readonly name: string; readonly told: PropertyValue }[] = [];
    for (const block of index?.structure.blocks ?? [])
      if (types.includes(block.type))
        rows.push({ block: block.id, name: block.name, told: await this.input(scope, id, block.id) });
    return rows;
  }

  private async core(scope: CourseScope, name: string, block: string): Promise<ReturnType<typeof numberIn>> {
    const none = { kind: 'none' as const, reason: 'unknown_metric' };
    const read = async (): Promise<Record<string, unknown>> => {
      const type = typeInKey(block);
      const report =
        type === 'video'
          ? await this.reports.video(scope, block, ALL_TIME)
          : await this.reports.problem(scope, block, ALL_TIME);
      return report as unknown as Record<string, unknown>;
    };
    try {
      const report = await read();
      const value = report[name === 'attempted' ? 'learners' : name];
      if (typeof value === 'number') return { kind: 'value', value, of: value };
      if (typeof value !== 'object' || value === null) return none;
      const { kind, mean } = value as { kind?: string; mean?: unknown };
      if (kind === 'value' || kind === 'withheld' || kind === 'none') return value as ReturnType<typeof numberIn>;
      if (typeof mean === 'number' && typeof report.learners === 'number')
        return { kind: 'value', value: mean, of: report.learners };
      return none;
    } catch (error) {
      if (error instanceof ApiError && ['wrong_block_type', 'unknown_block', 'unknown_course'].includes(error.code))
        return none;
      throw error;
    }
  }

  private async card(scope: CourseScope, found: InstalledMetric, block: string, asker: Asker): Promise<Card> {
    const { id, metric } = found;
    const base = {
      id,
      title: metric.title,
      sentence: metric.sentence,
      chart: metric.chart ?? 'stat',
      ...(metric.words ? { words: metric.words } : {}),
    } as const;
    try {
      const report = await this.answer(scope, found, block, paramsOf(found, {}, asker, this.runtime().rules), 0);
      return { ...figureOf(report), ...base };
    } catch (error) {
      if (error instanceof ApiError && error.code === 'engine_unavailable') throw error;
      return { ...base, ...NOT_COMPUTED };
    }
  }

  /** A number that a view shows, of a metric or a property, for whoever looks at the view. */
  private async figure(
    scope: CourseScope,
    { metric: id, chart, params = {} }: Shown,
    block: string,
    { asker, sample }: { readonly asker: Asker; readonly sample: boolean },
  ): Promise<ViewFigure | null> {
    const known = (await this.runtime().registry.metrics()).find((one) => one.id === id);
    const drawn = chart === undefined ? {} : { chart };
    if (sample && known) return { ...sampleCard(known), ...drawn };
    try {
      const query = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
      const report = await this.metric(scope, id, { ...query, block }, asker);
      return { ...figureOf(report), ...(known?.metric.words ? { words: known.metric.words } : {}), ...drawn };
    } catch (error) {
      if (error instanceof ApiError && ['unknown_extension', 'wrong_block_type'].includes(error.code)) return null;
      if (error instanceof ApiError && error.code === 'engine_unavailable') throw error;
      const { title = id, sentence = '' } = known?.metric ?? {};
      return { id, title, sentence, chart: 'stat', ...drawn, ...NOT_COMPUTED };
    }
  }

  private async head({ courseKey: course }: CourseScope, block: string, id: string): Promise<Head> {
    const [newest] = await newestOfBlock.run(this.engine, { course, block });
    return {
      asOf: timeOfGroup(newest?.at ?? null, newest?.learners ?? 0, this.minLearners),
      definitions: [id],
      minLearners: this.minLearners,
      window: { from: null, to: null },
    };
  }

  private async stateOf({ courseKey }: CourseScope, { extension, revision, metric }: InstalledMetric): Promise<State> {
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
    const { done, of, skipped: failed } = await runtime.progressIn(extension, revision, courseKey);
    const skipped = skippedOf(failed, of, this.minLearners);
    if (done < of && of < this.minLearners) return { state: 'filling', reason: 'It is being computed.', skipped };
    if (done < of)
      return { state: 'filling', progress: { done, of }, reason: `Computed for ${done} of ${of} learners.`, skipped };
    return { state: 'ready', reason: '', skipped };
  }
}

const NOT_COMPUTED = { state: 'failed', reason: 'The number could not be computed.' } as const;

/** A report as a card shows it. */
const figureOf = (report: ExtensionReport): ViewFigure => {
  const { id, title, sentence } = report;
  const words = { id, title, sentence };
  if (report.state !== 'ready') {
    const { state, reason, progress } = report;
    return { ...words, chart: 'stat', state, reason, ...(progress ? { progress } : {}) };
  }
  const {
    asOf: _a,
    definitions: _d,
    minLearners: _m,
    window: _w,
    backlog: _b,
    track: _t,
    breakdowns: _br,
    state: _s,
    block: _bl,
    chart,
    params: _p,
    skipped,
    ...value
  } = report;
  return {
    ...words,
    chart,
    state: stateOfValue(value as unknown as Disclosed),
    value: value as NonNullable<ViewFigure['value']>,
    ...(isNumber(skipped) && skipped > 0 ? { skipped } : {}),
  };
};

const stateOfValue = (disclosed: {
  readonly shape: string;
  readonly value?: unknown;
  readonly bins?: readonly unknown[];
  readonly categories?: readonly unknown[];
}): Card['state'] => {
  const { value, bins, categories } = disclosed;
  const list = bins ?? categories;
  if (list) return list.length === 0 ? 'withheld' : 'ready';
  const kind = (value as { kind?: string } | undefined)?.kind;
  return kind === 'withheld' ? 'withheld' : kind === 'none' ? 'none' : 'ready';
};

/** A block, and all blocks in it. */
const insideOf = (block: string, index: StructureIndex | null): string[] => {
  const isIn = (id: string): boolean =>
    block === index?.structure.courseKey || index?.containersOf(id).includes(block) === true;
  return [block, ...(index?.structure.blocks ?? []).flatMap(({ id }) => (id !== block && isIn(id) ? [id] : []))];
};
