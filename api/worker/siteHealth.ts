import { isEnough } from '../metrics/kit/privacy/smallGroups';
import { type HealthCheck, type HealthCheckId, HEALTH_CHECKS, type SiteHealth } from '@marginalia/contract';
import { DAY, HOUR, isoTime } from '../lib/time';
import { type Source, busLag, followLag, newestEvent, statements } from '../observability/instruments';
import type { Metrics } from '../observability/metrics';
import type { PipelineState } from '../observability/pipeline';
import {
  eventsByDay,
  eventsByHour,
  kindsSince,
  panelPeople,
  panelUse,
  publishesUncounted,
  statementsAhead,
  statementsOfCourses,
  unknownBlocks,
} from '../store/queries/health';
import { courseNames } from '../store/queries/people';
import { conflictTotal, storedMonths } from '../store/queries/statements';
import { tableSizes } from '../store/queries/storage';
import { readPipeline } from './pipelineState';
import type { Workspace } from './workspace';

/**
 * From where on somebody should look, and from where on something has to be mended. The alerts of
 * `deploy/prometheus` say the same where they can.
 */
const LIMITS = {
  /** Seconds since anything was stored. */
  quiet: { look: 7200, mend: 86_400 },
  /** Of the same 24 hours a week before, where these had at least so many events. */
  volume: { share: 0.3, least: 100 },
  rejected: 0.01,
  lateSeconds: { look: 300, mend: 3600 },
  logBytes: 64 * 2 ** 20,
  busEntries: 10_000,
  withoutCourse: 0.2,
  aheadSeconds: 60,
  diskShare: { look: 0.15, mend: 0.05 },
  backupSeconds: 26 * 3600,
  querySeconds: 1,
};
/** A kind of event has stopped where there were so many in the four weeks before the last three days, and none since. */
const STOPPED = { days: 3, before: 28, events: 100 };
const NAMES = 5;
const DAYS = 28;
const SLOWEST = 5;
const MONTHS = 12;

/** What the service knows apart from the database. */
interface HealthSources {
  readonly metrics: Metrics;
  /** null: the event bus is not followed. */
  readonly bus: { readonly failure: string | null; readonly missed: readonly unknown[] } | null;
  /** How many months of raw statements are kept; null: all. */
  readonly keepMonths: number | null;
  readonly minLearners: number;
}

type Values = Omit<HealthCheck, 'id' | 'state'>;
type State = HealthCheck['state'];
type Found = Partial<Record<HealthCheckId, { readonly state: State } & Values>>;

const above = (value: number, look: number, mend = Infinity): State =>
  value > mend ? 'mend' : value > look ? 'look' : 'ok';

/**
 * The five questions about the data of a site, looked into now. It reads times and ids of all events: of ten million, 6 to 8 s of a
 * machine that does other things too.
 */
export const readSiteHealth = async (workspace: Workspace, sources: HealthSources): Promise<SiteHealth> => {
  const engine = workspace.readers;
  const { minLearners } = sources;
  const now = Date.now() * 1000;
  const state = await readPipeline(workspace);
  const came = await cameFrom();
  const { hours, last, before } = await readHours(workspace, now);
  const found: Found = {
    ...arriving(state, came, await readLags(), sources.bus, { last, before }),
    ...counted(state, await publishesUncounted.run(engine, {}), await unknownBlocks.run(engine, {})),
    ...(await sound(workspace, now, minLearners)),
  };
  const since = new Date(now / 1000 - DAYS * 86_400_000).toISOString().slice(0, 10);
  const names = new Map((await courseNames.run(engine, {})).map(({ course_key, name }) => [course_key, name]));
  const use = await panelUse.run(engine, { since });
  const tables = (await tableSizes.run(engine, { more_than: 0 })).reverse();
  const queries = await sources.metrics.slowest(SLOWEST);
  const checks: Found = {
    ...found,
    people: { state: 'ok', count: (await panelPeople.run(engine, { since }))[0]?.people ?? 0, of: use.length },
    ...cost(
      state,
      tables.reduce((sum, { bytes }) => sum + bytes, 0),
      queries[0]?.seconds ?? 0,
      sources.keepMonths,
    ),
  };
  return {
    asOf: isoTime(now),
    definitions: [],
    minLearners,
    checks: Object.values(HEALTH_CHECKS)
      .flat()
      .flatMap((id) => {
        const one = checks[id];
        return one ? [{ id, ...one }] : [];
      }),
    hours,
    days: await eventsByDay.run(engine, { since: startOf(now - DAYS * DAY, DAY) }),
    sources: came,
    use: use.map(({ course_key: course, people, days }) => ({ course, name: names.get(course) ?? '', people, days })),
    tables: tables.map(({ database, name, bytes, rows }) => ({ name: `${database}.${name}`, bytes, rows })),
    months: (await storedMonths.run(engine, {})).slice(-MONTHS).map(({ month, statements: count }) => ({
      month: `${String(month).slice(0, 4)}-${String(month).slice(4)}`,
      statements: count,
    })),
    queries,
  };
};

