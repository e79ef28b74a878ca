import { HostError, HostProcess, LIMITS, type Outcome } from './host/hostProcess';

/** Hosts alive at once; each takes up to 80 MB. */
const MOST_ALIVE = 2;
/** A host that nobody asked for so long is ended, milliseconds. */
const IDLE = 60_000;
/** Paused for so long, minutes: the first time, the second, and so on. */
const PAUSES = [1, 5, 25, 60] as const;
const KILLS = 3;
/** Of so many calls, a fifth, and at least so many. */
const REMEMBERED = 100;
const LEAST_FAILURES = 5;
const MINUTE = 60_000;
/** Calls handed to a host together: where all of them fail, so many are made before it is stopped. */
const AT_ONCE = 10;

/** Why an extension does nothing for a while. */
export interface Pause {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly why: string;
  readonly times: number;
}

/** Counts what went wrong with one extension, and says when it has to stop for a while. */
export class Breaker {
  private kills = 0;
  private results: boolean[] = [];
  private why = '';
  pause: Pause | null = null;

  constructor(private readonly clock: () => number = Date.now) {}

  /** One probe call is let through when the time is over. */
  get isOpen(): boolean {
    return this.pause !== null && this.clock() < this.pause.until;
  }

  /** How many learners to try at once: after a pause only one. */
  get isProbing(): boolean {
    return this.pause !== null;
  }

  note(outcome: Outcome): void {
    // calls that were under way when it was stopped are no further reason
    if (this.isOpen) return;
    const isGood = 'value' in outcome;
    if (isGood && this.pause) this.close();
    this.results.push(isGood);
    if (this.results.length > REMEMBERED) this.results.shift();
    if (isGood) return;
    this.why = outcome.error;
    if (outcome.killed) this.kills += 1;
    const failures = this.results.filter((good) => !good).length;
    const isBad = failures >= LEAST_FAILURES && failures * 5 >= this.results.length;
    if (this.pause || this.kills >= KILLS || isBad) this.open();
  }

  private open(): void {
    const times = (this.pause?.times ?? 0) + 1;
    const minutes = PAUSES[Math.min(times, PAUSES.length) - 1] ?? 60;
    this.pause = { until: this.clock() + minutes * MINUTE, why: this.why, times };
    this.kills = 0;
    this.results = [];
  }

  private close(): void {
    this.pause = null;
    this.kills = 0;
    this.results = [];
  }
}

interface Alive {
  host: HostProcess;
  /** What is loaded: the course, as its text. */
  course: string | null;
  used: number;
  busy: number;
}

/** The processes of extensions: one for each that is asked, few at a time, none while nobody asks. */
export class Hosts {
  private readonly alive = new Map<string, Alive>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly breakers = new Map<string, Breaker>();
  private readonly timer: NodeJS.Timeout;
  /** Largest size of a host so far, bytes. */
  peak = 0;

  constructor() {
    this.timer = setInterval(() => this.endIdle(), IDLE / 4);
    this.timer.unref();
  }

  breaker(name: string): Breaker {
    const known = this.breakers.get(name) ?? new Breaker();
    this.breakers.set(name, known);
    return known;
  }

  /** What a bundle says of itself, in a host of its own that ends afterwards. @throws HostError */
  async describe(bundle: string): Promise<string> {
    const host = await HostProcess.start();
    try {
      return await host.load(bundle);
    } finally {
      host.kill('done');
    }
  }

  /**
   * Calls a function of an extension for each text, each in a machine that knows nothing of the others. One that has its
   * process killed is said to be so, and the rest goes on in a new one.
   */
  each(
    name: string,
    bundle: () => Promise<string>,
    course: string | null,
    call: string,
    texts: readonly string[],
    ms: number = LIMITS.learner,
  ): Promise<Outcome[]> {
    return this.inTurn(name, async () => {
      const outcomes: Outcome[] = [];
      const breaker = this.breaker(name);
      while (outcomes.length < texts.length) {
        if (breaker.isOpen) break;
        const some = texts.slice(outcomes.length, outcomes.length + (breaker.isProbing ? 1 : AT_ONCE));
        const found = await this.with(name, bundle, course, (host) => host.each(call, some, ms)).catch(failed);
        for (const outcome of found) breaker.note(outcome);
        outcomes.push(...found);
        if (found.length === 0) break;
      }
      return outcomes;
    });
  }

  /** Work with the host itself, alone. @throws HostError */
  use<T>(
    name: string,
    bundle: () => Promise<string>,
    course: string | null,
    work: (host: HostProcess) => Promise<T>,
  ): Promise<T> {
    return this.inTurn(name, () => this.with(name, bundle, course, work));
  }

  close(): void {
    clearInterval(this.timer);
    for (const { host } of this.alive.values()) host.kill('done');
    this.alive.clear();
  }

  /** Ends the host of an extension: its bundle is another, or it is gone. */
  end(name: string): void {
    for (const [key, { host }] of this.alive)
      if (key === name || key.startsWith(`${name}@`)) {
        host.kill('done');
        this.alive.delete(key);
      }
  }

  private async with<T>(
    name: string,
    bundle: () => Promise<string>,
    course: string | null,
    work: (host: HostProcess) => Promise<T>,
  ): Promise<T> {
    let own = this.alive.get(name);
    if (own && !own.host.isAlive) {
      this.alive.delete(name);
      own = undefined;
    }
    if (!own) {
      this.makeRoom();
      const host = await HostProcess.start();
      own = { host, course: null, used: Date.now(), busy: 0 };
      this.alive.set(name, own);
      await host.load(await bundle());
    }
    own.busy += 1;
    try {
      if (course !== null && own.course !== course) {
        await own.host.course(await bundle(), course);
        own.course = course;
      }
      return await work(own.host);
    } finally {
      own.busy -= 1;
      own.used = Date.now();
      this.peak = Math.max(this.peak, own.host.peak);
    }
  }

  private makeRoom(): void {
    const idle = [...this.alive].filter(([, { busy }]) => busy === 0).sort(([, a], [, b]) => a.used - b.used);
    for (const [key, { host }] of idle) {
      if (this.alive.size < MOST_ALIVE) return;
      host.kill('done');
      this.alive.delete(key);
    }
  }

  private endIdle(): void {
    for (const [key, { host, used, busy }] of this.alive)
      if (busy === 0 && Date.now() - used > IDLE) {
        host.kill('done');
        this.alive.delete(key);
      }
  }

  private inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const next = (this.turns.get(name) ?? Promise.resolve()).then(work, work);
    this.turns.set(
      name,
      next.catch(() => undefined),
    );
    return next;
  }
}

/** A host that does not even load counts as a call that failed. */
const failed = (error: unknown): Outcome[] => {
  if (!(error instanceof HostError)) throw error;
  return [{ error: error.message, ...(error.killed ? { killed: true as const } : {}) }];
};
