import { type Readable, pipeline } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { Engine } from '../../store/engine';
import { InputError, LONGEST } from '../ingest/lines';
import { type LoadCounts, type LoadOptions, noCounts } from '../ingest/load';
import { withWriteLock } from '../ingest/writeLock';
import { storedBlocks, storedOverviews } from '../../store/queries/structure';
import { CourseFormatError } from './errors';
import { BLOCKS, OVERVIEWS, type SinkForm } from './sinkForms';

const BATCH_ROWS = 2000;

const formOf = (columns: readonly string[]): SinkForm => {
  const has = (names: readonly string[]): boolean => names.every((name) => columns.includes(name));
  if (has(BLOCKS.columns)) return BLOCKS;
  if (has(OVERVIEWS.columns)) return OVERVIEWS;
  throw notACourse(columns.join(', ') || 'nothing');
};

const TOO_LONG =
  `a row is longer than ${LONGEST / 1024 / 1024} MiB, so it and whatever comes after it was not read; ` +
  'a quotation mark may be missing, or stand in a text without being doubled';

const notACourse = (found: string): CourseFormatError =>
  new CourseFormatError(
    `This is not a course file. Expected an export of Studio (.tar.gz), an answer of the Blocks API (JSON), or a CSV with the columns of Aspects' course_blocks (${BLOCKS.columns.join(', ')}) ` +
      `or course_overviews (${OVERVIEWS.columns.join(', ')}); found: ${found}.`,
  );

/**
 * Loads course structure from a CSV as Aspects' sinks write it: course_blocks (one dump is one publish; the latest one
 * of a course counts, earlier ones are kept) or course_overviews (names and dates). Rows here already are duplicates.
 * @throws CourseFormatError where the columns are of neither form
 */
export const loadSinkRows = async (engine: Engine, input: Readable, options: LoadOptions): Promise<LoadCounts> => {
  const counts = noCounts();
  let form: SinkForm | null = null;
  let batch: Record<string, string>[] = [];
  const write = async (): Promise<void> => {
    const into = form;
    if (!into) return;
    const fresh = await withWriteLock(engine, async () => {
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
    max_record_size: LONGEST,
    columns: (header: string[]) => {
      form = formOf(header);
      return header;
    },
  });
  let isBroken = false;
  parser.on('skip', (error: CsvError) => {
    if (isBroken) return;
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      // A quotation mark that nobody closes makes a row of the rest of the file: where the next one begins is not known.
      isBroken = true;
      input.unpipe(parser);
      parser.end();
    } else if (form) reject(`not CSV: ${error.message}`, '');
    // Not even a head line: no table of ours.
    else parser.destroy(notACourse('no CSV'));
  });
  const stop = (): void => void input.destroy();
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  try {
    for await (const row of readable(pipeline(input, parser, () => undefined))) {
      const reason = (form as SinkForm | null)?.check(row) ?? null;
      if (reason) reject(reason, JSON.stringify(row));
      else {
        counts.read += 1;
        batch.push(row);
      }
      if (batch.length >= BATCH_ROWS) await write();
    }
    if (isBroken) reject(TOO_LONG, '');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (!options.signal.aborted) reject(error.message, '');
  } finally {
    options.signal.removeEventListener('abort', stop);
    input.destroy();
  }
  if (options.signal.aborted && !form) return counts;
  if (!form && isBroken) throw notACourse('no CSV');
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

/** Of rows of BLOCKS or OVERVIEWS those of a dump that is not stored: dump and block (or course) identify a row. */
export const notStored = async (
  engine: Engine,
  form: SinkForm,
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
