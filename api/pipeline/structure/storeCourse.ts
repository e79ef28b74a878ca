import { createHash } from 'node:crypto';
import type { Engine, Row } from '../../store/engine';
import { withWriteLock } from '../ingest/writeLock';
import { parseMicros, sqlTime } from '../../lib/time';
import { storedPublishes, versionsBefore } from '../../store/queries/contents';
import { storedBlocks } from '../../store/queries/structure';
import { CourseFormatError } from './errors';
import type { PublishedBlock, PublishedCourse } from '../../store/published';

/** What is new in the database: nothing where this publish is stored already. */
interface Stored {
  readonly blocks: number;
}

/** ClickHouse's code for a right that the user lacks. */
const ACCESS_DENIED = '497';

/** Kinds of blocks whose completion the platform states in another way than "done". */
const COMPLETION_MODE: Record<string, string> = {
  course: 'aggregator',
  chapter: 'aggregator',
  sequential: 'aggregator',
  vertical: 'aggregator',
  library_content: 'aggregator',
  itembank: 'aggregator',
  split_test: 'aggregator',
  randomize: 'aggregator',
  conditional: 'aggregator',
  discussion: 'excluded',
};

/**
 * Stores one publish as a whole: the structure with what Aspects' sinks write, and what is in the blocks in our own
 * table. The same publish again changes nothing; one that was stored in part is completed.
 * @param contentOnly where others write the structure
 * @throws CourseFormatError where the structure may not be written
 */
export const storeCourse = (engine: Engine, course: PublishedCourse, contentOnly: boolean): Promise<Stored> =>
  withWriteLock(engine, async () => {
    const publishes = await storedPublishes.run(engine, { course: course.key });
    const dump = identify(course, publishes);
    const hasContents = publishes.some((publish) => publish.dump === dump.id);
    const hasStructure = contentOnly || (await storedBlocks.run(engine, { dumps: [dump.id] })).length > 0;
    if (hasContents && hasStructure) return { blocks: 0 };

    const before = new Map(
      (await versionsBefore.run(engine, { course: course.key, before: String(dump.at) })).map((row) => [
        row.block,
        row,
      ]),
    );
    const editedOn = ({ id, fingerprint }: PublishedBlock): string => {
      const earlier = before.get(id);
      if (!earlier || fingerprint === '') return '';
      return earlier.fingerprint === fingerprint ? earlier.edited_on : sinkTime(dump.at);
    };
    // the structure first: where it may not be written, nothing is
    if (!hasStructure) await insertStructure(engine, course, dump, editedOn);
    if (!hasContents)
      await engine.insert(`${engine.databases.own}.block_contents`, contentRows(course, dump, editedOn));
    return { blocks: course.blocks.length };
  });

interface Dump {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly at: number;
}

interface Publish {
  readonly dump: string;
  readonly at: number;
  readonly fingerprint: string;
}

/**
 * A source without a time of its own is a new publish wherever it differs from the latest one. One that is read in another
 * way than before, or another of the same moment, goes before what is stored of that moment, by microseconds.
 */
const identify = (course: PublishedCourse, publishes: readonly Publish[]): Dump => {
  const ofThatTime = course.at === 0 ? publishes.slice(0, 1) : publishes.filter(({ at }) => msOf(at) === course.at);
  const same = ofThatTime.find(({ fingerprint }) => fingerprint === course.hash);
  if (same) return { id: same.dump, at: same.at };
  const start = (course.at || Date.now()) * 1000;
  const at = course.at === 0 ? start : ofThatTime.reduce((latest, one) => Math.max(latest, one.at + 1), start);
  return { id: uuidOf(`${course.key} ${course.hash} ${at}`), at };
};

const msOf = (micros: number): number => Math.floor(micros / 1000);

