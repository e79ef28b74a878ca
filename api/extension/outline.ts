import { setTimeout as wait } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import { LRUCache } from 'lru-cache';
import type { Outline, OutlineExtension, OutlineFigure } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { yieldToEventLoop } from '../lib/yieldToEventLoop';
import type { Engine } from '../store/engine';
import { stateOf } from '../store/writes';
import { type Asker, isFor, paramsOf } from './asker';
import type { BlockDisclosures } from './blockDisclosures';
import { hostName } from './computation';
import { unitOf } from './definition';
import { cellKey, numberIn } from './disclose';
import { type MetricManifest, type ParamValues, variantOf } from './manifest';
import { type InstalledMetric, isEnabledIn } from './registry';
import type { Runtime } from './runtime';

/** Courses whose figures are kept. */
const MOST = 100;
/** How long figures of a server's tables are believed, milliseconds. */
const FRESH = 30_000;
/** Figures are made again after so many milliseconds, and twice as long as it took: whoever asks meanwhile has those of before. */
const AGAIN = 5000;
/** A block that takes long, milliseconds, in a course of very many learners: then it rests so many times as long. */
const [LONG, RESTS] = [100, 2];
/** How long whoever asks first waits for figures, milliseconds: an outline is not late for an extension's sake. */
const PATIENCE = 500;

const SHAPES = { share: 'share', middle: 'quartiles', total: 'total' } as const;

/** How learners become one number beside a block; null: it has several, for which there is no room. */
const shapeOf = ({ as }: MetricManifest): OutlineExtension['shape'] | null =>
  as === 'score' ? 'score' : as.kind in SHAPES ? SHAPES[as.kind as keyof typeof SHAPES] : null;

/** Whether a metric has one number for each block of some kind. */
export const isForOutline = (metric: MetricManifest): boolean =>
  shapeOf(metric) !== null && metric.on.some((type) => type !== 'course');

type Figures = ReadonlyMap<string, OutlineFigure>;
interface Kept {
  /** Of the extension. After an upgrade those of the one before are shown until the new ones are there. */
  readonly revision: string;
  readonly state: string | null;
  readonly figures: Figures | null;
  /** When it was begun, and when it may be begun again; milliseconds. */
  readonly at: number;
  readonly notBefore: number;
  /** Those that are being made. */
  readonly made: Promise<Figures | null> | null;
  /** Why the last ones could not be made; null: they could, or it was too early. */
  readonly error: Error | null;
}

/** What the outline needs of the reports about extensions. */
interface Reports {
  readonly stateOf: (
    scope: CourseScope,
    found: InstalledMetric,
  ) => Promise<Pick<OutlineExtension, 'state' | 'progress'>>;
  /** The number of one block, of a metric that is made of others. */
  readonly score: (
    scope: CourseScope,
    found: InstalledMetric,
    block: string,
    params: ParamValues,
  ) => Promise<OutlineFigure>;
}

/**
 * The figures that the outline shows of the one metric its operator chose: of all blocks at once, made apart from the report and
 * kept. What may be disclosed is decided where cards have it from.
 */
export class OutlineFigures {
  private readonly kept = new LRUCache<string, Kept>({ max: MOST });
  /** One course at a time: it is work for the whole of it. */
  private readonly turn = new Mutex();
  private readonly tables: readonly string[];

  constructor(
    private readonly engine: Engine,
    private readonly disclosures: BlockDisclosures,
    private readonly runtime: () => Runtime,
    private readonly reports: Reports,
  ) {
    const { own, eventSink } = engine.databases;
    const names = ['facts', 'block_totals', 'extension_facts', 'extension_models', 'extensions', 'extension_revisions'];
    this.tables = [...names.map((name) => `${own}.${name}`), `${eventSink}.course_blocks`];
  }

