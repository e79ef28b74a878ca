import * as z from 'zod';
import { type CourseScope, operatorScope } from '../auth/scope';
import type { Engine } from '../store/engine';
import { uuid5, uuidBytes } from '../lib/uuid';
import { coursesWithEvents } from '../store/queries/events';
import { courseName } from '../store/queries/structure';
import { stateValue } from '../store/queries/state';
import { hostName } from './computation';
import { HostError } from './host/hostProcess';
import type { Hosts } from './hosts';
import { keptOf } from './kept.query';
import type { JobManifest } from './manifest';
import type { PropertyValue } from './objectProperties';
import { leftByRun, waitingEffects } from './outbox.query';
import { type Installed, type Registry, type Revision, isEnabledIn } from './registry';
import { lastDue } from './schedule';

/** Ids of effects: the same run makes the same ones, so that whoever sends them can recognise a repetition. */
const EFFECTS = uuidBytes('5b1d7f0a-2a52-5a0e-9a52-6c0c4a8f7b21');
/** How often a job may wait for numbers in one run. */
const MOST_ROUNDS = 20;
const MOST_EFFECTS = 100;
/** The place in the outbox, behind all effects, of what the run keeps. */
const KEPT_AT = MOST_EFFECTS;
/** A run that fails so often is passed over. */
const TRIES = 3;
/** Characters of why it failed that are noted. */
const LONGEST_WHY = 500;

/** What a job wants done. Nothing leaves by itself: the operator fetches it. */
const Effect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mail'),
    to: z.enum(['team', 'author', 'instructor', 'site']),
    subject: z.string().min(1).max(200),
    text: z.string().min(1).max(20_000),
  }),
  z.strictObject({
    kind: z.literal('file'),
    name: z.string().regex(/^[\w-][\w.-]{0,79}$/, 'a file is named by letters, digits, dots and hyphens'),
    text: z.string(),
  }),
]);
type Effect = z.infer<typeof Effect>;

/** An effect that waits. */
export interface Waiting {
  readonly id: string;
  readonly extension: string;
  readonly job: string;
  /** '' for the site. */
  readonly course: string;
  /** ISO 8601: the moment that the job ran for. */
  readonly scheduled: string;
  readonly effect: Effect;
}

/** One run of a job. */
interface Run {
  readonly name: string;
  readonly job: string;
  /** '' for the site. */
  readonly course: string;
  /** Milliseconds since 1970: the moment that it runs for. */
  readonly scheduled: number;
}

/** How far a job is with the moment that it runs for. */
interface Moment {
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly done: Set<string>;
  /** How often it failed, by course. */
  readonly failures: Map<string, number>;
}

const failedName = (extension: string, job: string): string => `extension-job-failed ${extension} ${job}`;

const Said = z.object({
  done: z.boolean(),
  error: z.nullable(z.string()),
  wanted: z.array(z.object({ key: z.string(), metric: z.string(), query: z.record(z.string(), z.unknown()) })),
  effects: z.array(z.unknown()).max(MOST_EFFECTS),
  kept: z.record(z.string(), z.unknown()),
});

/** Numbers of all blocks that a metric speaks of. */
export interface Numbers {
  numbers(
    scope: CourseScope,
    id: string,
  ): Promise<readonly { readonly block: string; readonly name: string; readonly told: PropertyValue }[]>;
}

/** Runs what extensions want done at times. What they want done in the world is noted, and done by nobody here. */
export class Jobs {
  /** How far each job is with the moment that it runs for. */
  private readonly moments = new Map<string, Moment>();

  constructor(
    private readonly engine: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
    private readonly answers: () => Numbers,
  ) {}

