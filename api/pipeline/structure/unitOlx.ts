import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CourseContent, ProblemContent } from '../../facts/content';
import { XmlError, parseXml } from '../../lib/xml';
import type { PublishedBlock, PublishedCourse } from '../../store/published';
import { CourseFormatError } from './errors';
import { fingerprint } from './olx';
import { OlxFiles } from './olxFiles';
import type { Fields } from './olxSettings';
import { problemContent } from './problemXml';
import { videoContent } from './videoXml';

/** Studio's response about a unit: each block in it as OLX, and where its files are. */
const UnitBlocks = z.object({
  blocks: z.record(
    z.string(),
    z.object({
      olx: z.string(),
      static_files: z.nullish(z.record(z.string(), z.object({ url: z.string() }))),
    }),
  ),
});
type UnitOlx = z.infer<typeof UnitBlocks>['blocks'];

/** What is in a block, as Studio says it. */
export interface BlockOlx {
  readonly olx: string;
  /** By name. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** @throws CourseFormatError where it is no such response */
export const readUnitOlx = (text: string): UnitOlx => {
  try {
    return UnitBlocks.parse(JSON.parse(text)).blocks;
  } catch (error) {
    throw new CourseFormatError("Studio's response about a unit is in another form than we know.", { cause: error });
  }
};

/** What is above units: Studio does not export it by itself. */
const ABOVE_UNITS = new Set(['course', 'chapter', 'sequential']);

/**
 * What Studio has to be asked for of what was published: a unit by itself, a section unit by unit.
 * @returns each with the outermost published block that it is in
 */
export const unitsIn = (course: PublishedCourse, published: readonly string[]): { unit: string; key: string }[] => {
  const stated = new Set(published);
  const wanted = new Map<string, string>();
  const covered = new Set<string>();
  const units: { unit: string; key: string }[] = [];
  // Depth first: what is around a block comes before it.
  for (const { id, type, parent } of course.blocks) {
    const key = (parent === null ? undefined : wanted.get(parent)) ?? (stated.has(id) ? id : undefined);
    if (key === undefined) continue;
    wanted.set(id, key);
    if (ABOVE_UNITS.has(type)) continue;
    covered.add(id);
    if (parent === null || !covered.has(parent)) units.push({ unit: id, key });
  }
  return units;
};

/** What is not in a unit's OLX, as an export has it. */
export interface Around {
  /** The language of the course; '' where it is not known. */
  readonly language: string;
  /** What the course hands down to its problems; undefined where no export has it. */
  readonly handedDown: CourseContent['problems'];
  /** What its problems said before: that stands in for what the course hands down. */
  readonly earlier: ReadonlyMap<string, ProblemContent>;
}

/** The course with what these blocks of it say. */
export const withContents = (
  course: PublishedCourse,
  told: ReadonlyMap<string, BlockOlx>,
  around: Around,
): PublishedCourse => {
  const rejects = [...course.rejects];
  const hash = createHash('sha256').update(course.hash);
  const blocks = course.blocks.map((block) => {
    const said = told.get(block.id);
    if (!said || (block.type !== 'problem' && block.type !== 'video')) return block;
    try {
      const read = contentOf(block, said, inheritedBy(block.id, around), around.language, (path, reason) =>
        rejects.push({ path: `${path} (of ${block.id})`, reason }),
      );
      hash.update(`\0${block.id}\0${read.fingerprint}`);
      return { ...block, ...read };
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      rejects.push({ path: block.id, reason: error.message });
      return block;
    }
  });
  return { ...course, blocks, rejects, hash: hash.digest('hex') };
};

const contentOf = (
  block: PublishedBlock,
  { olx, files }: BlockOlx,
  inherited: Fields,
  language: string,
  onReject: (path: string, reason: string) => void,
): Pick<PublishedBlock, 'content' | 'transcripts' | 'fingerprint'> => {
  const top = parseXml(olx);
  if (top.name !== block.type) throw new XmlError(`it is <${top.name.slice(0, 50)}>, not <${block.type}>`);
  // The same definition in an archive is named by its file.
  const { url_name: _, ...fields } = top.attributes;
  const element = { ...top, attributes: fields };
  const print = fingerprint(element, fields);
  if (block.type === 'problem')
    return {
      content: problemContent(element, fields, inherited, block),
      transcripts: new Map(),
      fingerprint: print,
    };
  const there = new OlxFiles(new Map([...files].map(([name, bytes]) => [`static/${name}`, bytes])));
  return { ...videoContent(element, fields, block, there, language, onReject), fingerprint: print };
};

const inheritedBy = (id: string, { handedDown, earlier }: Around): Fields => {
  if (handedDown)
    return {
      max_attempts: handedDown.maxAttempts,
      showanswer: handedDown.showAnswer,
      rerandomize: handedDown.rerandomize,
    };
  const before = earlier.get(id);
  return before === undefined
    ? {}
    : {
        max_attempts: before.maxAttempts,
        showanswer: before.showAnswer,
        rerandomize: before.variants ? 'always' : 'never',
      };
};
