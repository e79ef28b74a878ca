import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Engine } from '../store/engine';
import { TYPE } from '../lib/iris';
import { parseMicros } from '../lib/time';
import { uuid5, uuidBytes } from '../lib/uuid';
import { InputError, readBytes, readLines } from '../pipeline/ingest/lines';
import { type LoadCounts, type LoadOptions, noCounts } from '../pipeline/ingest/load';
import { withWriteLock } from '../pipeline/ingest/writeLock';
import { type Accepted, isRejected, readStatement } from '../pipeline/ingest/statement';
import { writeStatements } from '../pipeline/ingest/writer';
import { externalIds } from '../store/queries/people';
import { hostName } from '../extension/computation';
import { learnersPresent } from '../extension/facts.query';
import { HostError, LIMITS } from '../extension/host/hostProcess';
import type { Hosts } from '../extension/hosts';
import { type Installed, type Registry, type Revision, isEnabledIn } from '../extension/registry';
import { scopeOf } from '../extension/package/bundle';

/** The namespace of the ids of statements made of rows: the same row makes the same id, so it counts once. */
const ROWS = uuidBytes('0d0c0f5c-6f0e-5c53-9c7e-2b1f8a7d4e90');
const AT_ONCE = 200;
/** The LMS where none is configured: statements need an address for accounts, and nothing reads it. */
export const NO_LMS = 'http://lms.invalid';
/** Whoever reads a verb takes what follows the last slash. */
const VERB = 'urn:marginalia:extension/';

/** A source of an extension that is on. */
export interface InstalledSource {
  readonly extension: Installed;
  readonly revision: Revision;
  readonly id: string;
}

export const sourceNamed = async (registry: Registry, name: string): Promise<InstalledSource | null> => {
  for (const extension of await registry.all()) {
    const { active } = extension;
    if (extension.state !== 'on' || !active) continue;
    const found = active.manifest.sources.find(({ id }) => `${scopeOf(extension.name)}.${id}` === name);
    if (found) return { extension, revision: active, id: found.id };
  }
  return null;
};

interface Row {
  readonly line: number;
  readonly text: string;
  readonly record: Readonly<Record<string, unknown>>;
}
/** A line that is no row. */
interface NoRow extends Omit<Row, 'record'> {
  readonly problem: string;
}

/** Makes statements of rows, and stores them like any others. */
export class SourceLoader {
  /** By the name in the LMS, the id that statements have. */
  private people: ReadonlyMap<string, string> | null = null;

  /** @param home the LMS, where learners have their accounts */
  constructor(
    private readonly engine: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
    private readonly home: string,
  ) {}

  /**
   * Loads CSV with a head, or JSON: lines or a list of objects. What makes no event is rejected, each line with its reason,
   * and so is input that cannot be read to its end.
   * @throws HostError
   */
  async load(source: InstalledSource, input: Readable, options: LoadOptions): Promise<LoadCounts> {
    const counts = noCounts();
    const reject = (row: Omit<Row, 'record'>, reason: string): void => {
      counts.rejected += 1;
      options.onReject({ line: row.line, reason, text: row.text });
    };
    let rows: Row[] = [];
    const hand = async (): Promise<void> => {
      const batch = await this.statements(source, rows, reject);
      rows = [];
      const { accepted, duplicate, conflict } = await withWriteLock(this.engine, () =>
        writeStatements(this.engine, batch),
      );
      counts.accepted += accepted;
      counts.duplicate += duplicate;
      counts.conflict += conflict;
      options.onProgress(counts);
    };
    let line = 0;
    try {
      for await (const row of rowsOf(input)) {
        if (options.signal.aborted) break;
        ({ line } = row);
        counts.read += 1;
        if ('problem' in row) reject(row, row.problem);
        else rows.push(row);
        if (rows.length >= AT_ONCE) await hand();
      }
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof CsvError)) throw error;
      counts.read += 1;
      reject({ line: line + 1, text: '' }, error.message);
    }
    if (rows.length > 0 && !options.signal.aborted) await hand();
    return counts;
  }

  private async statements(
    { extension, revision, id }: InstalledSource,
    rows: readonly Row[],
    reject: (row: Row, reason: string) => void,
  ): Promise<Accepted[]> {
    const result = await this.hosts.use(
      hostName(extension, revision),
      () => this.registry.bundle(extension.name, revision.revision),
      null,
      (host) => host.call('source', JSON.stringify({ id, rows: rows.map(({ record }) => record) }), LIMITS.source),
    );
    const said = JSON.parse(result) as { event?: unknown; error?: string }[];
    if (said.length !== rows.length) throw new HostError('it did not answer for every row');
    const found: { row: Row; event: SaidEvent }[] = [];
    rows.forEach((row, at) => {
      const event = said[at]?.error === undefined ? eventIn(said[at]?.event, scopeOf(extension.name)) : said[at].error;
      if (typeof event === 'string') reject(row, event);
      else if (!isEnabledIn(extension, event.course)) reject(row, `${extension.name} is not on in ${event.course}`);
      else found.push({ row, event });
    });
    const learners = await this.learners(found.map(({ event }) => event));
    const batch: Accepted[] = [];
    for (const { row, event } of found) {
      const learner = learners(event);
      if (learner === null) {
        reject(row, `its learner has done nothing in ${event.course}`);
        continue;
      }
      const read = readStatement(this.textOf(`${extension.name} ${id}`, learner, event));
      if (isRejected(read)) reject(row, read.reason);
      else batch.push(read);
    }
    return batch;
  }

  /** Only those count who are known in the course already: a misspelt name is no new learner. */
  private async learners(events: readonly SaidEvent[]): Promise<(event: SaidEvent) => string | null> {
    this.people ??= new Map((await externalIds.run(this.engine, {})).map(({ username, actor }) => [username, actor]));
    const known = new Map<string, Set<string>>();
    for (const course of new Set(events.map((event) => event.course))) {
      const asked = events
        .filter((event) => event.course === course)
        .flatMap(({ learner }) => [learner, this.people?.get(learner) ?? learner]);
      const found = await learnersPresent.run(this.engine, { course, learners: [...new Set(asked)] });
      known.set(course, new Set(found.map(({ learner }) => learner)));
    }
    return ({ learner, course }) =>
      [this.people?.get(learner) ?? learner, learner].find((one) => known.get(course)?.has(one)) ?? null;
  }

  private textOf(source: string, learner: string, event: SaidEvent): string {
    const { course, block, verb, at, response, score } = event;
    const activity = { objectType: 'Activity', id: `${this.home}/course/${course}`, definition: { type: TYPE.course } };
    return JSON.stringify({
      id: uuid5(
        ROWS,
        JSON.stringify([source, learner, course, block ?? '', verb, at, response ?? null, score ?? null]),
      ),
      version: '1.0.3',
      actor: { objectType: 'Agent', account: { homePage: this.home, name: learner } },
      verb: { id: `${VERB}${verb}`, display: { en: verb } },
      object:
        block === undefined
          ? activity
          : { objectType: 'Activity', id: `${this.home}/xblock/${block}`, definition: { type: TYPE.module } },
      timestamp: at,
      result: {
        ...(response === undefined ? {} : { response }),
        ...(score === undefined ? {} : { score: { scaled: score } }),
      },
      context: { contextActivities: { parent: [activity] } },
    });
  }
}

