import { type Readable, pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import type { Engine, Row } from '../../store/engine';
import { InputError } from '../ingest/lines';
import { type LoadCounts, type LoadOptions, noCounts } from '../ingest/load';
import { oneAtATime } from '../ingest/oneAtATime';
import { storedBlocks, storedOverviews } from '../../store/queries/structure';
import { CourseFormatError } from './errors';

const BATCH_ROWS = 2000;

const BLOCK_COLUMNS = [
  'org',
  'course_key',
  'location',
  'display_name',
  'xblock_data_json',
  'order',
  'edited_on',
  'dump_id',
  'time_last_dumped',
];
const OVERVIEW_COLUMNS = [
  'org',
  'course_key',
  'display_name',
  'course_start',
  'course_end',
  'enrollment_start',
  'enrollment_end',
  'self_paced',
  'course_data_json',
  'created',
  'modified',
  'dump_id',
  'time_last_dumped',
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface Form {
  readonly table: string;
  readonly check: (row: Record<string, string>) => string | null;
  readonly row: (row: Record<string, string>) => Row;
}

const missing = (row: Record<string, string>, names: readonly string[]): string | null => {
  const name = names.find((column) => !row[column]);
  return name ? `${name} is empty` : null;
};

const BLOCKS: Form = {
  table: 'course_blocks',
  check: (row) => {
    const empty = missing(row, ['course_key', 'location', 'dump_id', 'time_last_dumped']);
    if (empty) return empty;
    if (!UUID.test(row.dump_id ?? '')) return 'dump_id is not a UUID';
    if (!/^-?\d+$/.test(row.order ?? '0')) return 'order is not a whole number';
    try {
      JSON.parse(row.xblock_data_json ?? '');
      return null;
    } catch {
      return 'xblock_data_json is not JSON';
    }
  },
  row: (row) => ({ ...row, order: Number(row.order ?? 0) }),
};

const OVERVIEWS: Form = {
  table: 'course_overviews',
  check: (row) =>
    missing(row, ['course_key', 'display_name', 'dump_id']) ??
    (UUID.test(row.dump_id ?? '') ? null : 'dump_id is not a UUID'),
  row: (row) => ({ ...row, self_paced: /^(true|1)$/i.test(row.self_paced ?? '') }),
};

const formOf = (columns: readonly string[]): Form => {
  const has = (names: readonly string[]): boolean => names.every((name) => columns.includes(name));
  if (has(BLOCK_COLUMNS)) return BLOCKS;
  if (has(OVERVIEW_COLUMNS)) return OVERVIEWS;
  throw notACourse(columns.join(', ') || 'nothing');
};

const notACourse = (found: string): CourseFormatError =>
  new CourseFormatError(
    `This is not a course file. Expected an export of Studio (.tar.gz), an answer of the Blocks API (JSON), or a CSV with the columns of Aspects' course_blocks (${BLOCK_COLUMNS.join(', ')}) ` +
      `or course_overviews (${OVERVIEW_COLUMNS.join(', ')}); found: ${found}.`,
  );

/**
 * Loads course structure from a CSV as Aspects' sinks write it: course_blocks (one dump is one publish; the latest one
 * of a course counts, earlier ones are kept) or course_overviews (names and dates). Rows here already are duplicates.
 * @throws CourseFormatError where the columns are of neither form
 */
export const loadSinkRows = async (engine: Engine, input: Readable, options: LoadOptions): Promise<LoadCounts> => {
  const counts = noCounts();
  let form: Form | null = null;
  let batch: Record<string, string>[] = [];
  const write = async (): Promise<void> => {
    const into = form;
    if (!into) return;
    const fresh = await oneAtATime(engine, async () => {
      const missing = await notStored(engine, into, batch);
      await engine.insert(`${engine.databases.eventSink}.${into.table}`, missing.map(into.row));
      return missing;
    });
    counts.accepted += fresh.length;
    counts.duplicate += batch.length - fresh.length;
    batch = [];
    options.onProgress(counts);
  };

  const reject = (reason: string, text: string): void => {
    counts.read += 1;
    counts.rejected += 1;
    options.onReject({ line: counts.read + 1, reason, text });
  };
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    columns: (header: string[]) => {
      form = formOf(header);
      return header;
    },
  });
  parser.on('skip', (error: Error) => {
    if (form) reject(`not CSV: ${error.message}`, '');
    // Not even a head line: no table of ours.
    else parser.destroy(notACourse('no CSV'));
  });
  const stop = (): void => void input.destroy();
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  try {
    for await (const row of readable(pipeline(input, parser, () => undefined))) {
      const reason = (form as Form | null)?.check(row) ?? null;
      if (reason) reject(reason, JSON.stringify(row));
      else {
        counts.read += 1;
        batch.push(row);
      }
      if (batch.length >= BATCH_ROWS) await write();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (!options.signal.aborted) reject(error.message, '');
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
  if (options.signal.aborted && !form) return counts;
  if (!form) throw new CourseFormatError('The file is empty. Expected a CSV with a header line.');
  await write();
  return counts;
};

/** @throws InputError where the input breaks off, CourseFormatError as the parser's head line does */
async function* readable(rows: AsyncIterable<Record<string, string>>): AsyncGenerator<Record<string, string>> {
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof CourseFormatError) throw error;
    throw new InputError(`it cannot be read: ${(error as Error).message}`);
  }
}

/** Rows of a dump that is not stored: dump and block (or course) tell one row from another. */
const notStored = async (
  engine: Engine,
  form: Form,
  batch: readonly Record<string, string>[],
): Promise<Record<string, string>[]> => {
  const name = form === BLOCKS ? 'location' : 'course_key';
  const identity = (row: Record<string, string>): string => `${(row.dump_id ?? '').toLowerCase()} ${row[name] ?? ''}`;
  const query = form === BLOCKS ? storedBlocks : storedOverviews;
  const seen = new Set(
    (await query.run(engine, { dumps: [...new Set(batch.map((row) => row.dump_id ?? ''))] })).map(
      (row) => `${row.dump} ${row.name}`,
    ),
  );
  return batch.filter((row) => {
    const id = identity(row);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
};