/** A UUID that is always the same for the same text. */
const uuidOf = (text: string): string => {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** As Aspects' sinks write times: `2026-09-07 08:00:00.123456+00:00`. */
const sinkTime = (micros: number): string => `${sqlTime(micros)}+00:00`;

/** A time as a course states it; '' where it states none or one that is none. */
const statedTime = (text: string | null): string => {
  const micros = text === null ? null : parseMicros(text);
  return micros === null ? '' : sinkTime(micros);
};

/** Organisation, number and run in a course key of either form. */
/** What the sink says of a course beyond its columns, as far as an export has it: its language. */
const languageOf = ({ blocks }: PublishedCourse): { language?: string } => {
  const content = blocks[0]?.content;
  return content && 'language' in content && content.language !== '' ? { language: content.language } : {};
};

const partsOf = (courseKey: string): [org: string, number: string, run: string] => {
  const [org = '', number = '', run = ''] = courseKey.replace(/^[\w-]+:/, '').split(/[+/]/);
  return [org, number, run];
};

const insertStructure = async (
  engine: Engine,
  course: PublishedCourse,
  dump: Dump,
  editedOn: (block: PublishedBlock) => string,
): Promise<void> => {
  const { eventSink } = engine.databases;
  const [org, number, run] = partsOf(course.key);
  const common = { org, course_key: course.key, dump_id: dump.id, time_last_dumped: sinkTime(dump.at) };
  try {
    await engine.insert(`${eventSink}.course_overviews`, [
      {
        ...common,
        display_name: course.name,
        course_start: statedTime(course.start),
        course_end: statedTime(course.end),
        enrollment_start: '',
        enrollment_end: '',
        self_paced: course.isSelfPaced,
        course_data_json: JSON.stringify(languageOf(course)),
        created: '',
        modified: sinkTime(dump.at),
      },
    ]);
    await engine.insert(
      `${eventSink}.course_blocks`,
      course.blocks.map((block, index) => ({
        ...common,
        location: block.id,
        display_name: block.name,
        xblock_data_json: JSON.stringify({ course: number, run, ...blockData(block) }),
        order: index + 1,
        edited_on: editedOn(block),
      })),
    );
  } catch (error) {
    if ((error as { code?: unknown }).code !== ACCESS_DENIED) throw error;
    throw new CourseFormatError(
      `The database user may not write to ${eventSink}, where others write the structure of courses. ` +
        'Load with --content-only: it stores what is in the blocks, and leaves the structure to them.',
    );
  }
};

/** What Aspects' sink says of a block, and what only we read. */
const blockData = ({ type, place, graded, parent, format, start, due, offer, ...block }: PublishedBlock): Row => ({
  block_type: type,
  detached: 0,
  graded: graded ? 1 : 0,
  completion_mode: COMPLETION_MODE[type] ?? 'completable',
  section: place[0],
  subsection: place[1],
  unit: place[2],
  parent,
  format,
  start,
  due,
  hidden: block.isHidden ? 1 : 0,
  audience: {
    told: offer.isStated ? 1 : 0,
    groups: block.groups,
    unlisted: block.isUnlisted ? 1 : 0,
    ...(offer.drawn ? { drawn_by: offer.drawn.by, alternative: offer.drawn.alternative } : {}),
    // JSON has no number for "all"
    ...(offer.draws === null ? {} : { draws: offer.draws === Infinity ? -1 : offer.draws }),
  },
});

const contentRows = (course: PublishedCourse, dump: Dump, editedOn: (block: PublishedBlock) => string): Row[] => {
  const row = (block: string, part: string, fingerprint: string, edited: string, content: unknown): Row => ({
    course_key: course.key,
    block_id: block,
    part,
    published_at: sqlTime(dump.at),
    dump_id: dump.id,
    fingerprint,
    edited_on: edited,
    content: content === null ? '' : JSON.stringify(content),
  });
  return [
    row(course.blocks[0]?.id ?? course.key, 'publish', course.hash, '', null),
    ...course.blocks.flatMap((block) => [
      ...(block.content === null && block.fingerprint === ''
        ? []
        : [row(block.id, '', block.fingerprint, editedOn(block), block.content)]),
      ...[...block.transcripts].map(([language, said]) => row(block.id, `transcript/${language}`, '', '', said)),
    ]),
  ];
};
