import type { Engine } from '../../api/store/engine';

/**
 * Aspects' figures by Aspects' definitions, computed from our stored rows: for comparison in tests only. Where their
 * definition and ours differ, docs/differences-from-aspects.md says so.
 */

/** A typed event, as stored. `time`: UTC text in whole seconds, as Aspects keeps it. */
export interface Typed {
  readonly course_key: string;
  readonly learner: string;
  readonly event_id: string;
  readonly time: string;
  readonly verb: string;
  readonly block_id: string;
  readonly part: string;
  readonly attempt: number;
  readonly success: boolean | null;
  readonly score_scaled: number | null;
  readonly response: string;
  readonly interaction_type: string;
  readonly position: number | null;
  readonly length: number | null;
  readonly mode: string;
}

/** Our typed events, each statement once, oldest first. */
export const typedEvents = (engine: Engine): Promise<Typed[]> =>
  engine.rows(
    `SELECT toString(course_key) AS course_key, learner, toString(event_id) AS event_id,
            toString(toDateTime(events.time, 'UTC')) AS time, toString(verb) AS verb, block_id, toString(part) AS part,
            attempt, success, score_scaled, response, toString(interaction_type) AS interaction_type, position, length,
            toString(mode) AS mode
     FROM ${engine.databases.own}.events FINAL ORDER BY events.time, event_id`,
  ) as Promise<unknown> as Promise<Typed[]>;

const groupBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = groups.get(key(item));
    if (own) own.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
};

const orgOf = (courseKey: string): string => /course-v1:([^+]*)/.exec(courseKey)?.[1] ?? '';

/** Of events in order of time, the last. */
const latest = (events: readonly Typed[]): Typed => events[events.length - 1]!;

const enrolments = (events: readonly Typed[]): Typed[] =>
  events.filter(({ verb }) => verb === 'registered' || verb === 'unregistered');

export const mostRecentEnrollment = (events: readonly Typed[]) =>
  [...groupBy(enrolments(events), (e) => `${e.course_key} ${e.learner}`).values()].map((own) => {
    const { course_key, learner, verb, mode, time } = latest(own);
    return {
      org: orgOf(course_key),
      course_key,
      actor_id: learner,
      enrollment_status: verb,
      enrollment_mode: mode,
      emission_time: time,
    };
  });

export interface CourseName {
  readonly course_key: string;
  readonly course_name: string;
}
export interface Person {
  readonly actor_id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
}

/** One row per enrolment event of a course that the sink knows. */
export const enrollmentFacts = (
  events: readonly Typed[],
  courses: readonly CourseName[],
  people: readonly Person[],
) => {
  const names = new Map(courses.map((course) => [course.course_key, course.course_name]));
  const persons = new Map(people.map((person) => [person.actor_id, person]));
  return enrolments(events)
    .filter((event) => names.has(event.course_key))
    .map(({ course_key, learner, verb, mode, time }) => {
      const person = persons.get(learner);
      return {
        emission_time: time,
        org: orgOf(course_key),
        course_key,
        course_name: names.get(course_key),
        course_run: course_key.split('+').pop(),
        actor_id: learner,
        enrollment_mode: mode,
        enrollment_status: verb,
        username: person?.username ?? '',
        name: person?.name ?? '',
        email: person?.email ?? '',
      };
    });
};

/** The last grade event about a course, without `passed` ones that carry no score. */
export const courseGrades = (events: readonly Typed[]) => {
  const about = events.filter(
    ({ block_id, course_key, verb, score_scaled }) =>
      block_id === course_key &&
      (verb === 'earned' || verb === 'failed' || (verb === 'passed' && (score_scaled ?? 0) !== 0)),
  );
  return [...groupBy(about, (e) => `${e.course_key} ${e.learner}`).values()].map((own) => {
    const { course_key, learner, score_scaled, time } = latest(own);
    return {
      org: orgOf(course_key),
      course_key,
      actor_id: learner,
      course_grade: score_scaled ?? 0,
      emission_time: time,
    };
  });
};

/** A learner's last response to each problem: that of the highest attempt number, ties to the earliest. */
export const lastResponses = (events: readonly Typed[]): Typed[] =>
  [
    ...groupBy(
      events.filter(({ verb }) => verb === 'evaluated'),
      (e) => `${e.course_key} ${e.block_id} ${e.part} ${e.learner} ${e.interaction_type}`,
    ).values(),
  ].map((own) => own.reduce((best, event) => (event.attempt > best.attempt ? event : best)));

/** A block of the course, as the course sink stored it, with the numbers that Aspects derives. */
export interface SinkBlock {
  readonly org: string;
  readonly course_key: string;
  readonly block_id: string;
  readonly block_name: string;
  readonly course_order: number;
  readonly type: string;
  readonly section: number;
  readonly subsection: number;
  readonly unit: number;
  readonly graded: boolean;
}

