import { setTimeout as wait } from 'node:timers/promises';
import { hostName } from '../extension/computation';
import { dueLearners } from '../extension/facts.query';
import type { Installed, Revision } from '../extension/registry';
import type { Micros } from '../lib/time';
import type { Engine } from '../store/engine';
import { stateOf } from '../store/writes';
import { AdaptiveBatchSize } from './batchSize';
import type { ExtensionNotes } from './extensionNotes';
import type { ExtensionProgress } from './extensionProgress';
import type { ExtensionRows } from './extensionRows';

/** Learners whose rows are made at once, and how long that should take, milliseconds. */
const [LEAST, MOST, WANTED] = [5, 100, 500];
/** A back-fill waits twice as long as it worked: it takes a third of the time. */
const RESTS = 2;
/** How often it is looked for learners without a row, where the last look found none; milliseconds. */
const LOOKS_EVERY = { embedded: 60_000, server: 10_000 } as const;
/** Learners without a row are looked for so many at a time. */
const LOOKED_FOR = 5000;
/** Who failed is tried again after so long. */
const RETRY: Micros = 60_000_000;
/** Finds of whom an extension has said nothing yet, and has that made up for. */
export class ExtensionBackfill {
  private readonly batchSize = new AdaptiveBatchSize(LEAST, MOST, WANTED);
  /** Of whom nothing is said yet, as of the last look. */
  private readonly due = new Map<string, readonly string[]>();
  /** Hosts that nobody was left for at the last look. */
  private readonly filled = new Map<string, { readonly state: string | null; readonly at: number }>();

  private hurry = 0;

  /** @param closing says when to stop */
  constructor(
    private readonly engine: Engine,
    private readonly rows: ExtensionRows,
    private readonly progress: ExtensionProgress,
    private readonly notes: ExtensionNotes,
    private readonly closing: AbortSignal,
  ) {}

  /** Without rests while some work is done. */
  async hurried<T>(work: () => Promise<T>): Promise<T> {
    this.hurry += 1;
    try {
      return await work();
    } finally {
      this.hurry -= 1;
    }
  }

  get isHurried(): boolean {
    return this.hurry > 0;
  }

  /** Somebody may be due whom the last look did not find. @param host of one extension; absent: of all */
  lookAgain(host?: string): void {
    if (host === undefined) this.filled.clear();
    else this.filled.delete(host);
  }

  /** To see that nobody is left reads the events of everybody: not again where nothing speaks for it. */
  async fillWhereDue(extension: Installed, revision: Revision, report: (text: string) => void): Promise<boolean> {
    const host = hostName(extension, revision);
    const state = stateOf(this.engine, [`${this.engine.databases.own}.extensions`]);
    const last = this.filled.get(host);
    const isFresh = Date.now() - (last?.at ?? 0) < (state === null ? LOOKS_EVERY.server : LOOKS_EVERY.embedded);
    if (!this.isHurried && last?.state === state && isFresh) return false;
    const any = await this.fill(extension, revision, report);
    if (any) this.filled.delete(host);
    else this.filled.set(host, { state, at: Date.now() });
    return any;
  }

  /** Of whom nothing is said yet: whoever did something last, first, course by course. */
  private async fill(extension: Installed, revision: Revision, report: (text: string) => void): Promise<boolean> {
    let any = false;
    for (const { course, done: before, of } of await this.progress.all(extension, revision)) {
      const since = await this.notes.sinceOf(course, hostName(extension, revision));
      // where rows are made again, all are there already
      for (let done = before < of ? before : 0; !this.closing.aborted;) {
        const began = performance.now();
        const { asked, made } = await this.rows.alone(async () => {
          const learners = await this.nextDue(extension, revision, course, since);
          const done = learners.length === 0 ? [] : await this.rows.make(extension, revision, course, learners);
          // who was left out comes again with the next look
          if (done.length < learners.length) this.due.clear();
          return { asked: learners.length, made: done.length };
        });
        if (asked === 0) break;
        const took = performance.now() - began;
        this.batchSize.record(asked, took);
        any = any || made > 0;
        done += made;
        report(`${extension.name} in ${course}: ${Math.min(done, of)} of ${of} learners`);
        if (made < asked) break;
        if (!this.isHurried) await this.rest(RESTS * took);
      }
    }
    return any;
  }

  /** The next of those of whom nothing is said yet: looked for seldom, because that reads the events of everybody. */
  private async nextDue(
    { name }: Installed,
    { revision }: Revision,
    course: string,
    since: Micros,
  ): Promise<readonly string[]> {
    const key = JSON.stringify([name, revision, course, since]);
    let due = this.due.get(key) ?? [];
    if (due.length === 0) {
      const before = (await this.notes.now()) - RETRY;
      const found = await dueLearners.run(this.engine, { name, revision, course, since, before, limit: LOOKED_FOR });
      // neighbours in the table are read together
      due = found.map((row) => row.learner).sort();
    }
    const next = due.slice(0, this.batchSize.size);
    if (due.length > next.length) this.due.set(key, due.slice(next.length));
    else this.due.delete(key);
    return next;
  }

  /** Cut short where it is closed. */
  private async rest(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.closing, ref: false }).catch((error: unknown) => {
      if (!this.closing.aborted) throw error;
    });
  }
}