const startOf = (at: number, step: number): number => Math.floor(at / step) * step;

/** The last 24 whole hours and those of a week before; and both summed up. */
const readHours = async ({ readers: engine }: Workspace, now: number) => {
  const end = startOf(now, HOUR);
  const week = 7 * DAY;
  const rows = await eventsByHour.run(engine, { since: end - week - DAY });
  const events = new Map(rows.map((row) => [row.hour, row.events]));
  const hours = Array.from({ length: 24 }, (_, index) => end - (24 - index) * HOUR).map((at) => ({
    at: isoTime(at),
    events: events.get(at) ?? 0,
    before: events.get(at - week) ?? 0,
  }));
  return {
    hours,
    last: hours.reduce((sum, hour) => sum + hour.events, 0),
    before: hours.reduce((sum, hour) => sum + hour.before, 0),
  };
};

/** What came since the start, by source. */
const cameFrom = async (): Promise<SiteHealth['sources']> => {
  const newest = new Map((await newestEvent.get()).values.map(({ labels, value }) => [labels.source, value]));
  const counts = new Map<Source, Record<string, number>>();
  for (const { labels, value } of (await statements.get()).values) {
    const source = labels.source as Source;
    counts.set(source, { ...counts.get(source), [String(labels.outcome)]: value });
  }
  return [...counts].map(([source, own]) => ({
    source,
    accepted: own.accepted ?? 0,
    duplicate: own.duplicate ?? 0,
    conflict: own.conflict ?? 0,
    rejected: own.rejected ?? 0,
    newest: newest.has(source) ? isoTime((newest.get(source) ?? 0) * 1e6) : null,
  }));
};

const sumOf = async (gauge: {
  get: () => Promise<{ readonly values: readonly { readonly value: number }[] }>;
}): Promise<number | null> => {
  const { values } = await gauge.get();
  return values.length === 0 ? null : values.reduce((sum, { value }) => sum + value, 0);
};
const readLags = async () => ({ bus: await sumOf(busLag), logs: await sumOf(followLag) });

const arriving = (
  state: PipelineState,
  came: SiteHealth['sources'],
  lags: { readonly bus: number | null; readonly logs: number | null },
  bus: HealthSources['bus'],
  volume: { readonly last: number; readonly before: number },
): Found => {
  const quiet = state.lastStored === null ? null : Math.max(0, Date.now() / 1000 - state.lastStored);
  const all = came.reduce((sum, one) => sum + one.accepted + one.duplicate + one.conflict + one.rejected, 0);
  const rejected = came.reduce((sum, one) => sum + one.rejected, 0);
  const { share, least } = LIMITS.volume;
  const isLess = volume.before >= least && volume.last < share * volume.before;
  return {
    latest:
      quiet === null
        ? { state: 'mend' }
        : {
            state: above(quiet, LIMITS.quiet.look, LIMITS.quiet.mend),
            seconds: quiet,
            at: isoTime((state.lastStored ?? 0) * 1e6),
          },
    volume: { state: isLess ? 'look' : 'ok', count: volume.last, of: volume.before },
    rejected: { state: rejected > LIMITS.rejected * all ? 'look' : 'ok', count: rejected, of: all },
    ...(bus && {
      bus: {
        state: bus.failure !== null || bus.missed.length > 0 ? 'mend' : above(lags.bus ?? 0, LIMITS.busEntries),
        count: lags.bus ?? 0,
        of: bus.missed.length,
      },
    }),
    ...(lags.logs !== null && { logs: { state: above(lags.logs, LIMITS.logBytes), bytes: lags.logs } }),
  };
};

