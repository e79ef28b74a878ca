import { type Card, type ExtensionReport, type ViewFigure, isNumber } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { typeInKey } from '../lib/usageKey';
import type { Structures } from '../metrics/kit/structures';
import type { Engine } from '../store/engine';
import { type Asker, type Query, TEAM, isFor, paramsOf } from './asker';
import { sampleCard } from './definition';
import type { Disclosed } from './disclose';
import { fullId } from './manifest';
import type { MetricReports } from './metricReports';
import { type InstalledMetric, isEnabledIn } from './registry';
import type { Runtime } from './runtime';
import { type Shown, viewCards } from './views';

/** What is asked of cards; of everything there is a default. */
export interface CardsAsked {
  /** Where the views stand. */
  readonly place?: string;
  /** Whose name views may say. */
  readonly viewer?: string;
  /** Made-up numbers instead. */
  readonly sample?: boolean;
  readonly asker?: Asker;
}

/** A metric or a property as it is asked from outside. @throws ApiError */
type Report = (scope: CourseScope, id: string, query: Query, asker: Asker) => Promise<ExtensionReport>;

/** The cards of a place: what views say there, and a number of each metric. */
export class Cards {
  constructor(
    private readonly engine: Engine,
    private readonly structures: Structures,
    private readonly metrics: MetricReports,
    private readonly runtime: () => Runtime,
    private readonly report: Report,
  ) {}

  /** @param block null: of the course itself. */
  async of(
    scope: CourseScope,
    block: string | null,
    { place = 'course', viewer = '', sample = false, asker = TEAM }: CardsAsked = {},
  ): Promise<Card[]> {
    const runtime = this.runtime();
    if (!runtime.isOn) return [];
    const index = await this.structures.get(scope.courseKey);
    const type = block === null ? 'course' : (index?.get(block)?.type ?? typeInKey(block));
    const courseName = index?.structure.name ?? scope.courseKey;
    const at = { scope, place: block === null ? place : type, courseName, viewer, asker };
    const views = await viewCards(at, {
      engine: this.engine,
      ...runtime,
      figure: (shown) => this.figure(scope, shown, block ?? scope.courseKey, { asker, sample }),
    });
    const metrics = (await runtime.registry.metrics()).filter(
      (one) =>
        isEnabledIn(one.extension, scope.courseKey) &&
        one.metric.on.includes(type) &&
        isFor(one, asker, runtime.rules) &&
        !isInOwnView(one, views),
    );
    const cards = await Promise.all(
      metrics.map((one) => (sample ? sampleCard(one) : this.card(scope, one, block ?? scope.courseKey, asker))),
    );
    return [...views, ...cards];
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
      const report = await this.metrics.of(scope, found, block, paramsOf(found, {}, asker, this.runtime().rules));
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
      const report = await this.report(scope, id, { ...query, block }, asker);
      return { ...figureOf(report), ...(known?.metric.words ? { words: known.metric.words } : {}), ...drawn };
    } catch (error) {
      if (error instanceof ApiError && ['unknown_extension', 'wrong_block_type'].includes(error.code)) return null;
      if (error instanceof ApiError && error.code === 'engine_unavailable') throw error;
      const { title = id, sentence = '' } = known?.metric ?? {};
      return { id, title, sentence, chart: 'stat', ...drawn, ...NOT_COMPUTED };
    }
  }
}

/** Whether the extension shows the number in one of these cards, as it would be on a card of its own. */
const isInOwnView = ({ id, extension, revision }: InstalledMetric, cards: readonly Card[]): boolean =>
  revision.manifest.views.some(
    ({ id: view, show = [] }) =>
      show.some((shown) => shown.metric === id && !('params' in shown && shown.params)) &&
      cards.some(
        (card) => card.id === fullId(extension.name, view) && card.figures?.some((figure) => figure.id === id),
      ),
  );

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
