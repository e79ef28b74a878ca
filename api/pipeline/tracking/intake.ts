import type { Engine } from '../../store/engine';
import { withWriteLock } from '../ingest/writeLock';
import { type Source, noteBatch } from '../../observability/instruments';
import { type Accepted, isRejected, newestOf, readStatement } from '../ingest/statement';
import { writeStatements } from '../ingest/writer';
import { type TransformOptions, parseLine, transformEvent } from '../transform';
import type { CutLine } from './cutLines';

/** As for statements: an insert has a price whatever its size, and two batches fit into 100 MB. */
const BATCH_STATEMENTS = 20_000;
const BATCH_CHARACTERS = 32_000_000;
/** Lines without statements take no room, but how far we are should be noted now and then. */
const BATCH_LINES = 200_000;

/**
 * Lines of logs: `read` = `accepted` + `duplicate` + `rejected` + `ignored`. A line is accepted where it brought a
 * statement that was not here, and a duplicate where all of its statements were. `conflict`: of both, lines with a
 * statement whose id was here with other content.
 */
export interface TrackingCounts {
  read: number;
  accepted: number;
  duplicate: number;
  conflict: number;
  rejected: number;
  /** Blank lines, comments, and events that no statement is made of. */
  ignored: number;
  /** Statements that were stored: a problem of several questions makes one more than it has questions. */
  statements: number;
}

export const noTrackingCounts = (): TrackingCounts => ({
  read: 0,
  accepted: 0,
  duplicate: 0,
  conflict: 0,
  rejected: 0,
  ignored: 0,
  statements: 0,
});

export interface LineReject {
  readonly file: string;
  readonly line: number;
  /** Without the line's text: it may say who the learner is. */
  readonly reason: string;
}

export interface IntakeOptions {
  readonly transform: TransformOptions;
  /** Where the lines come from. */
  readonly source: Source;
  readonly onReject: (reject: LineReject) => void;
  /** Called after each batch, with what is stored. */
  readonly onProgress: (counts: TrackingCounts) => void;
}

interface Batch {
  readonly statements: Accepted[];
  /** How many of the statements each line has that has any. */
  readonly perLine: number[];
  readonly counts: TrackingCounts;
  characters: number;
}

const emptyBatch = (): Batch => ({ statements: [], perLine: [], counts: noTrackingCounts(), characters: 0 });

/** Makes statements of lines and stores them batch by batch; while one is stored the next is made. */
export class Intake {
  private batch = emptyBatch();
  private writing: Promise<void> = Promise.resolve();

  /** @param stored what is durable so far */
  constructor(
    private readonly engine: Engine,
    private readonly options: IntakeOptions,
    readonly stored: TrackingCounts = noTrackingCounts(),
  ) {}

  take(file: string, number: number, line: CutLine): void {
    const { counts } = this.batch;
    counts.read += 1;
    const made: Accepted[] | 'ignored' | { reason: string } =
      line.problem === undefined ? this.statementsOf(line.text) : { reason: line.problem };
    if (made === 'ignored') counts.ignored += 1;
    else if ('reason' in made) {
      counts.rejected += 1;
      this.options.onReject({ file, line: number, reason: made.reason });
    } else {
      this.batch.statements.push(...made);
      this.batch.perLine.push(made.length);
      for (const { text } of made) this.batch.characters += text.length;
    }
  }

  get isFull(): boolean {
    const { statements, characters, counts } = this.batch;
    return statements.length >= BATCH_STATEMENTS || characters >= BATCH_CHARACTERS || counts.read >= BATCH_LINES;
  }

  get isEmpty(): boolean {
    return this.batch.counts.read === 0;
  }

  /**
   * Has the batch stored, and then `note` called with what is durable. Returns when the batch before is stored; a
   * failure is met when the next one is due, or by `settle`.
   */
  async hand(note: (stored: TrackingCounts) => Promise<void>): Promise<void> {
    const batch = this.batch;
    this.batch = emptyBatch();
    await this.writing;
    this.writing = this.write(batch, note);
    this.writing.catch(() => undefined);
  }

  /** Returns when everything handed over is durable. */
  async settle(): Promise<void> {
    await this.writing;
  }

  private async write(batch: Batch, note: (stored: TrackingCounts) => Promise<void>): Promise<void> {
    const { statements, perLine, counts } = batch;
    const began = performance.now();
    const written = await withWriteLock(this.engine, () => writeStatements(this.engine, statements));
    const { outcomes, accepted, duplicate, conflict } = written;
    let at = 0;
    for (const length of perLine) {
      const own = outcomes.slice(at, (at += length));
      if (own.includes('accepted')) counts.accepted += 1;
      else counts.duplicate += 1;
      if (own.includes('conflict')) counts.conflict += 1;
    }
    counts.statements = accepted;
    const { rejected, ignored } = counts;
    noteBatch(
      this.options.source,
      { accepted, duplicate: duplicate - conflict, conflict, rejected, ignored },
      newestOf(statements),
      (performance.now() - began) / 1000,
    );
    for (const name of Object.keys(counts) as (keyof TrackingCounts)[]) this.stored[name] += counts[name];
    await note(this.stored);
    this.options.onProgress(this.stored);
  }

  private statementsOf(text: string): Accepted[] | 'ignored' | { reason: string } {
    const line = parseLine(text);
    if (line.kind === 'blank') return 'ignored';
    if (line.kind === 'rejected') return line;
    const made = transformEvent(line.event, this.options.transform);
    if (made.kind === 'ignored') return 'ignored';
    if (made.kind === 'rejected') return made;
    const statements: Accepted[] = [];
    for (const statement of made.statements) {
      const read = readStatement(JSON.stringify(statement));
      if (isRejected(read)) return read;
      statements.push(read);
    }
    return statements;
  }
}
