import { createHash } from 'node:crypto';
import { type Drawn, drawnAs, drawsOf, insideOf, isDrawingType } from '../../facts/audience';
import { isContainerType } from '../../facts/structureIndex';
import { type XmlElement, elementsIn } from '../../lib/xml';
import type { Archive } from './archive';
import { CourseFormatError, DEEPEST } from './errors';
import { gradingOf } from './grading';
import { DefinitionError, OlxFiles, blockName, definitionPath, isObject } from './olxFiles';
import { type Fields, NO_SETTINGS, flagField, numberField, settingsOf, textField } from './olxSettings';
import { problemContent } from './problemXml';
import {
  Places,
  type PublishedBlock,
  type PublishedCourse,
  type Settings,
  isCourseKey,
  usageKeyIn,
} from '../../store/published';
import { videoContent } from './videoXml';

/** Blocks that hold nothing but their own matter: an element in them is no block. */
const LEAVES = new Set([
  'problem',
  'html',
  'video',
  'discussion',
  'openassessment',
  'lti',
  'lti_consumer',
  'word_cloud',
]);
/** Blocks that are nothing without a file of their own. */
const IN_FILES = new Set(['problem', 'html', 'video']);
/** Other blocks that hold blocks and have files: what cannot be read of them would take those with it. */
const HOLDERS = new Set([
  'library_content',
  'itembank',
  'split_test',
  'conditional',
  'randomize',
  'wrapper',
  'problemset',
  'videosequence',
]);
const holdsBlocks = (type: string): boolean => isContainerType(type) || HOLDERS.has(type);
/** Raised where more is read of the same files: an export that was loaded before is stored anew then. */
const READING = 4;
/** The run in exports that older releases made: they named its files, and not the run. */
const NO_RUN = 'course';
/** What stands beside the sections in a course's definition and is no part of the walk. */
const BESIDE = new Set(['wiki', 'textbook', 'grading_policy', 'course_image']);
/** The most blocks a course may have: a definition that refers to itself again and again ends here. */
const MOST_BLOCKS = 100_000;

interface Around {
  readonly parent: string | null;
  readonly parentType: string;
  readonly settings: Settings;
  readonly drawn: Drawn | null;
  /** Fields of the course that its problems fall back on. */
  readonly inherited: Fields;
  readonly depth: number;
}

/**
 * A course from the files of Studio's export.
 * @param key the course's key where the archive was imported into another course than it came from; null: its own
 * @throws CourseFormatError where the course, a section, a subsection or a unit cannot be read: the structure would
 * lose what is in it. Other blocks that cannot be read keep their places and are listed in `rejects`.
 */
export const readOlx = (archive: Archive, key: string | null): PublishedCourse => {
  const files = new OlxFiles(archive.files);
  try {
    return new Walk(files, key, archive.madeAt).course();
  } catch (error) {
    if (error instanceof DefinitionError)
      throw new CourseFormatError(`${error.path} cannot be read: ${error.message}.`);
    throw error;
  }
};

class Walk {
  private readonly blocks: PublishedBlock[] = [];
  private readonly rejects: { path: string; reason: string }[] = [];
  private readonly warnings: string[] = [];
  private readonly seen = new Set<string>();
  private readonly places = new Places();
  private policy: Fields = {};
  private courseKey = '';

  constructor(
    private readonly files: OlxFiles,
    private readonly wantedKey: string | null,
    private readonly at: number,
  ) {}

