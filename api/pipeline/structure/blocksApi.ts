import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Drawn, drawnAs, drawsOf, insideOf, isDrawingType } from '../../facts/audience';
import type { VideoContent } from '../../facts/content';
import { isContainerType } from '../../facts/structureIndex';
import { courseOfBlock } from '../../lib/usageKey';
import { CourseFormatError, DEEPEST } from './errors';
import { NO_SETTINGS, groupsWithin } from './olxSettings';
import { Places, type PublishedBlock, type PublishedCourse, type Settings } from '../../store/published';

const Block = z.object({
  id: z.string(),
  type: z.string(),
  display_name: z.nullish(z.string()),
  graded: z.nullish(z.boolean()),
  format: z.nullish(z.string()),
  start: z.nullish(z.string()),
  due: z.nullish(z.string()),
  visible_to_staff_only: z.nullish(z.boolean()),
  hide_from_toc: z.nullish(z.boolean()),
  /** Only where a site adds these fields to the response. */
  group_access: z.nullish(z.unknown()),
  max_count: z.nullish(z.number()),
  children: z.nullish(z.array(z.string())),
  student_view_data: z.nullish(z.unknown()),
});
type Block = z.infer<typeof Block>;

const CourseBlocks = z.object({ root: z.string(), blocks: z.record(z.string(), Block) });

const VideoView = z.object({
  duration: z.nullish(z.number()),
  transcripts: z.nullish(z.record(z.string(), z.unknown())),
});

const ASK =
  '/api/courses/v2/blocks/?course_id=…&all_blocks=true&depth=all&student_view_data=video&requested_fields=children,graded,format,due,start,visible_to_staff_only,hide_from_toc';

/**
 * A course from the response of the LMS's Blocks API, version 1 or 2. It has the structure, and of videos the length;
 * nothing about what is in problems.
 * @throws CourseFormatError where it is no such response, or not of a whole course
 */
export const readBlocksApi = (text: string): PublishedCourse => {
  const { root, blocks } = parse(text);
  const top = blocks.get(root);
  const key = courseKeyOf(root);
  if (top?.type !== 'course' || key === null)
    throw new CourseFormatError(`The answer is not of a whole course: ask for ${ASK}`);
  if (!top.children || top.children.length === 0)
    throw new CourseFormatError(`The answer does not tell which block is in which: ask for ${ASK}`);

  const found: PublishedBlock[] = [];
  const seen = new Set<string>();
  const places = new Places();
  const walk = (
    id: string,
    parent: string | null,
    parentType: string,
    around: Settings,
    within: Drawn | null,
    depth: number,
  ): void => {
    const block = blocks.get(id);
    if (!block || seen.has(id)) return;
    if (depth > DEEPEST) throw new CourseFormatError(`${id} is nested deeper than ${DEEPEST} levels, as in no course.`);
    seen.add(id);
    const settings = settingsOf(block, around);
    const isContainer = isContainerType(block.type);
    const drawn = drawnAs(id, within);
    found.push({
      id,
      type: block.type,
      name: block.display_name || id,
      parent,
      place: parent === null ? [0, 0, 0] : places.next(block.type, parentType),
      // A field that was not asked for is not there: then nobody knows whom the block is offered to.
      offer: {
        isStated: typeof block.visible_to_staff_only === 'boolean',
        drawn,
        draws: drawsToldOf(block),
      },
      content: block.type === 'video' ? videoOf(block, settings) : null,
      transcripts: new Map(),
      fingerprint: '',
      ...settings,
    });
    const inside = insideOf(block.type, id, isContainer, drawn);
    for (const child of block.children ?? [])
      walk(child, isContainer ? id : parent, isContainer ? block.type : parentType, settings, inside, depth + 1);
  };
  walk(root, null, '', NO_SETTINGS, null, 1);
  return {
    key,
    name: top.display_name || root,
    start: top.start ?? null,
    end: null,
    isSelfPaced: false,
    blocks: found,
    rejects: [],
    warnings: [],
    at: 0,
    hash: createHash('sha256')
      .update(JSON.stringify(found.map(({ transcripts: _, ...block }) => block)))
      .digest('hex'),
  };
};

/** The course of a course block's key, of any form: `i4x://Org/Course/course/Run` is of before 2014. Null: it is none. */
const courseKeyOf = (root: string): string | null => {
  const course = courseOfBlock(root);
  if (course !== null) return course;
  const [, org, number, run] = /^i4x:\/\/([^/]+)\/([^/]+)\/course\/([^/]+)$/.exec(root) ?? [];
  return run === undefined ? null : `${org}/${number}/${run}`;
};

const parse = (text: string): { root: string; blocks: Map<string, Block> } => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CourseFormatError(
      `This is not a course file: it begins as an answer of the Blocks API does, but is not JSON ` +
        `(${(error as Error).message}). An export of Studio (.tar.gz) or a CSV of Aspects' course_blocks would do as well.`,
    );
  }
  const read = CourseBlocks.safeParse(value);
  if (!read.success) {
    const [first] = read.error.issues;
    throw new CourseFormatError(
      `This is not an answer of the Blocks API (${first?.path.join('.') || 'root, blocks'}: ${first?.message ?? ''}). Ask for ${ASK}`,
    );
  }
  return { root: read.data.root, blocks: new Map(Object.entries(read.data.blocks)) };
};

const settingsOf = (block: Block, around: Settings): Settings => ({
  graded: block.graded ?? around.graded,
  format: block.format || around.format,
  start: block.start ?? around.start,
  due: block.due ?? around.due,
  isHidden: around.isHidden || block.visible_to_staff_only === true,
  groups: groupsWithin(block.group_access, around.groups),
  isUnlisted: around.isUnlisted || block.hide_from_toc === true,
});

const drawsToldOf = ({ type, max_count: stated }: Block): number | null =>
  isDrawingType(type) && (type === 'split_test' || typeof stated === 'number') ? drawsOf(type, stated ?? null) : null;

/** Null where the request was made without it. */
const videoOf = (block: Block, { due, graded, format, isHidden }: Settings): VideoContent | null => {
  const view = VideoView.safeParse(block.student_view_data);
  if (!view.success) return null;
  const { duration = null, transcripts = null } = view.data;
  if (duration === null && transcripts === null) return null;
  return {
    due,
    graded,
    format,
    isHidden,
    duration: duration !== null && duration > 0 ? duration : null,
    languages: transcripts === null ? null : Object.keys(transcripts).sort(),
  };
};
