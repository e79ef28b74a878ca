import { Readable } from 'node:stream';
import type { Engine } from '../../store/engine';
import { InputError } from '../ingest/lines';
import { type LoadCounts, type LoadOptions, noCounts } from '../ingest/load';
import { readArchive } from './archive';
import { readBlocksApi } from './blocksApi';
import { CourseFormatError } from './errors';
import { loadSinkRows } from './loadSinkRows';
import { readOlx } from './olx';
import { type PublishedCourse, isCourseKey } from '../../store/published';
import { storeCourse } from './storeCourse';
import { peek, unpacked } from './unpack';

export { CourseFormatError } from './errors';

export interface CourseOptions extends LoadOptions {
  /** The course to load an archive as, where it was imported into another one than it came from. */
  readonly courseKey?: string | null;
  /** Stores what is in the blocks only: others write the structure. */
  readonly contentOnly?: boolean;
  /** Called with what the owner of the course should know, a full sentence each. */
  readonly onWarning?: (sentence: string) => void;
}

/** Where a tar file says that it is one. */
const TAR_MARK = { at: 257, text: 'ustar' };
/** The largest response of the Blocks API that is read: it is held in memory. */
const LARGEST_JSON = 256 * 2 ** 20;

/**
 * Loads course structure, and what is in the blocks as far as the source has it: Studio's export archive, a response of
 * the LMS's Blocks API, or a CSV as Aspects' sinks write it; plain or gzip, known by their first bytes. Archive and
 * answer are one publish each, stored as a whole or not at all; the latest one of a course counts, earlier ones are
 * kept. What is stored already counts as duplicate.
 * @throws CourseFormatError where the input is of no such form, damaged, or refused
 */
export const loadCourse = async (engine: Engine, input: Readable, options: CourseOptions): Promise<LoadCounts> => {
  const stop = (): void => void input.destroy();
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  try {
    const { head, whole } = await peek(unpacked(input), TAR_MARK.at + TAR_MARK.text.length);
    if (head.toString('latin1', TAR_MARK.at, TAR_MARK.at + TAR_MARK.text.length) === TAR_MARK.text) {
      return await store(engine, readOlx(await readArchive(whole), checkedKey(options.courseKey)), options);
    }
    if (options.courseKey)
      throw new CourseFormatError('--course goes with an export of Studio: this file names its course.');
    if (/^[\uFEFF\s]*[{[]/.test(head.toString('utf8', 0, 64)))
      return await store(engine, readBlocksApi(await textOf(whole)), options);
    if (options.contentOnly)
      throw new CourseFormatError('--content-only goes with an export of Studio: this file has structure only.');
    return await loadSinkRows(engine, Readable.from(whole), options);
  } catch (error) {
    if (options.signal.aborted) return noCounts();
    if (error instanceof InputError) throw new CourseFormatError(`The file cannot be read: ${error.message}.`);
    throw error;
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
};

const checkedKey = (key: string | null | undefined): string | null => {
  if (!key) return null;
  if (isCourseKey(key)) return key;
  throw new CourseFormatError(`"${key}" is not a course key such as course-v1:Org+Course+Run.`);
};

const textOf = async (chunks: AsyncIterable<Buffer>): Promise<string> => {
  const all: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > LARGEST_JSON) throw new CourseFormatError(`The answer is larger than ${LARGEST_JSON / 2 ** 20} MB.`);
    all.push(chunk);
  }
  return Buffer.concat(all).toString('utf8');
};

/** Every block counts once: stored now, stored before, or rejected because its own file cannot be read. */
const store = async (engine: Engine, course: PublishedCourse, options: CourseOptions): Promise<LoadCounts> => {
  const counts = noCounts();
  if (options.signal.aborted) return counts;
  for (const warning of course.warnings) options.onWarning?.(warning);
  const { blocks: fresh } = await storeCourse(engine, course, options.contentOnly ?? false);
  course.rejects.forEach(({ path, reason }, index) =>
    options.onReject({ line: index + 1, reason: `${path}: ${reason}`, text: path }),
  );
  const rest = course.blocks.length;
  counts.read = rest + course.rejects.length;
  counts.rejected = course.rejects.length;
  counts[fresh > 0 ? 'accepted' : 'duplicate'] = rest;
  options.onProgress(counts);
  return counts;
};
