import { Counter, Gauge, Histogram } from 'prom-client';

/**
 * What the parts of the service count while they work, one process being one service. Where each is read is up to
 * `metrics.ts`. Labels are names from the code or from the settings, never keys of courses, people, or what they sent.
 */

/** How statements come. `load`: from files of statements. */
export type Source = 'xapi' | 'tracking' | 'bus' | 'load';
/** What became of a statement, or of a line that was to be one. */
type Outcome = 'accepted' | 'duplicate' | 'conflict' | 'rejected' | 'ignored';

const nowhere = { registers: [] };
const SECONDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];

export const statements = new Counter({
  ...nowhere,
  name: 'marginalia_statements_total',
  help: 'Statements (of logs and the event bus: lines) by where they came from and what became of them',
  labelNames: ['source', 'outcome'],
});
const batches = new Histogram({
  ...nowhere,
  name: 'marginalia_ingest_batch_seconds',
  help: 'Seconds until a batch of statements was durable',
  labelNames: ['source'],
  buckets: SECONDS,
});
export const newestEvent = new Gauge({
  ...nowhere,
  name: 'marginalia_newest_event_timestamp_seconds',
  help: 'When the newest event happened that this process stored, in seconds since 1970',
  labelNames: ['source'],
});
const eventDelay = new Histogram({
  ...nowhere,
  name: 'marginalia_event_delay_seconds',
  help: 'Seconds from the newest event of a batch until the batch was stored',
  labelNames: ['source'],
  buckets: [1, 3, 10, 30, 100, 300, 1000, 3600, 21_600, 86_400],
});
export const bytesInFlight = new Gauge({
  ...nowhere,
  name: 'marginalia_ingest_in_flight_bytes',
  help: 'Bytes of the bodies that are being read or stored',
});
export const refusals = new Counter({
  ...nowhere,
  name: 'marginalia_lrs_refused_total',
  help: 'Requests that the xAPI endpoint or the sink refused, by the error they were told',
  labelNames: ['endpoint', 'reason'],
});
export const followLag = new Gauge({
  ...nowhere,
  name: 'marginalia_follow_lag_bytes',
  help: 'Bytes of a followed log that are not read yet',
  labelNames: ['file'],
});
export const busLag = new Gauge({
  ...nowhere,
  name: 'marginalia_bus_lag_entries',
  help: 'Messages of a topic that nobody of our group has read yet',
  labelNames: ['topic'],
});
export const busGaps = new Counter({
  ...nowhere,
  name: 'marginalia_bus_gap_total',
  help: 'Stretches of a topic that were cut off before they were read',
  labelNames: ['topic'],
});
export const recomputations = new Histogram({
  ...nowhere,
  name: 'marginalia_recompute_seconds',
  help: 'Seconds of a round in which facts were recomputed',
  buckets: SECONDS,
});
const lmsRequests = new Histogram({
  ...nowhere,
  name: 'marginalia_lms_request_seconds',
  help: 'Seconds that the LMS took, by what was asked and how it ended (ok, refused, failed, unreachable)',
  labelNames: ['call', 'outcome'],
  buckets: SECONDS,
});
export const identityLooks = new Counter({
  ...nowhere,
  name: 'marginalia_identity_looks_total',
  help: 'Times that single learners were shown, by how',
  labelNames: ['action'],
});
export const forgettings = new Counter({
  ...nowhere,
  name: 'marginalia_forgotten_total',
  help: 'Learners that were to be forgotten, by how it ended (forgotten, failed)',
  labelNames: ['outcome'],
});

export const INSTRUMENTS = [
  statements,
  batches,
  newestEvent,
  eventDelay,
  bytesInFlight,
  refusals,
  followLag,
  busLag,
  busGaps,
  recomputations,
  lmsRequests,
  identityLooks,
  forgettings,
] as const;

/**
 * Takes note of a batch that was stored.
 * @param newest when the newest of its events happened, microseconds since 1970; null: it has none
 */
export const noteBatch = (
  source: Source,
  counts: Partial<Record<Outcome, number>>,
  newest: number | null,
  seconds: number,
): void => {
  for (const [outcome, times] of Object.entries(counts)) if (times > 0) statements.inc({ source, outcome }, times);
  batches.observe({ source }, seconds);
  if (newest === null) return;
  newestSoFar.set(source, Math.max(newestSoFar.get(source) ?? 0, newest));
  newestEvent.set({ source }, (newestSoFar.get(source) ?? 0) / 1e6);
  // What is loaded from files happened whenever it did.
  if (source !== 'load') eventDelay.observe({ source }, Math.max(0, Date.now() / 1000 - newest / 1e6));
};

const newestSoFar = new Map<Source, number>();

/** Asks the LMS, and takes note of how long it took and of how it ended. @param call what is asked, in a word */
export const lmsCall = async (call: string, ask: () => Promise<Response>): Promise<Response> => {
  const stop = lmsRequests.startTimer({ call });
  try {
    const response = await ask();
    stop({ outcome: response.status >= 500 ? 'failed' : response.ok ? 'ok' : 'refused' });
    return response;
  } catch (error) {
    stop({ outcome: 'unreachable' });
    throw error;
  }
};