  /**
   * An outline of all time, with the figure of each block where one was chosen. What fails here is no failure of the outline.
   * @param asker who asks; not asked for where there is nothing to be seen
   * @param isPatient waits for all of them as they are now; else what is not there soon comes later
   */
  async beside(
    outline: Outline,
    scope: CourseScope,
    asker: () => Asker | Promise<Asker>,
    isPatient: boolean,
  ): Promise<Outline> {
    const runtime = this.runtime();
    const { isOn, registry, rules } = runtime;
    const found = isOn ? await registry.onOutline() : null;
    const shape = found && shapeOf(found.metric);
    if (!found || !shape || !isEnabledIn(found.extension, scope.courseKey)) return outline;
    const who = await asker();
    if (!isFor(found, who, rules)) return outline;
    const { id, extension, metric } = found;
    const { title, sentence, words, on } = metric;
    const head = { id, by: extension.name, title, sentence, ...(words ? { words } : {}), shape, unit: unitOf(metric) };
    const shown = (state: Pick<OutlineExtension, 'state' | 'progress'>, figures?: Figures): Outline => ({
      ...outline,
      definitions: [...outline.definitions, id],
      extension: { ...head, ...state } as OutlineExtension,
      blocks: figures
        ? outline.blocks.map((block) => {
            const figure = figures.get(block.id);
            return figure ? { ...block, extension: figure } : block;
          })
        : outline.blocks,
    });
    try {
      if (extension.state === 'paused' || runtime.pauseOf(hostName(extension, found.revision)))
        return shown({ state: 'paused' });
      const blocks = outline.blocks
        .filter(({ type }) => type !== 'course' && on.includes(type))
        .map((block) => block.id);
      const params = paramsOf(found, {}, who, rules);
      const figures = await this.figures(scope, found, params, isPatient, () =>
        this.compute(scope, found, params, blocks, isPatient ? undefined : resting()),
      );
      if (figures) return shown({ state: 'ready' }, figures);
      const { state, progress } = await this.reports.stateOf(scope, found);
      return shown({ state: state === 'ready' ? 'filling' : state, ...(progress ? { progress } : {}) });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'engine_unavailable') throw error;
      return shown({ state: 'failed' });
    }
  }

  /** Figures of a moment ago are as good as newer ones that somebody had to wait for. Null: there are none yet. */
  private async figures(
    scope: CourseScope,
    found: InstalledMetric,
    params: ParamValues,
    isPatient: boolean,
    compute: () => Promise<Figures | null>,
  ): Promise<Figures | null> {
    const { revision } = found.revision;
    const key = JSON.stringify([scope.courseKey, found.id, shapeOf(found.metric), unitOf(found.metric), params]);
    const [state, now] = [stateOf(this.engine, this.tables), Date.now()];
    const before = this.kept.get(key);
    const isNew = state === null ? now - (before?.at ?? 0) < FRESH : before?.state === state;
    if (before?.figures && isNew && before.revision === revision) return before.figures;
    const mayMake = isPatient || !before || now >= before.notBefore;
    const made = before?.made ?? (mayMake ? this.make(key, revision, before, compute) : null);
    if (isPatient) return made;
    if (before?.figures) return before.figures;
    if (before?.error && !made) throw before.error;
    // only whoever had them begun waits
    if (!made || before?.made) return null;
    const late = new AbortController();
    try {
      return await Promise.race([made, wait(PATIENCE, null, { signal: late.signal, ref: false })]);
    } finally {
      late.abort();
    }
  }

  private make(
    key: string,
    revision: string,
    before: Kept | undefined,
    compute: () => Promise<Figures | null>,
  ): Promise<Figures | null> {
    // taken before anything is read: what is written meanwhile may be in it or not
    const [state, at] = [stateOf(this.engine, this.tables), Date.now()];
    const figures = before?.figures ?? null;
    const keep = (made: Partial<Kept>): void => {
      const now = Date.now();
      const notBefore = now + Math.max(AGAIN, 2 * (now - at));
      this.kept.set(key, { revision, state, at, figures, notBefore, made: null, error: null, ...made });
    };
    const made = this.turn.runExclusive(compute).then(
      (newer) => {
        keep({ figures: newer });
        return newer;
      },
      (error: unknown) => {
        keep({ state: null, at: 0, error: error instanceof Error ? error : new Error(String(error)) });
        throw error;
      },
    );
    // it may be that nobody waits for it
    made.catch(() => undefined);
    keep({ ...(before ?? { state: null, at: 0 }), notBefore: Infinity, made });
    return made;
  }

  /** @returns null where it is not computed for everybody, or paused */
  private async compute(
    scope: CourseScope,
    found: InstalledMetric,
    params: ParamValues,
    blocks: readonly string[],
    mayOthers = yieldToEventLoop(),
  ): Promise<Figures | null> {
    const { metric, extension } = found;
    if ((await this.reports.stateOf(scope, found)).state !== 'ready') return null;
    const figures = new Map<string, OutlineFigure>();
    if (metric.as === 'score') {
      for (const block of blocks) {
        await mayOthers();
        figures.set(block, await this.reports.score(scope, found, block, params));
      }
      return figures;
    }
    const key = cellKey(extension.name, metric.id, variantOf(metric, params));
    for (const [block, ofBlock] of await this.disclosures.of(scope, blocks, mayOthers)) {
      const disclosed = ofBlock.get(key);
      if (disclosed) figures.set(block, outlineFigureOf(numberIn(disclosed)));
    }
    return figures;
  }
}

/** Others have their turn after each block. */
const resting = (): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    const took = performance.now() - since;
    await wait(took > LONG ? RESTS * took : 0, undefined, { ref: false });
    since = performance.now();
  };
};

/** The one number of what a card says, as the outline has it. */
export const outlineFigureOf = (number: ReturnType<typeof numberIn>): OutlineFigure => {
  if (number.kind === 'none') return { kind: 'none', reason: number.reason };
  if (number.kind === 'withheld') return { kind: 'withheld', reason: 'too_few_learners' };
  return { kind: 'value', value: number.value, of: number.of };
};