  course(): PublishedCourse {
    const top = this.files.xml('course.xml');
    if (top.name !== 'course') throw new CourseFormatError(`course.xml has <${top.name.slice(0, 50)}>, not <course>.`);
    const run = textField(top.attributes, 'url_name');
    const own = `course-v1:${textField(top.attributes, 'org')}+${textField(top.attributes, 'course')}+${run}`;
    this.courseKey = this.wantedKey ?? own;
    if (!isCourseKey(this.courseKey))
      throw new CourseFormatError(
        `course.xml does not say which course it is (org, course and url_name): name it with --course KEY.`,
      );
    if (run === NO_RUN && this.wantedKey === null)
      this.warnings.push(
        `course.xml names the run "${run}", as exports of older releases do. If the run has another name, its learners will ` +
          `not be found: load the file again with --course KEY.`,
      );
    const policies = `policies/${run}`;
    this.policy = this.policyFile(
      this.files.has(`${policies}/policy.json`) ? `${policies}/policy.json` : `${policies}.json`,
    );

    const element = isPointer(top, ['org', 'course']) ? this.files.xml(`course/${run}.xml`) : top;
    const fields = this.fieldsOf('course', run, element);
    const settings = settingsOf(fields, NO_SETTINGS);
    const name = textField(fields, 'display_name') || this.courseKey;
    const isNewKey = /^(course|ccx)-v1:/.test(this.courseKey);
    const id = usageKeyIn(this.courseKey, 'course', isNewKey ? 'course' : (this.courseKey.split('/')[2] ?? run));
    this.add(
      id,
      'course',
      name,
      null,
      settings,
      [0, 0, 0],
      {
        language: textField(fields, 'language'),
        ...gradingOf(this.policyFile(`${policies}/grading_policy.json`)),
        problems: {
          maxAttempts: numberField(fields, 'max_attempts'),
          showAnswer: textField(fields, 'showanswer'),
          rerandomize: textField(fields, 'rerandomize'),
        },
      },
      '',
    );
    this.children(element, 'course', {
      parent: id,
      parentType: 'course',
      settings: { ...settings, isHidden: false },
      drawn: null,
      inherited: fields,
      depth: 1,
    });
    return {
      key: this.courseKey,
      name,
      start: settings.start,
      end: textField(fields, 'end') || null,
      isSelfPaced: flagField(fields, 'self_paced') ?? false,
      blocks: this.blocks,
      rejects: this.rejects,
      warnings: this.warnings,
      at: this.at,
      hash: this.hash(),
    };
  }

  private children(element: XmlElement, type: string, around: Around): void {
    if (LEAVES.has(type)) return;
    for (const child of elementsIn(element)) {
      const isBlock = isContainerType(type) ? !BESIDE.has(child.name) : textField(child.attributes, 'url_name') !== '';
      if (isBlock) this.block(child, around);
    }
  }

  private block(pointer: XmlElement, around: Around): void {
    const type = pointer.name;
    const name = blockName(pointer);
    const path = definitionPath(type, name);
    if (path === null) {
      const where = `<${type.slice(0, 50)}> in ${around.parent ?? ''}`;
      const why = 'its url_name is missing or could be no name';
      if (holdsBlocks(type) || elementsIn(pointer).some((child) => textField(child.attributes, 'url_name') !== ''))
        throw new CourseFormatError(`${where} cannot be read: ${why}. All that is in it would be lost.`);
      this.reject(where, why);
      return;
    }
    if (this.seen.has(path)) {
      this.reject(path, 'it stands in the course a second time; the first place counts');
      return;
    }
    this.seen.add(path);
    if (around.depth > DEEPEST)
      throw new CourseFormatError(`${path} is nested deeper than ${DEEPEST} levels, as in no course.`);
    if (this.blocks.length >= MOST_BLOCKS)
      throw new CourseFormatError(`The course has more than ${MOST_BLOCKS} blocks.`);
    const id = usageKeyIn(this.courseKey, type, name);
    const element = isPointer(pointer) ? this.definition(type, path, pointer) : pointer;
    const fields = this.fieldsOf(type, name, element);
    const settings = settingsOf(fields, around.settings);
    const place = this.places.next(type, around.parentType);
    const shown = textField(fields, 'display_name') || name.replaceAll('_', ' ');
    const written = element === null ? null : this.contentOf(type, path, element, fields, settings, around);
    const print = element === null || isContainerType(type) ? '' : fingerprint(element, fields);
    const own = drawnAs(id, around.drawn);
    const offer = {
      isStated: true,
      drawn: own,
      draws: isDrawingType(type) ? drawsOf(type, numberField(fields, 'max_count')) : null,
    };
    this.add(
      id,
      type,
      shown,
      around.parent,
      settings,
      place,
      written?.content ?? null,
      print,
      written?.transcripts,
      offer,
    );
    if (element === null) return;
    const drawn = insideOf(type, id, isContainerType(type), own);
    const inside = isContainerType(type)
      ? { ...around, parent: id, parentType: type, settings, drawn, depth: around.depth + 1 }
      : { ...around, settings, drawn, depth: around.depth + 1 };
    this.children(element, type, inside);
  }

