import { EDIT_DAY, SECTIONS } from './content';
import { EXPERIMENT } from './content/experiment';
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
  /**
   * JSON: course, run, block_type, detached, graded, completion_mode, section, subsection, unit, tags. In a run with an
   * experiment also what `load course` adds where it reads an export: what is around a block, when it is due, and whom it is for.
   */
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
  /** There is a content experiment in it. */
  readonly hasExperiment?: boolean;
}

interface Publish {
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
  /** What is around it; absent: nothing. */
  readonly parent?: Named;
  /** Of graded work: days from the start of the run until it is due. */
  readonly due?: number;
  /** The group of the experiment that it is in. */
  readonly group?: Named;
}

type Named = Pick<Walked, 'type' | 'slug'>;

const COMPLETION_MODE: Record<string, string> = {
  course: 'aggregator',
  chapter: 'aggregator',
  sequential: 'aggregator',
  vertical: 'aggregator',
  split_test: 'aggregator',
  discussion: 'excluded',
  static_tab: '',
};

/** The course depth first, each block with the numbers of the section, subsection and unit it stands in. */
const walk = ({ name: courseName, hasExperiment = false }: RunOfCourse): Walked[] => {
  const course: Walked = { type: 'course', slug: 'course', name: courseName, graded: false, place: [0, 0, 0] };
  const walked: Walked[] = [course];
  const add = (block: Walked): Walked => {
    walked.push(block);
    return block;
  };
  SECTIONS.forEach((section, s) => {
    const own = { slug: section.slug, name: section.name, graded: false };
    const chapter = add({ type: 'chapter', ...own, place: [s + 1, 0, 0], parent: course });
    section.subsections.forEach((subsection, b) => {
      const { slug, name, graded } = subsection;
      const sequential = add({
        type: 'sequential',
        slug,
        name,
        graded,
        place: [s + 1, b + 1, 0],
        parent: chapter,
        ...(graded ? { due: subsection.closes } : {}),
      });
      subsection.units.forEach((unit, u) => {
        const around = { graded, place: [s + 1, b + 1, u + 1] } as const;
        const vertical = add({ type: 'vertical', slug: unit.slug, name: unit.name, ...around, parent: sequential });
        for (const { type, slug: block, name: called } of unit.contents as readonly Content[])
          add({ type, slug: block, name: called, ...around, parent: vertical });
        if (!hasExperiment || unit.slug !== EXPERIMENT.unit) return;
        add({ type: 'split_test', slug: EXPERIMENT.slug, name: EXPERIMENT.name, ...around, parent: vertical });
        for (const arm of EXPERIMENT.arms) {
          const group = { type: 'vertical', slug: arm.slug };
          add({ ...group, name: arm.name, ...around, parent: vertical, group });
          const { type, slug: block, name: called } = arm.reading;
          add({ type, slug: block, name: called, ...around, parent: group, group });
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
    parent: course,
  });
  return walked;
};

/** One publish of a run: all its blocks and its overview, with one dump id and time. */
const publish = (run: RunOfCourse, at: Micros, editedAt: (slug: string) => Micros): Publish => {
  const dump = { dump_id: uuidOf(`dump ${run.key} ${at}`), time_last_dumped: sinkTime(at + 20_500_000) };
  const keyOf = ({ type, slug }: Named): string => usageKey(run.key, type, slug);
  const blocks = walk(run).map((block, index): CourseBlockRow => {
    const [section, subsection, unit] = block.place;
    const { parent, due, group } = block;
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
      ...(run.hasExperiment && parent ? { parent: keyOf(parent) } : {}),
      ...(run.hasExperiment && due !== undefined ? { due: sinkTime(run.start + Math.round(due * DAY)) } : {}),
      ...(group
        ? {
            audience: {
              told: 1,
              groups: '',
              unlisted: 0,
              drawn_by: usageKey(run.key, 'split_test', EXPERIMENT.slug),
              alternative: keyOf(group),
            },
          }
        : {}),
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
