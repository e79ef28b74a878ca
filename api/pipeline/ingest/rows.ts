import type { Engine } from '../../store/engine';
import { fromTabSeparated, tabSeparated } from '../../store/tabSeparated';
import { sqlTime } from '../../lib/time';
import type { Accepted } from './statement';

const COLUMNS = ['event_id', 'emission_time', 'event'];

/** Bytes of the first block of rows; each further one is twice as large. */
const BLOCK = 1024 * 1024;
/** Of the id, the time and the separators, and more than that. */
const HEAD = 100;
/** UTF-8 takes so many bytes at most for a unit of a JavaScript text. */
const MOST_BYTES_A_UNIT = 3;

/** A statement as the row it is stored by, outside of the heap: the collector would copy thousands of texts again and again. */
class PackedStatement implements Accepted {
  constructor(
    readonly id: string,
    readonly time: number,
    readonly isVoiding: boolean,
    readonly block: Buffer,
    readonly start: number,
    readonly textStart: number,
    /** Behind the line end. */
    readonly end: number,
  ) {}

  get text(): string {
    return fromTabSeparated(this.block.toString('utf8', this.textStart, this.end - 1));
  }
}

/**
 * Turns statements into rows, one behind the other. What is to store many batches uses one again (`clear`): memory that
 * is new costs the system as much as the filling of it.
 */
export class RowPacker {
  private block = Buffer.alloc(0);
  private at = 0;

  pack({ id, time, text, isVoiding }: Accepted): PackedStatement {
    const value = tabSeparated(text);
    const most = HEAD + MOST_BYTES_A_UNIT * value.length;
    if (this.at + most > this.block.length) {
      this.block = Buffer.allocUnsafeSlow(Math.max(BLOCK, 2 * this.block.length, most));
      this.at = 0;
    }
    const { block, at: start } = this;
    const textStart = start + block.write(`${id}\t${sqlTime(time)}\t`, start, 'latin1');
    const textEnd = textStart + block.write(value, textStart, 'utf8');
    block[textEnd] = LINE_END;
    this.at = textEnd + 1;
    return new PackedStatement(id, time, isVoiding, block, start, textStart, this.at);
  }

  /** Begins anew, over the statements packed so far. */
  clear(): void {
    this.at = 0;
  }
}

const LINE_END = 0x0a;

/** The rows of statements; those that lie one behind the other are taken together. */
const rowsOf = (statements: readonly Accepted[]): Buffer => {
  const packer = new RowPacker();
  const runs: { block: Buffer; start: number; end: number }[] = [];
  for (const statement of statements) {
    const { block, start, end } = statement instanceof PackedStatement ? statement : packer.pack(statement);
    const last = runs.at(-1);
    if (last?.block === block && last.end === start) last.end = end;
    else runs.push({ block, start, end });
  }
  const [only, ...others] = runs.map(({ block, start, end }) => block.subarray(start, end));
  return only && others.length === 0 ? only : Buffer.concat([...(only ? [only] : []), ...others]);
};

/** Stores statements that are not stored yet; when it returns they are durable. */
export const insertStatements = (engine: Engine, statements: readonly Accepted[]): Promise<void> =>
  engine.insertText(`${engine.databases.xapi}.xapi_events_all`, COLUMNS, rowsOf(statements));
