import type { Engine } from '../store/engine';
import type { Micros } from '../lib/time';
import { engineClock, stateValue } from '../store/queries/state';

const SINCE = 'extensions-since';

/** What is noted of extensions from one start of the service to the next. */
export class ExtensionNotes {
  constructor(private readonly engine: Engine) {}

  /** By the engine's clock, as rows are. */
  async now(): Promise<Micros> {
    return (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
  }

  async read(name: string): Promise<string | undefined> {
    return (await stateValue.run(this.engine, { name }))[0]?.value;
  }

  async note(name: string, value: string): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name, value }]);
  }

  /** Has rows made again from now on. @param of a course, or the host of an extension; absent: all */
  async renew(of?: string): Promise<void> {
    await this.note(of === undefined ? SINCE : `${SINCE} ${of}`, String(await this.now()));
  }

  /** Rows older than this are made again: all were renewed, the course was published anew, or it was off for long. */
  async sinceOf(course: string, host: string): Promise<Micros> {
    const moments = await Promise.all(
      [SINCE, `${SINCE} ${course}`, `${SINCE} ${host}`].map(async (name) => Number((await this.read(name)) ?? 0)),
    );
    return Math.max(...moments);
  }
}
