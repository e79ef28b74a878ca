import { EDIT_DAY, SECTIONS } from './content';
import { type Content, usageKey } from './courseTree';
import { PATTERNS } from './patterns';
import { DAY, HOUR, type Micros, sinkTime } from './time';
import { uuidOf } from '../lib/uuid';

/** A row of `event_sink.course_blocks`, in the order of its columns. */
export interface CourseBlockRow {
  readonly org: string;
  readonly course_key: string;
  readonly location: string;
  readonly display_name: string;
  /** JSON: course, run, block_type, detached, graded, completion_mode, section, subsection, unit, tags. */
  readonly xblock_data_json: string;
  /** Position in a depth-first walk, from 1; detached blocks last. */
  readonly order: number;
  readonly edited_on: string;
  readonly dump_id: string;
  readonly time_last_dumped: string;
}

/** A row of `event_sink.course_overviews`, in the order of its columns. */
export interface CourseOverviewRow {
  readonly org: string;
  readonly course_key: string;
  readonly display_name: string;
  readonly course_start: string;
  readonly course_end: string;
  readonly enrollment_start: string;
  readonly enrollment_end: string;
  readonly self_paced: boolean;
  readonly course_data_json: string;
  readonly created: string;
  readonly modified: string;
  readonly dump_id: string;
  readonly time_last_dumped: string;
}

export interface RunOfCourse {
  readonly key: string;
  readonly name: string;
  readonly org: string;
  readonly number: string;
  readonly run: string;
  readonly start: Micros;
  readonly end: Micros;
  /** The day from its start on which a problem was changed; absent: in week 8. */
  readonly editDay?: number;
}

export interface Publish {
  readonly at: Micros;
  readonly blocks: CourseBlockRow[];
  readonly overview: CourseOverviewRow;
}

/** The share of the course grade from which on a learner passes. */
export const PASS_LINE = 0.5;

interface Walked {
  readonly type: string;
  readonly slug: string;
  readonly name: string;
  readonly graded: boolean;
  readonly place: readonly [section: number, subsection: number, unit: number];
  readonly detached?: true;
}

const COMPLETION_MODE: Record<string, string> = {
  course: 'aggregator',
  chapter: 'aggregator',
  sequential: 'aggregator',
  vertical: 'aggregator',
  discussion: 'excluded',
  static_tab: '',
};

/** The course depth first, each block with the numbers of the section, subsection and unit it stands in. */
const walk = (courseName: string): Walked[] => {
  const walked: Walked[] = [{ type: 'course', slug: 'course', name: courseName, graded: false, place: [0, 0, 0] }];
  SECTIONS.forEach((section, s) => {
    walked.push({ type: 'chapter', slug: section.slug, name: section.name, graded: false, place: [s + 1, 0, 0] });
    section.subsections.forEach((subsection, b) => {
      const { slug, name, graded } = subsection;
      walked.push({ type: 'sequential', slug, name, graded, place: [s + 1, b + 1, 0] });
      subsection.units.forEach((unit, u) => {
        const place = [s + 1, b + 1, u + 1] as const;
        walked.push({ type: 'vertical', slug: unit.slug, name: unit.name, graded, place });
        for (const content of unit.contents as readonly Content[]) {
          walked.push({ type: content.type, slug: content.slug, name: content.name, graded, place });
        }
      });
    });
  });
  walked.push({
    type: 'static_tab',
    slug: 'reading-list',
    name: 'Reading list',
    graded: false,
    place: [0, 0, 0],
    detached: true,
  });
  return walked;
};

/** One publish of a run: all its blocks and its overview, with one dump id and time. */
const publish = (run: RunOfCourse, at: Micros, editedAt: (slug: string) => Micros): Publish => {
  const dump = { dump_id: uuidOf(`dump ${run.key} ${at}`), time_last_dumped: sinkTime(at + 20_500_000) };
  const blocks = walk(run.name).map((block, index): CourseBlockRow => {
    const [section, subsection, unit] = block.place;
    const data = {
      course: run.number,
      run: run.run,
      block_type: block.type,
      detached: block.detached ? 1 : 0,
      graded: block.graded ? 1 : 0,
      completion_mode: COMPLETION_MODE[block.type] ?? 'completable',
      section,
      subsection,
      unit,
      tags: [],
    };
    return {
      org: run.org,
      course_key: run.key,
      location: usageKey(run.key, block.type, block.slug),
      display_name: block.name,
      xblock_data_json: JSON.stringify(data),
      order: index + 1,
      edited_on: sinkTime(editedAt(block.slug)),
      ...dump,
    };
  });
  const overview: CourseOverviewRow = {
    org: run.org,
    course_key: run.key,
    display_name: run.name,
    course_start: sinkTime(run.start),
    course_end: sinkTime(run.end),
    enrollment_start: sinkTime(run.start - 21 * DAY),
    enrollment_end: sinkTime(run.start + 28 * DAY),
    self_paced: false,
    course_data_json: JSON.stringify({ effort: '02:00', language: 'en', lowest_passing_grade: PASS_LINE, tags: [] }),
    created: sinkTime(run.start - 60 * DAY),
    modified: sinkTime(at),
    ...dump,
  };
  return { at, blocks, overview };
};

/** When the author of a run changed a problem, in a run where that happened. */
export const editTime = (run: RunOfCourse): Micros =>
  run.start + (run.editDay ?? EDIT_DAY) * DAY + 9 * HOUR + 1_234_567;

/** The publishes of a run, earliest first. @param edited whether a problem was changed in the middle of it */
export const publishes = (run: RunOfCourse, edited: boolean): Publish[] => {
  const written = run.start - 12 * DAY + 250_000;
  const first = publish(run, run.start - 10 * DAY, () => written);
  if (!edited) return [first];
  const changed = editTime(run);
  return [first, publish(run, changed + HOUR, (slug) => (slug === PATTERNS.edited.slug ? changed : written))];
};
