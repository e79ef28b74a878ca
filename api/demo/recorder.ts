import { createHash } from 'node:crypto';
import type { Random } from './random';
import type { Moment } from './statements';
import type { Statement } from '../pipeline/transform/statement';
import { type Micros, SECOND } from './time';

/**
 * One learner's clock and what was recorded of them. The clock only goes forward, and by at least a microsecond per
 * record: the ids of statements rest on that.
 */
export class Recorder {
  readonly recorded: Statement[][] = [];
  private clock: Micros = 0;
  private session = '';

  constructor(
    private readonly actor: string,
    readonly random: Random,
    /** Nothing is recorded from then on. */
    private readonly until: Micros,
  ) {}

  get now(): Micros {
    return this.clock;
  }

  /** Begins a new browser session, not before `time`. */
  sitDown(time: Micros): void {
    this.clock = Math.max(Math.floor(time), this.clock + SECOND);
    this.session = createHash('sha256').update(`${this.actor} ${this.clock}`).digest('hex');
  }

  pass(seconds: number): void {
    this.clock += Math.max(0, Math.round(seconds * SECOND));
  }

  /** This moment, for what another part of the platform says in between. The clock does not go on. */
  aside(make: (moment: Moment) => Statement[]): void {
    const time = this.clock + 1;
    if (time < this.until) this.recorded.push(make({ actor: this.actor, time, session: this.session }));
  }

  record(make: (moment: Moment) => Statement[]): void {
    this.clock += this.random.whole(1, 400_000);
    if (this.clock < this.until)
      this.recorded.push(make({ actor: this.actor, time: this.clock, session: this.session }));
  }
}
