import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Engine } from '../store/engine';
import { pipelineGauges } from './gauges';
import { INSTRUMENTS } from './instruments';
import type { PipelineState } from './pipeline';

/** What is asked of the database for a scrape counts for so long, milliseconds: two who scrape cost as much as one. */
const FRESH_MS = 10_000;

/** What Prometheus reads at /metrics. Labels are names from the code or the settings, never keys of courses, or people. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'marginalia_request_seconds',
    help: 'Seconds from request to answer',
    labelNames: ['route', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry],
  });
  private readonly queries = new Histogram({
    name: 'marginalia_query_seconds',
    help: 'Seconds a named query took',
    labelNames: ['query'],
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry],
  });
  private readonly failures = new Counter({
    name: 'marginalia_query_failures_total',
    help: 'Named queries that failed',
    labelNames: ['query', 'code'],
    registers: [this.registry],
  });
  private readonly denials = new Counter({
    name: 'marginalia_denied_total',
    help: 'Requests of people that were refused, by the error they were told',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly withheldReports = new Counter({
    name: 'marginalia_withheld_total',
    help: 'Answers in which at least one number was withheld',
    labelNames: ['route'],
    registers: [this.registry],
  });
  private readonly show: (state: PipelineState | null) => void;
  private read: () => Promise<PipelineState | null> = async () => null;
  private lookedAt = -Infinity;

  constructor(version = '') {
    collectDefaultMetrics({ register: this.registry });
    for (const instrument of INSTRUMENTS) this.registry.registerMetric(instrument as never);
    this.show = pipelineGauges(this.registry, version);
  }

  /** @param read asks how the service is doing; null while there is no database */
  watch(read: () => Promise<PipelineState | null>): void {
    this.read = read;
  }

  /** Everything, as Prometheus reads it. Where the database does not answer, all the rest. */
  async text(): Promise<string> {
    if (performance.now() - this.lookedAt > FRESH_MS) {
      this.show(await this.read().catch(() => null));
      this.lookedAt = performance.now();
    }
    return this.registry.metrics();
  }

  request(route: string, status: number, seconds: number): void {
    this.requests.observe({ route, status: String(status) }, seconds);
  }

  denied(code: string): void {
    this.denials.inc({ code });
  }

  withheld(route: string): void {
    this.withheldReports.inc({ route });
  }

  /** Named queries, the slowest of them (by the mean) first: how often each was asked, and seconds in sum. */
  async slowest(most: number): Promise<{ readonly query: string; readonly times: number; readonly seconds: number }[]> {
    const found = new Map<string, { times: number; seconds: number }>();
    for (const { metricName, labels, value } of (await this.queries.get()).values) {
      const own = found.get(String(labels.query)) ?? { times: 0, seconds: 0 };
      if (metricName?.endsWith('_sum')) own.seconds = value;
      if (metricName?.endsWith('_count')) own.times = value;
      found.set(String(labels.query), own);
    }
    return [...found]
      .map(([query, own]) => ({ query, ...own }))
      .sort((a, b) => b.seconds / (b.times || 1) - a.seconds / (a.times || 1))
      .slice(0, most);
  }

  /** The same engine, its named queries measured. */
  measured(engine: Engine): Engine {
    const measure = async <T>(query: string, ask: () => Promise<T>): Promise<T> => {
      const stop = this.queries.startTimer({ query });
      try {
        return await ask();
      } catch (error) {
        this.failures.inc({ query, code: String((error as { code?: unknown }).code ?? '') });
        throw error;
      } finally {
        stop();
      }
    };
    return {
      kind: engine.kind,
      databases: engine.databases,
      cluster: engine.cluster,
      insert: (table, rows) => engine.insert(table, rows),
      insertText: (table, columns, text) => engine.insertText(table, columns, text),
      command: (sql, params) => engine.command(sql, params),
      close: () => engine.close(),
      rows: (sql, params, query = 'unnamed') => measure(query, () => engine.rows(sql, params, query)),
      lines: (sql, params, query = 'unnamed') => measure(query, () => engine.lines(sql, params, query)),
    };
  }
}
