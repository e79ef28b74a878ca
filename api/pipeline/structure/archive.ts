import { type Header, extract } from 'tar-stream';
import { InputError } from '../ingest/lines';
import { CourseFormatError } from './errors';

/** What one archive may hold. Whatever is larger is no course export, or one made to hurt. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of one file that is read. */
  readonly fileBytes: number;
  /** Bytes of all files that are read: they are held in memory. */
  readonly keptBytes: number;
  /** Bytes of everything unpacked; what is not read is passed over as it streams by. */
  readonly totalBytes: number;
}

export const LIMITS: ArchiveLimits = {
  entries: 200_000,
  fileBytes: 16 * 2 ** 20,
  keptBytes: 256 * 2 ** 20,
  totalBytes: 16 * 2 ** 30,
};

export interface Archive {
  /** Contents by path below the folder that holds course.xml. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** When it was made, milliseconds since 1970: the newest time of a file in it; 0 where it states none. */
  readonly madeAt: number;
}

/**
 * Reads a course export, a tar stream, entry by entry. Nothing is written anywhere. Only the course's XML, its policies
 * and its transcripts are kept.
 * @throws CourseFormatError where it is damaged, breaks a limit, or has an entry that is neither file nor folder or
 * points outside
 */
export const readArchive = async (tar: AsyncIterable<Buffer>, limits: ArchiveLimits = LIMITS): Promise<Archive> => {
  const kept = new Map<string, Buffer>();
  let entries = 0;
  let keptBytes = 0;
  let totalBytes = 0;
  let madeAt = 0;
  const reader = extract();
  const feeding = feed(tar, reader, limits.totalBytes);
  // met below, through the reader
  feeding.catch(() => undefined);
  try {
    for await (const entry of reader) {
      const { header } = entry;
      entries += 1;
      if (entries > limits.entries) refuse(`it has more than ${limits.entries} entries`);
      const path = safePath(header);
      const isFile = checkType(header);
      totalBytes += header.size ?? 0;
      if (totalBytes > limits.totalBytes) refuse(tooLarge(limits.totalBytes));
      if (!isFile || !isWanted(path)) {
        entry.resume();
        continue;
      }
      if (kept.has(path)) refuse(`it has two files named ${shown(path)}`);
      if (header.size > limits.fileBytes)
        refuse(`${shown(path)} is larger than ${megabytes(limits.fileBytes)}, the most a course file may have`);
      keptBytes += header.size;
      if (keptBytes > limits.keptBytes)
        refuse(`its XML and transcripts are larger than ${megabytes(limits.keptBytes)}`);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      kept.set(path, Buffer.concat(chunks));
      const time = header.mtime?.getTime() ?? 0;
      if (Number.isFinite(time)) madeAt = Math.max(madeAt, time);
    }
    await feeding;
  } catch (error) {
    if (error instanceof CourseFormatError) throw error;
    const { message } = error as Error;
    // the two ways in which a tar reader says that there is no more
    const why = /end of data|premature close/i.test(message) ? 'it ends in the middle' : message;
    throw new CourseFormatError(
      error instanceof InputError
        ? `The archive cannot be read: ${why}. Nothing of it is stored.`
        : `The archive is damaged: ${why}. Nothing of it is stored; export the course again.`,
    );
  } finally {
    reader.destroy(undefined);
  }
  return { files: belowCourse(kept), madeAt: believable(madeAt) };
};

/** Open edX is no older than this; and who exported tomorrow has a clock that would outdo every later publish. */
const EARLIEST = Date.UTC(2012, 0);
const believable = (time: number): number => (time > EARLIEST && time < Date.now() + 86_400_000 ? time : 0);

/** Hands the bytes on, one chunk at a time, and stops where there are more than there may be. */
const feed = async (tar: AsyncIterable<Buffer>, reader: ReturnType<typeof extract>, most: number): Promise<void> => {
  let bytes = 0;
  try {
    for await (const chunk of tar) {
      bytes += chunk.length;
      if (bytes > most) refuse(tooLarge(most));
      if (reader.destroying) return;
      if (!reader.write(chunk)) await drained(reader);
    }
    reader.end(null);
  } catch (error) {
    reader.destroy(error as Error);
    throw error;
  }
};

const drained = (reader: ReturnType<typeof extract>): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      reader.off('drain', done);
      reader.off('close', done);
      resolve();
    };
    reader.on('drain', done);
    reader.on('close', done);
    if (reader.destroying) done();
  });

const refuse = (reason: string): never => {
  throw new CourseFormatError(`The archive is refused: ${reason}.`);
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
const tooLarge = (most: number): string => `it unpacks to more than ${megabytes(most)}`;
/** A name from an archive, fit for a terminal. */
const shown = (name: string): string => JSON.stringify(name.slice(0, 200));

/** A relative path that stays where it is. */
const safePath = ({ name }: Header): string => {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isOutside = name.startsWith('/') || name.includes('\\') || /^[a-z]:/i.test(name) || parts.includes('..');
  if (isOutside || name.includes('\0')) refuse(`the name ${shown(name)} points outside of it`);
  return parts.join('/');
};

/** True for a file, false for a folder. */
const checkType = (header: Header): boolean => {
  const type: string | null = header.type;
  if (type === 'directory') return false;
  if (type === 'file' || type === 'contiguous-file') return true;
  return refuse(`${shown(header.name)} is a ${type ?? 'thing of unknown kind'}, neither a file nor a folder`);
};

/** The XML of blocks, the policies and the transcripts; drafts are nothing that learners have seen. */
const isWanted = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.startsWith('._') || /(^|\/)(drafts|__MACOSX)\//.test(path)) return false;
  if (/(^|\/)static\//.test(path)) return /\.(srt|sjson|vtt)$/i.test(name);
  return /\.xml$/i.test(name) || /(^|\/)policies\/.+\.json$/i.test(path);
};

/** Studio puts everything into one folder; wherever course.xml stands least deep, the course is. */
const belowCourse = (kept: ReadonlyMap<string, Buffer>): Map<string, Buffer> => {
  const roots = [...kept.keys()]
    .filter((path) => /(^|\/)course\.xml$/.test(path))
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  const [root] = roots;
  if (root === undefined) {
    const isLibrary = [...kept.keys()].some((path) => /(^|\/)library\.xml$/.test(path));
    throw new CourseFormatError(
      isLibrary
        ? 'This is the export of a content library. Export a course that uses it: what learners see is in the course.'
        : 'This is not a course export: there is no course.xml in it. In Studio, Tools > Export makes one.',
    );
  }
  const folder = root.slice(0, -'course.xml'.length);
  return new Map(
    [...kept].flatMap(([path, bytes]) => (path.startsWith(folder) ? [[path.slice(folder.length), bytes]] : [])),
  );
};