  /** Runs the jobs that are due. What was missed while nothing ran is not made up for. @param now milliseconds */
  async runDue(now = Date.now()): Promise<void> {
    for (const extension of await this.registry.all()) {
      const { active, state } = extension;
      if (state !== 'on' || !active) continue;
      for (const job of active.manifest.jobs) {
        const name = `extension-job ${extension.name} ${job.id}`;
        const last = (await stateValue.run(this.engine, { name }))[0]?.value;
        // What is new begins now: nothing is sent about the time before. So does what ran while the clock was ahead.
        if (last === undefined || Number(last) > now) {
          await this.note(name, now);
          continue;
        }
        const due = lastDue(job.every, Number(last), now);
        if (due === null) continue;
        if (!(await this.runOne(extension, active, job, due))) continue;
        await this.note(name, due);
        this.moments.delete(name);
      }
    }
  }

  /** What the jobs would want done now: nothing is noted. */
  async tryOut(extension: Installed, revision: Revision, now = Date.now()): Promise<Omit<Waiting, 'id'>[]> {
    const found: Omit<Waiting, 'id'>[] = [];
    for (const job of revision.manifest.jobs)
      for (const course of await this.coursesOf(extension, job)) {
        const { effects } = await this.ask(extension, revision, job, course, now);
        const scheduled = new Date(now).toISOString();
        for (const effect of effects) found.push({ extension: extension.name, job: job.id, course, scheduled, effect });
      }
    return found;
  }

  /** What nobody has fetched yet. */
  async waiting(name = ''): Promise<Waiting[]> {
    return (await waitingEffects.run(this.engine, { name })).map((row) => ({
      id: uuid5(EFFECTS, JSON.stringify([row.name, row.job, row.course, row.scheduled, row.number])),
      extension: row.name,
      job: row.job,
      course: row.course,
      scheduled: new Date(row.scheduled).toISOString(),
      effect: JSON.parse(row.effect) as Effect,
    }));
  }

  /** Notes that these were handed over: after, not before, so that a stop in between hands them over again. */
  async fetched(waiting: readonly Waiting[]): Promise<void> {
    const ids = new Set(waiting.map(({ id }) => id));
    const rows = (await waitingEffects.run(this.engine, { name: '' })).filter((row) =>
      ids.has(uuid5(EFFECTS, JSON.stringify([row.name, row.job, row.course, row.scheduled, row.number]))),
    );
    await this.engine.insert(
      `${this.engine.databases.own}.extension_outbox`,
      rows.map(({ course, ...row }) => ({ ...row, course_key: course, state: 'sent' })),
    );
  }

  /** @returns false: it failed somewhere, and comes again there */
  private async runOne(extension: Installed, revision: Revision, job: JobManifest, due: number): Promise<boolean> {
    const breaker = this.hosts.breaker(hostName(extension, revision));
    const name = `extension-job ${extension.name} ${job.id}`;
    const known = this.moments.get(name);
    const { done, failures } =
      known?.due === due ? known : { done: new Set<string>(), failures: new Map<string, number>() };
    this.moments.set(name, { due, done, failures });
    let why = '';
    let isToCome = false;
    for (const course of await this.coursesOf(extension, job)) {
      const times = failures.get(course) ?? 0;
      if (done.has(course) || times >= TRIES) continue;
      if (breaker.isOpen) return false;
      const of = { name: extension.name, job: job.id, course, scheduled: due };
      try {
        const [left] = await leftByRun.run(this.engine, of);
        // A run that was stopped after it had noted what it wants.
        if (left && left.rows > 0) await this.keep(revision, of, left.kept);
        else {
          const { effects, kept } = await this.ask(extension, revision, job, course, due);
          breaker.note({ value: '' });
          await this.store(revision, of, effects, kept);
        }
        done.add(course);
        failures.delete(course);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        breaker.note({ error: error.message, ...(error.killed ? { killed: true as const } : {}) });
        failures.set(course, times + 1);
        if (times + 1 < TRIES) isToCome = true;
        why ||= `${course || 'the site'}: ${error.message.slice(0, LONGEST_WHY)}`;
      }
    }
    if (why !== '' || failures.size === 0) await this.note(failedName(extension.name, job.id), why);
    return !isToCome;
  }

