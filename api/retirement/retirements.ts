import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config/config';
import { hashOfLearner } from '../pipeline/ingest/forgotten';
import { forgettings } from '../observability/instruments';
import { withWriteLock } from '../pipeline/ingest/writeLock';
import { retiredHash } from '../pipeline/sink/retiredHash';
import { knownPseudonyms } from '../pipeline/tracking/actors';
import { writeNotes } from '../pipeline/tracking/position';
import { eraseNote, eraseUsers } from '../store/erase';
import { forgottenAmong, idsOfUsers, retirementsWaiting } from '../store/queries/retired';
import type { Workspace } from '../worker/workspace';
import { forget } from './forget';

/** Whom to forget: by what the LMS calls them, by what statements do, or both. */
export interface Retiring {
  readonly users: readonly number[];
  /** Names in the LMS: logs may name a learner by nothing else. */
  readonly usernames: readonly string[];
  readonly learners: readonly string[];
}

/**
 * `queued`: it is durable, and will be done. `done`: all that is known of them was forgotten before. `unknown`: no id
 * in statements is known for them; whatever id arrives later will be forgotten at once.
 */
export type Taken = 'queued' | 'done' | 'unknown';

interface Waiting {
  readonly users: readonly number[];
  readonly learners: readonly string[];
}

/** After a failure the same is tried again after so long, milliseconds, or when another is taken. */
const RETRY_MS = 60_000;

/**
 * Forgets learners in the background. What was taken is durable and survives a stop in between: whoever asks gets a
 * response at once, for looking through all statements takes longer than the LMS waits.
 */
export class Retirements {
  private work: Promise<void> | null = null;
  /** Something was taken since the last look. */
  private isNew = false;
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  /** Told of each learner at its end, and of a failure. */
  onEnd: (outcome: 'forgotten' | 'failed', error?: unknown) => void = () => undefined;

  /** @param lmsUrl what pseudonyms were made with */
  constructor(
    private readonly workspace: Workspace,
    private readonly config: Pick<Config, 'dataFolder' | 'actorKey'>,
    private readonly lmsUrl: string,
  ) {}

  async take({ users, usernames, learners }: Retiring): Promise<Taken> {
    const { engine } = this.workspace;
    const all = await this.learnersOf(users, usernames, learners);
    const hashes = all.map(hashOfLearner);
    const done = new Set((await forgottenAmong.run(engine, { hashes })).map(({ hash }) => hash));
    const left = all.filter((learner) => !done.has(hashOfLearner(learner)));
    const waiting: Waiting = { users, learners: left };
    const name = `retire ${createHash('sha256').update(JSON.stringify(waiting)).digest('hex')}`;
    // With writers in turn: whoever stores ids of these people after this sees that they are retired.
    await withWriteLock(engine, () =>
      writeNotes(engine, [
        ...users.map((user): [string, unknown] => [`retired ${retiredHash(user)}`, true]),
        ...(left.length > 0 || users.length > 0 ? [[name, waiting] as const] : []),
      ]),
    );
    this.start();
    if (left.length > 0) return 'queued';
    return all.length > 0 ? 'done' : 'unknown';
  }

  /** Works off what waits, that of an earlier process included. */
  start(): void {
    this.isNew = true;
    this.waking.abort();
    this.work ??= this.run();
  }

  /** When nothing waits any more, or it was stopped. */
  async idle(): Promise<void> {
    while (this.work) await this.work;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.idle();
  }

  private async learnersOf(
    users: readonly number[],
    usernames: readonly string[],
    learners: readonly string[],
  ): Promise<string[]> {
    const { engine } = this.workspace;
    const stored = users.length > 0 ? await idsOfUsers.run(engine, { users }) : [];
    const pseudonymOf = knownPseudonyms(this.config, this.lmsUrl);
    const pseudonyms = [...users.map(String), ...usernames].flatMap((user) => pseudonymOf?.(user) ?? []);
    return [...new Set([...learners, ...stored.map(({ learner }) => learner), ...pseudonyms])];
  }

  private async run(): Promise<void> {
    const { engine } = this.workspace;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.isNew = false;
      this.waking = new AbortController();
      let hasFailed = false;
      try {
        const waiting = await retirementsWaiting.run(engine, {});
        if (waiting.length === 0 && !this.isNew) break;
        // One that keeps failing must not hold up those behind it.
        for (const one of waiting) hasFailed = !(await this.attempt(one)) || hasFailed;
      } catch (error) {
        this.failed(error);
        hasFailed = true;
      }
      const soon = AbortSignal.any([signal, this.waking.signal]);
      if (hasFailed) await wait(RETRY_MS, undefined, { signal: soon }).catch(() => undefined);
    }
    this.work = null;
  }

  /** @returns false: it failed, and waits still */
  private async attempt({ name, value }: { readonly name: string; readonly value: string }): Promise<boolean> {
    const { signal } = this.stopping;
    try {
      const { users, learners } = JSON.parse(value) as Waiting;
      for (const learner of learners) {
        if ((await forget(this.workspace, learner, 'deleted', () => undefined, signal)) === null) return true;
        forgettings.inc({ outcome: 'forgotten' });
        this.onEnd('forgotten');
      }
      if (signal.aborted) return true;
      await eraseUsers(this.workspace.engine, users);
      await eraseNote(this.workspace.engine, name);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  private failed(error: unknown): void {
    forgettings.inc({ outcome: 'failed' });
    this.onEnd('failed', error);
  }
}
