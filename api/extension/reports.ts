import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import {
  type Card,
  type ExtensionReport,
  METRICS,
  type Metric,
  type MetricId,
  type Outline,
  WITHHELD,
} from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { isContainerType } from '../facts/structureIndex';
import { ApiError } from '../lib/apiError';
import type { ReportReader } from '../metrics/kit/reportReader';
import { Structures } from '../metrics/kit/structures';
import type { Engine } from '../store/engine';
import { type Asker, type Query, TEAM, paramsOf } from './asker';
import { BlockDisclosures } from './blockDisclosures';
import { Cards, type CardsAsked } from './cards';
import { definitionsOf, pathsOf } from './catalogue';
import { blocksOfMetric, newestOfBlock } from './facts.query';
import { numberOf } from './inputs';
import { MetricReports } from './metricReports';
import type { PropertyValue } from './objectProperties';
import { OutlineFigures, outlineFigureOf } from './outline';
import type { Runtime } from './runtime';
import { csvColumnsOf } from './shapes';

/** During one answer: it is made again so often. */
const MOST_UPGRADES = 3;

/** Answers about extensions, for the HTTP routes and the command line alike. */
export class ExtensionReports {
  private readonly structures: Structures;
  private readonly metrics: MetricReports;
  private readonly cardsOf: Cards;
  private readonly figures: OutlineFigures;

  /** @param background reads what is made apart from reports, so that no report waits for it */
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    reports: ReportReader,
    private readonly runtime: () => Runtime,
    background = engine,
  ) {
    this.structures = new Structures(engine);
    this.metrics = new MetricReports(engine, minLearners, reports, this.structures, runtime);
    this.cardsOf = new Cards(engine, this.structures, this.metrics, runtime, (...asked) => this.reportOf(...asked));
    const blocks = new BlockDisclosures(background, minLearners, this.structures, reports, () => runtime().registry);
    this.figures = new OutlineFigures(background, blocks, runtime, {
      stateOf: (scope, found) => this.metrics.stateOf(scope, found),
      score: async (scope, found, block, params) =>
        outlineFigureOf(numberOf(await this.metrics.of(scope, found, block, params))),
    });
  }

  /** An outline of all time with what extensions say in it: OutlineFigures. @throws ApiError engine_unavailable */
  outline(
    outline: Outline,
    scope: CourseScope,
    asker: () => Asker | Promise<Asker> = () => TEAM,
    isPatient = false,
  ): Promise<Outline> {
    return this.figures.beside(outline, scope, asker, isPatient);
  }

  /** @throws ApiError extensions_off, unknown_extension, unknown_parameter, invalid_request, unknown_block, wrong_block_type */
  metric(scope: CourseScope, id: string, query: Query, asker: Asker = TEAM): Promise<ExtensionReport> {
    return this.ofOneRevision(() => this.reportOf(scope, id, query, asker));
  }

  private async reportOf(scope: CourseScope, id: string, query: Query, asker: Asker): Promise<ExtensionReport> {
    const property = await this.metrics.inputs.propertyNamed(scope, id);
    if (property?.from.includes('.') && property.from !== id) return this.reportOf(scope, property.from, query, asker);
    if (property) return this.property(scope, id, property.from, query);
    const metric = await this.metrics.find(scope, id, asker);
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
    return this.metrics.of(scope, metric, block, params);
  }

  /** @param block null: of the course itself. */
  cards(scope: CourseScope, block: string | null, asked?: CardsAsked): Promise<Card[]> {
    return this.ofOneRevision(() => this.cardsOf.of(scope, block, asked));
  }

  /** Rows of a CSV file: a block each. @throws ApiError as `metric` */
  csv(scope: CourseScope, id: string, asker: Asker = TEAM): Promise<Readable> {
    return this.ofOneRevision(() => this.csvOf(scope, id, asker));
  }

  private async csvOf(scope: CourseScope, id: string, asker: Asker): Promise<Readable> {
    const found = await this.metrics.find(scope, id, asker);
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
      const answer = await this.metrics.of(scope, found, block, params);
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
      `groups of 1 to ${this.minLearners - 1} learners are withheld: "withheld" is neither 0 nor empty`,
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
  definitions(): Promise<Metric[]> {
    return definitionsOf(this.runtime());
  }

  /** The paths of enabled extensions, for the description of the API. */
  paths(): Promise<Record<string, unknown>> {
    return pathsOf(this.runtime());
  }

  /** The numbers of all blocks that a metric or a property speaks of, as a job may use them. */
  numbers(
    scope: CourseScope,
    id: string,
  ): Promise<{ readonly block: string; readonly name: string; readonly told: PropertyValue }[]> {
    return this.ofOneRevision(() => this.metrics.inputs.numbers(scope, id));
  }

  /**
   * An answer looks at what is installed several times; where an extension was upgraded in between, part of it is of the
   * old revision and part of the new, so it is made again.
   */
  private async ofOneRevision<T>(make: () => Promise<T>): Promise<T> {
    const installed = async (): Promise<string> =>
      JSON.stringify(
        (await this.runtime().registry.all()).map(({ name, active, next }) => [name, (active ?? next)?.revision]),
      );
    let before = await installed();
    for (let left = MOST_UPGRADES; ; left -= 1) {
      const made = await make().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const after = await installed();
      if (after !== before && left > 0) before = after;
      else if ('value' in made) return made.value;
      else throw made.error;
    }
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
    const found = await this.metrics.inputs.of(scope, from, block);
    const [value, of] =
      found.kind === 'value' ? [found.value, found.of] : [found, found.kind === 'none' ? 0 : WITHHELD];
    return {
      ...(await this.metrics.head(scope, block, id)),
      ...{ state: 'ready', block, chart: 'stat', params: {}, skipped: 0, id, shape: 'score', unit: 'points' },
      title: words?.title ?? id,
      sentence: words?.sentence ?? '',
      ...{ value, of },
    } as ExtensionReport;
  }
}