const counted = (
  state: PipelineState,
  uncounted: readonly { readonly course_key: string }[],
  unknown: readonly { readonly course_key: string; readonly blocks: number }[],
): Found => {
  const failing = state.work.filter(({ failingFor }) => failingFor > 0);
  const without = state.coursesWithoutStructure;
  const few = (courses: readonly string[]): string[] => courses.slice(0, NAMES);
  return {
    waiting: {
      state: above(state.waiting.seconds, LIMITS.lateSeconds.look, LIMITS.lateSeconds.mend),
      count: state.waiting.learners,
      seconds: state.waiting.seconds,
    },
    backfill: { state: above(state.backfillRemaining, 0), count: state.backfillRemaining },
    background: {
      state: failing.length > 0 ? 'mend' : 'ok',
      count: failing.length,
      names: failing.map(({ name }) => name),
    },
    structure: { state: above(without.length, 0), count: without.length, names: few(without) },
    publishes: {
      state: above(uncounted.length, 0),
      count: uncounted.length,
      names: few(uncounted.map(({ course_key: course }) => course)),
      ...(state.lastPublish === null ? {} : { at: isoTime(state.lastPublish * 1e6) }),
    },
    unknownBlocks: {
      state: above(unknown.length, 0),
      count: unknown.reduce((sum, { blocks }) => sum + blocks, 0),
      names: few(unknown.map(({ course_key: course }) => course)),
    },
  };
};

const sound = async ({ readers: engine }: Workspace, now: number, minLearners: number): Promise<Found> => {
  const conflicts = (await conflictTotal.run(engine, {}))[0]?.conflicts ?? 0;
  const since = now - 7 * DAY;
  const { statements: all = 0, of_courses: own = 0 } = (await statementsOfCourses.run(engine, { since }))[0] ?? {};
  const without = Math.max(0, all - own);
  const ahead = (await statementsAhead.run(engine, { seconds: LIMITS.aheadSeconds }))[0]?.ahead ?? 0;
  const turn = now - STOPPED.days * DAY;
  const kinds = await kindsSince.run(engine, { since: turn - STOPPED.before * DAY, turn });
  const anyComes = kinds.some(({ after }) => after > 0);
  const stopped = kinds.filter(
    ({ before, after, learners }) =>
      anyComes && after === 0 && before >= STOPPED.events && isEnough(learners, minLearners),
  );
  return {
    conflicts: { state: 'ok', count: conflicts },
    withoutCourse: { state: without > LIMITS.withoutCourse * all ? 'look' : 'ok', count: without, of: all },
    ahead: { state: above(ahead, 0), count: ahead },
    stoppedKinds: { state: above(stopped.length, 0), count: stopped.length, names: stopped.map(({ verb }) => verb) },
  };
};

const cost = (state: PipelineState, bytes: number, slowest: number, keepMonths: number | null): Found => {
  const [disk] = [...state.disks].sort((a, b) => a.free / a.total - b.free / b.total);
  const isEmbedded = state.engine.kind === 'embedded';
  const backupAge = state.lastBackup === null ? Infinity : Date.now() / 1000 - state.lastBackup;
  const { look, mend } = LIMITS.diskShare;
  return {
    ...(disk && {
      disk: {
        state: disk.free < mend * disk.total ? 'mend' : disk.free < look * disk.total ? 'look' : 'ok',
        bytes: disk.free,
        of: disk.total,
      },
    }),
    size: { state: 'ok', bytes },
    memory: { state: 'ok', bytes: process.memoryUsage().rss },
    // A server is backed up by its own means.
    ...(isEmbedded && {
      backup: {
        state: above(backupAge, LIMITS.backupSeconds),
        ...(state.lastBackup === null ? {} : { at: isoTime(state.lastBackup * 1e6) }),
      },
    }),
    retention: { state: 'ok', ...(keepMonths === null ? {} : { count: keepMonths }) },
    slow: { state: above(slowest, LIMITS.querySeconds), seconds: slowest },
  };
};