export const sinkBlocks = (engine: Engine): Promise<SinkBlock[]> =>
  engine.rows(
    `SELECT org, course_key, location AS block_id, display_name AS block_name, \`order\` AS course_order,
            JSONExtractString(xblock_data_json, 'block_type') AS type,
            JSONExtractInt(xblock_data_json, 'section') AS section,
            JSONExtractInt(xblock_data_json, 'subsection') AS subsection,
            JSONExtractInt(xblock_data_json, 'unit') AS unit,
            toBool(JSONExtractInt(xblock_data_json, 'graded')) AS graded
     FROM ${engine.databases.eventSink}.course_blocks`,
  ) as Promise<unknown> as Promise<SinkBlock[]>;

const TYPES: Record<string, string> = { chapter: 'section', sequential: 'subsection', vertical: 'unit' };

export const withLocation = (block: SinkBlock): string =>
  `${block.section}:${block.subsection}:${block.unit} - ${block.block_name}`;

/** Every block with its section and subsection, found by the number of their place, as Aspects finds them. */
export const courseBlocks = (blocks: readonly SinkBlock[], courses: readonly CourseName[]) => {
  const names = new Map(courses.map((course) => [course.course_key, course.course_name]));
  const places = new Map(
    blocks
      .filter(({ type }) => type === 'chapter' || type === 'sequential')
      .map((block) => [`${block.course_key} ${block.type} ${block.section}:${block.subsection}`, block]),
  );
  return blocks.map((block) => {
    const section = places.get(`${block.course_key} chapter ${block.section}:0`);
    const subsection = places.get(`${block.course_key} sequential ${block.section}:${block.subsection}`);
    return {
      org: block.org,
      course_key: block.course_key,
      course_name: names.get(block.course_key),
      course_run: block.course_key.split('+').pop(),
      block_id: block.block_id,
      section_block_id: section?.block_id ?? '',
      subsection_block_id: subsection?.block_id ?? '',
      block_name: block.block_name,
      section_number: `${block.section}:0:0`,
      subsection_number: `${block.section}:${block.subsection}:0`,
      hierarchy_location: `${block.section}:${block.subsection}:${block.unit}`,
      display_name_with_location: withLocation(block),
      course_order: block.course_order,
      graded: block.graded,
      block_type: TYPES[block.type] ?? block.type,
      section_with_name: section ? withLocation(section) : '',
      subsection_with_name: subsection ? withLocation(subsection) : '',
    };
  });
};

const VIDEO_VERBS = new Set(['completed', 'terminated', 'paused', 'played', 'seeked']);

/** Aspects' position: up to the whole second; a play at the very end starts over at 1. */
const positionOf = ({ verb, position, length }: Typed): number => {
  const whole = Math.ceil(Math.trunc((position ?? 0) * 100) / 100);
  return verb === 'played' && whole === Math.trunc(length ?? 0) ? 1 : whole;
};

/**
 * Seconds watched by Aspects' rule: a play ends at the last closing event before the next play; both ends are included,
 * and so is what a seek passed over when nothing said `played` again.
 */
export const videoSegments = (events: readonly Typed[]) => {
  const about = events.filter(({ verb, block_id }) => VIDEO_VERBS.has(verb) && block_id.includes('video+block'));
  return [...groupBy(about, (e) => `${e.course_key} ${e.block_id} ${e.learner}`).values()].flatMap((own) => {
    const ordered = [...own].sort(
      (a, b) =>
        (a.time < b.time ? -1 : a.time > b.time ? 1 : 0) || Number(a.verb === 'played') - Number(b.verb === 'played'),
    );
    const counts = new Map<string, number>();
    const close = (start: Typed | null, end: Typed | null): void => {
      if (!start || !end || positionOf(end) <= positionOf(start)) return;
      for (let second = Math.max(positionOf(start), 1); second <= positionOf(end); second += 1) {
        const key = `${Math.trunc(start.length ?? 0)} ${second}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    };
    let start: Typed | null = null;
    let end: Typed | null = null;
    for (const event of ordered) {
      if (event.verb === 'played') {
        close(start, end);
        [start, end] = [event, null];
      } else end = event;
    }
    close(start, end);
    const { course_key, learner, block_id } = own[0]!;
    return [...counts].map(([key, watch_count]) => {
      const [video_duration, watched_segment] = key.split(' ').map(Number) as [number, number];
      return {
        org: orgOf(course_key),
        course_key,
        actor_id: learner,
        block_id,
        video_duration,
        watched_segment,
        watch_count,
      };
    });
  });
};