/** The rows of CSV or of JSON: the first character shows which. */
async function* rowsOf(input: Readable): AsyncGenerator<Row | NoRow> {
  const bytes = readBytes(input);
  let head = Buffer.alloc(0);
  // trimming takes a byte order mark off, too
  const start = (): string => head.toString('utf8').trimStart();
  for (let next = await bytes.next(); !next.done; next = await bytes.next()) {
    head = Buffer.concat([head, next.value]);
    if (start() !== '') break;
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    yield* bytes;
  }
  const rest = Readable.from(whole());
  yield* /^[[{]/.test(start()) ? jsonRows(rest) : csvRows(rest);
}

async function* csvRows(input: Readable): AsyncGenerator<Row> {
  const parser = input.pipe(
    parse({ columns: true, bom: true, info: true, raw: true, relax_column_count: true, skip_empty_lines: true }),
  );
  input.on('error', (error) => parser.destroy(error));
  for await (const one of parser as AsyncIterable<{ info: { lines: number }; raw: string; record: Row['record'] }>)
    yield { line: one.info.lines, text: one.raw.trim(), record: one.record };
}

async function* jsonRows(input: Readable): AsyncGenerator<Row | NoRow> {
  for await (const lines of readLines(input))
    for (const { number: line, text, problem } of lines) {
      const record = problem === undefined ? objectIn(text) : null;
      yield record === null ? { line, text, problem: problem ?? 'it is no JSON object' } : { line, text, record };
    }
}

const objectIn = (text: string): Row['record'] | null => {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Row['record']) : null;
  } catch {
    return null;
  }
};

interface SaidEvent {
  readonly learner: string;
  readonly course: string;
  readonly block?: string;
  readonly verb: string;
  /** ISO 8601 */
  readonly at: string;
  readonly response?: string;
  readonly score?: number;
}

/** What a row was made into, checked; a text says what is wrong. */
const eventIn = (said: unknown, scope: string): SaidEvent | string => {
  const { learner, course, block, verb, at, response, score } = (said ?? {}) as Record<string, unknown>;
  if (typeof learner !== 'string' || learner === '') return 'it does not say which learner';
  if (typeof course !== 'string' || course === '') return 'it does not say which course';
  if (block !== undefined && (typeof block !== 'string' || block === '')) return 'its block is no usage key';
  if (typeof verb !== 'string' || !new RegExp(`^${scope}\\.[a-z][\\w-]*$`).test(verb))
    return `its verb has to begin with ${scope}.`;
  if (typeof at !== 'string' || parseMicros(at) === null) return 'its time is not an ISO 8601 time';
  if (response !== undefined && typeof response !== 'string') return 'its response is no text';
  if (score !== undefined && (typeof score !== 'number' || !(score >= 0 && score <= 1)))
    return 'its score is not from 0 to 1';
  return {
    learner,
    course,
    verb,
    at,
    ...(block === undefined ? {} : { block }),
    ...(response === undefined ? {} : { response }),
    ...(score === undefined ? {} : { score }),
  };
};
