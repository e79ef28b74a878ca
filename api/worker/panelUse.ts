import { createHash, randomBytes } from 'node:crypto';
import { Background } from '../lib/background';
import type { Engine } from '../store/engine';
import { stateValue } from '../store/queries/state';

const SALT = 'panel use salt';
/** What was noted is stored so often, milliseconds: an insert for each request would be one for each panel. */
const WRITE_MS = 60_000;
/** So many people of a day and course are remembered as stored. */
const MOST_REMEMBERED = 100_000;

/**
 * Counts who opens panels: people by course and day. Of a person it keeps a hash, of what was opened nothing. What is noted in
 * the last minute before a crash is lost.
 */
export class PanelUse {
  private readonly background = new Background(WRITE_MS, WRITE_MS);
  private waiting = new Map<string, { readonly day: string; readonly course: string; readonly person: string }>();
  private readonly stored = new Set<string>();
  private salt: string | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly clock: () => number = Date.now,
  ) {}

  get health(): Background['health'] {
    return this.background.health;
  }

  /** @param person the LMS's id of a user */
  note(course: string, person: string): void {
    const day = new Date(this.clock()).toISOString().slice(0, 10);
    const key = `${day} ${person} ${course}`;
    if (!this.stored.has(key)) this.waiting.set(key, { day, course, person });
  }

  /** Stores what was noted now and then, until `close`. */
  follow(): void {
    this.background.follow(async () => {
      await this.flush();
      return null;
    });
  }

  async flush(): Promise<void> {
    if (this.waiting.size === 0) return;
    const noted = this.waiting;
    this.waiting = new Map();
    try {
      const salt = (this.salt ??= await this.readSalt());
      await this.engine.insert(
        `${this.engine.databases.own}.panel_use`,
        [...noted.values()].map(({ day, course, person }) => ({
          day,
          course_key: course,
          person: createHash('sha256').update(`${salt} ${person}`).digest().readBigUInt64LE().toString(),
        })),
      );
    } catch (error) {
      this.waiting = new Map([...noted, ...this.waiting]);
      throw error;
    }
    if (this.stored.size > MOST_REMEMBERED) this.stored.clear();
    for (const key of noted.keys()) this.stored.add(key);
  }

  async close(): Promise<void> {
    await this.background.close();
    await this.flush().catch((error: unknown) => this.health.failed(error));
  }

  private async readSalt(): Promise<string> {
    const known = (await stateValue.run(this.engine, { name: SALT }))[0]?.value ?? '';
    if (known !== '') return known;
    const made = randomBytes(16).toString('hex');
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name: SALT, value: made }]);
    return made;
  }
}