  /** A block's own file. Null where it cannot be read, and the block is one without blocks in it. */
  private definition(type: string, path: string, pointer: XmlElement): XmlElement | null {
    // Other blocks may stand in their unit as a whole; without any field of their own they look like a pointer.
    if (!this.files.has(path) && !holdsBlocks(type) && !IN_FILES.has(type)) return pointer;
    try {
      return this.files.xml(path);
    } catch (error) {
      if (!(error instanceof DefinitionError) || holdsBlocks(type)) throw error;
      this.reject(error.path, error.message);
      return null;
    }
  }

  private contentOf(
    type: string,
    path: string,
    element: XmlElement,
    fields: Fields,
    settings: Settings,
    around: Around,
  ): Pick<PublishedBlock, 'content'> & Partial<Pick<PublishedBlock, 'transcripts'>> {
    if (type === 'problem') return { content: problemContent(element, fields, around.inherited, settings) };
    if (type !== 'video') return { content: null };
    return videoContent(
      element,
      fields,
      settings,
      this.files,
      textField(around.inherited, 'language'),
      (file, reason) => this.reject(`${file} (of ${path})`, reason),
    );
  }

  private policyFile(path: string): Fields {
    return this.files.json(path, (reason) =>
      this.warnings.push(
        `${path} cannot be read: ${reason}. Open edX goes on without such a file, and so does this: what it says of names, ` +
          `dates, grading and visibility is missing.`,
      ),
    );
  }

  /** A policy's word on a block goes before the block's own. */
  private fieldsOf(type: string, name: string, element: XmlElement | null): Fields {
    const policy = Object.hasOwn(this.policy, `${type}/${name}`) ? this.policy[`${type}/${name}`] : {};
    return { ...element?.attributes, ...(isObject(policy) ? policy : {}) };
  }

  private add(
    id: string,
    type: string,
    name: string,
    parent: string | null,
    settings: Settings,
    place: PublishedBlock['place'],
    content: PublishedBlock['content'],
    fingerprint: string,
    transcripts: PublishedBlock['transcripts'] = new Map(),
    offer: PublishedBlock['offer'] = { isStated: true, drawn: null, draws: null },
  ): void {
    this.blocks.push({ id, type, name, parent, place, offer, content, transcripts, fingerprint, ...settings });
  }

  private reject(path: string, reason: string): void {
    this.rejects.push({ path, reason });
  }

  /** Of every file that was kept, and of the course it is loaded as. */
  private hash(): string {
    const hash = createHash('sha256').update(`${READING} ${this.courseKey}`);
    for (const path of [...this.files.files.keys()].sort()) {
      const bytes = this.files.files.get(path) ?? Buffer.alloc(0);
      hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex');
  }
}

/** Of a block's own definition: what is handed down to it is no change of it. */
export const fingerprint = (element: XmlElement, fields: Fields): string =>
  createHash('sha256')
    .update(JSON.stringify([element, fields]))
    .digest('hex');

/** An element that only names the file with the block's definition. */
const isPointer = (element: XmlElement, also: readonly string[] = []): boolean =>
  Object.keys(element.attributes).every((name) => name === 'url_name' || also.includes(name)) &&
  Object.hasOwn(element.attributes, 'url_name') &&
  element.children.every((child) => typeof child === 'string' && child.trim() === '');
