import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Engine } from '../store/engine';

/** What Prometheus reads at /metrics. Labels are names from the code, never keys or people. */
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

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  request(route: string, status: number, seconds: number): void {
    this.requests.observe({ route, status: String(status) }, seconds);
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
