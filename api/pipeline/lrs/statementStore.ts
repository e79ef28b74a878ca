import { randomUUID } from 'node:crypto';
import type { Engine } from '../../store/engine';
import type { Micros } from '../../lib/time';
import { type Submission, type Verdict, commit } from '../ingest/commit';
import { forgottenFilter } from '../ingest/forgotten';
import { withWriteLock } from '../ingest/writeLock';
import { wellFormed, whatTheEngineCannotRead } from '../ingest/statement';
import { readStored } from '../ingest/writer';
import { ApiError } from '../../lib/apiError';
import { parseMicros } from '../../lib/time';
import { type Sent, readStatements, sealed } from './body';
import { matches } from './compare';
import type { StoredStatement } from './present';
import { type Filter, type Place, agentKey } from './query';
import { FIRST_TIME, LAST_TIME, anyReference, newestStored, pages, voided } from '../../store/queries/lrs';
import { ALL_SHORTCUTS, type Without } from '../../config/shortcuts';
import { type Commits, GroupCommit, OneByOne } from '../ingest/groupCommit';

/** Characters of one page of statements, about: a page of large ones is shorter. */
const PAGE_CHARACTERS = 8_000_000;
/** Elsewhere other processes store, too, and their clocks may differ. */
const CLOCK_SKEW: Record<Engine['kind'], Micros> = { embedded: 0, server: 10_000_000 };
/** A time of storing written in another form may be read a little differently. */
const SAME_TIME: Micros = 1000;
const ZERO = '00000000-0000-0000-0000-000000000000';

interface Page {
  readonly statements: readonly StoredStatement[];
  /** Where the next page starts; null: there is none. */
  readonly next: Place | null;
}

/** The statements as the xAPI endpoint stores and finds them. */
export class StatementStore {
  private readonly group: Commits<Submission, Verdict>;
  private last: Micros = 0;
  /** The first time of storing of the group under way. */
  private began: Micros | null = null;
  private hasReferences = false;
  private isIndexed = false;

  private constructor(
    private readonly engine: Engine,
    isPressed: (() => boolean) | undefined,
    without: Without,
  ) {
    const commit = (submissions: readonly Submission[]): Promise<Verdict[]> => this.commit(submissions);
    this.group = without.has('groups') ? new OneByOne(commit) : new GroupCommit(commit, isPressed);
  }

  /**
   * The view of the index has to be there. Lists are refused until somebody says that it has everything (`indexed`).
   * @param isPressed readers are held up: fewer and larger inserts
   */
  static async open(
    engine: Engine,
    isPressed?: () => boolean,
    without: Without = ALL_SHORTCUTS,
  ): Promise<StatementStore> {
    const store = new StatementStore(engine, isPressed, without);
    store.last = (await newestStored.run(engine, {}))[0]?.newest ?? 0;
    return store;
  }

  /** Reads and checks what was sent. @throws InvalidStatement, SyntaxError */
  read(text: string): { readonly sent: Sent[]; readonly isList: boolean } {
    return readStatements(text, randomUUID, (value) => whatTheEngineCannotRead(value));
  }

  /** Stores all of it or nothing; when it returns, it is durable. @throws EngineError */
  write(sent: readonly Sent[], authority: object): Promise<Verdict> {
    if (sent.length === 0) return Promise.resolve({ conflicts: [] });
    const submission = sent.map((one) => ({
      id: one.id,
      text: one.text,
      seal: (stored: Micros) => ({
        id: one.id,
        time: one.time ?? stored,
        text: wellFormed(sealed(one, stored, authority)),
        isVoiding: one.voids !== null,
      }),
    }));
    return this.group.add(submission, sent.length);
  }

  /** Everything stored up to this moment can be found, and nothing will come before it any more. */
  get consistentThrough(): Micros {
    const now = Math.max(Date.now() * 1000, this.last);
    return Math.min(now, this.began === null ? now : this.began - 1) - CLOCK_SKEW[this.engine.kind];
  }