  private async coursesOf(extension: Installed, { scope }: JobManifest): Promise<string[]> {
    if (scope === 'site') return [''];
    const courses = await coursesWithEvents.run(this.engine, {});
    return courses.map((row) => row.course_key).filter((course) => isEnabledIn(extension, course));
  }

  /** The job is asked again with what it waited for, until it waits for nothing. @throws HostError */
  private async ask(
    extension: Installed,
    revision: Revision,
    job: JobManifest,
    course: string,
    now: number,
  ): Promise<{ effects: Effect[]; kept: object }> {
    const of = { name: extension.name, revision: revision.revision, course };
    const kept = (await keptOf.run(this.engine, of)).find(({ handler }) => handler === job.id)?.registers ?? '{}';
    const name = course === '' ? '' : ((await courseName.run(this.engine, { course }))[0]?.name ?? course);
    const head = { key: course, name };
    const answers: Record<string, unknown> = {};
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const text = JSON.stringify({ id: job.id, course: head, now, answers, kept: JSON.parse(kept) as unknown });
      const answer = await this.hosts.use(
        hostName(extension, revision),
        () => this.registry.bundle(extension.name, revision.revision),
        null,
        (host) => host.job(text),
      );
      const said = Said.safeParse(JSON.parse(answer));
      if (!said.success) throw new HostError(`${job.id}: at most ${MOST_EFFECTS} mails and files in one run`);
      const { done, error, wanted, effects, kept: left } = said.data;
      if (error !== null) throw new HostError(`${job.id}: ${error}`);
      if (done) return { effects: effects.map((one) => effectOf(extension, job, one)), kept: left };
      if (wanted.length === 0) throw new HostError(`${job.id}: a job may wait for metric() only`);
      for (const { key, metric, query } of wanted) {
        const where = course === '' ? String(query.course ?? '') : course;
        if (!isEnabledIn(extension, where)) throw new HostError(`${job.id}: it is not on in ${where || 'the site'}`);
        answers[key] = await this.answers().numbers(operatorScope(where), metric);
      }
    }
    throw new HostError(`${job.id}: it asks for more and more`);
  }

  /** All of it in one block, so that a stop in between leaves all or nothing. */
  private async store(revision: Revision, of: Run, effects: readonly Effect[], kept: object): Promise<void> {
    const { course, ...run } = of;
    const registers = Object.keys(kept).length > 0 ? JSON.stringify(kept) : '';
    await this.engine.insert(`${this.engine.databases.own}.extension_outbox`, [
      ...effects.map((effect, number) => ({
        ...{ ...run, course_key: course, number },
        ...{ effect: JSON.stringify(effect), state: 'intended' },
      })),
      ...(registers === '' ? [] : [{ ...run, course_key: course, number: KEPT_AT, effect: registers, state: 'kept' }]),
    ]);
    await this.keep(revision, of, registers);
  }

  private async keep({ revision }: Revision, { name, job, course, scheduled }: Run, registers: string): Promise<void> {
    if (registers === '') return;
    await this.engine.insert(`${this.engine.databases.own}.extension_kept`, [
      { name, revision, handler: job, course_key: course, version: scheduled * 1000, events: 0, registers },
    ]);
  }

  /** Why a job failed at its last moment: of one course; '' where it did not. */
  async failure(extension: string, job: string): Promise<string> {
    return (await stateValue.run(this.engine, { name: failedName(extension, job) }))[0]?.value ?? '';
  }

  private async note(name: string, value: number | string): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name, value: String(value) }]);
  }
}

/** @throws HostError where it is none, or was not granted */
const effectOf = ({ grants }: Installed, { id }: JobManifest, said: unknown): Effect => {
  const found = Effect.safeParse(said);
  if (!found.success) {
    const [issue] = found.error.issues;
    throw new HostError(`${id}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no mail and no file'}`);
  }
  if (found.data.kind === 'mail' && !grants.includes('mail')) throw new HostError(`${id}: mail was not granted`);
  return found.data;
};