  /** @param mine only where this agent (agentKey) vouches for it; '': whoever does */
  async one(id: string, wantsVoided: boolean, mine: string): Promise<StoredStatement | null> {
    const found = (await readStored(this.engine, [id])).get(id);
    // Where others keep the statements, a forgotten learner's are there still.
    if (!found || (await forgottenFilter(this.engine))?.(found.text)) return null;
    const isVoided = (await voided.run(this.engine, { ids: [id] })).length > 0;
    const statement = storedStatement(found);
    return isVoided === wantsVoided && (mine === '' || mine === authorityIn(statement.text)) ? statement : null;
  }

  /** A page, in the order of storing. @throws ApiError indexing while earlier statements are not in the index yet */
  async many(filter: Filter, mine: string): Promise<Page> {
    if (!this.isIndexed) throw new ApiError('indexing');
    const query = await this.queryFor(filter);
    const statements: StoredStatement[] = [];
    let after = filter.after;
    for (let characters = 0; ;) {
      const wanted = filter.limit - statements.length;
      const rows = await query.run(this.engine, {
        agent: filter.agent,
        related_agents: Number(filter.relatedAgents),
        verb: filter.verb,
        activity: filter.activity,
        related_activities: Number(filter.relatedActivities),
        registration: filter.registration || ZERO,
        authority: mine,
        since: filter.since ?? FIRST_TIME,
        until: filter.until ?? LAST_TIME,
        after: after?.stored ?? (filter.ascending ? FIRST_TIME : LAST_TIME),
        after_id: after?.id ?? ZERO,
        limit: wanted + 1,
      });
      const some = rows.slice(0, wanted).filter((row, index) => {
        const fits = index === 0 || characters + row.size <= PAGE_CHARACTERS;
        characters += row.size;
        return fits;
      });
      const bodies = await readStored(
        this.engine,
        some.map((row) => row.id),
      );
      for (const row of some) {
        const body = bodies.get(row.id);
        const statement = body ? storedStatement(body) : null;
        // Passed over: what lost against another with its id after it was indexed.
        const counts =
          statement !== null && statement.time === row.time && Math.abs(statement.stored - row.stored) <= SAME_TIME;
        if (counts) statements.push(statement);
        after = { stored: row.stored, id: row.id };
      }
      if (some.length === rows.length) return { statements, next: null };
      if (statements.length >= filter.limit || characters >= PAGE_CHARACTERS) return { statements, next: after };
    }
  }

  /** From now on the index has every statement. */
  async indexed(): Promise<void> {
    this.last = Math.max(this.last, (await newestStored.run(this.engine, {}))[0]?.newest ?? 0);
    this.isIndexed = true;
  }

  /** When everything handed in is answered. */
  idle(): Promise<void> {
    return this.group.idle();
  }

  private async queryFor(filter: Filter): Promise<(typeof pages)[keyof typeof pages]> {
    const isFiltered =
      filter.agent !== '' || filter.verb !== '' || filter.activity !== '' || filter.registration !== '';
    if (isFiltered && !this.hasReferences) {
      this.hasReferences = (await anyReference.run(this.engine, {})).length > 0;
    }
    if (isFiltered && this.hasReferences) return filter.ascending ? pages.oldestPointing : pages.newestPointing;
    return filter.ascending ? pages.oldest : pages.newest;
  }

  private async commit(submissions: readonly Submission[]): Promise<Verdict[]> {
    return withWriteLock(this.engine, async () => {
      this.began = Math.max(Date.now() * 1000, this.last + 1);
      let next = this.began;
      try {
        return await commit(this.engine, submissions, () => next++, matches);
      } finally {
        this.last = next - 1;
        this.began = null;
      }
    });
  }
}

const storedStatement = ({ text, time }: { text: string; time: Micros }): StoredStatement => {
  const { stored } = JSON.parse(text) as { stored?: unknown };
  return { text, time, stored: (typeof stored === 'string' ? parseMicros(stored) : null) ?? time };
};

const authorityIn = (text: string): string => agentKey((JSON.parse(text) as { authority?: unknown }).authority);
