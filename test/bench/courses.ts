import { operatorScope } from '../../api/auth/scope';
import { openServices } from '../../api/metrics';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import type { Engine } from '../../api/store/engine';
import { ratio } from './measure';

/** A site of many courses with a class each, as rows of what each learner did, made from row numbers by hashing. */
const COURSES = 300;
const LEARNERS = 60;
const UNITS = 12;
/** Asked about in turn with the bare read; each takes a while. */
const TIMES = 3;

const COURSE = (n: string): string => `'course-v1:Bench+Many' || toString(${n}) || '+1'`;
const OURS = `startsWith(course_key, 'course-v1:Bench+Many')`;
const unit = (course: string, n: string): string =>
  `replaceOne(${course}, 'course-v1', 'block-v1') || '+type@vertical+block@u' || toString(${n})`;

const fill = async (engine: Engine): Promise<string[]> => {
  const { own, eventSink } = engine.databases;
  const start = `toDateTime(toDate(now('UTC')) - 42, 'UTC')`;
  await engine.command(`
    INSERT INTO ${eventSink}.course_blocks
    SELECT 'Bench', ${COURSE('intDiv(number, 16)')} AS course,
           if(number % 16 < 4, replaceOne(course, 'course-v1', 'block-v1') || '+type@' || type || '+block@' || type, ${unit('course', 'number % 16 - 4')}),
           type, '{"block_type":"' || type || '","section":' || toString(number % 16 > 0) || ',"subsection":' || toString(number % 16 > 1) ||
             ',"unit":' || toString(greatest(number % 16, 3) - 3) || '}',
           number % 16, '2026-01-01', toUUID('00000000-0000-4000-8000-000000000003'), '2026-01-01 00:00:00'
    FROM (SELECT number, ['course', 'chapter', 'sequential', 'vertical'][1 + least(3, number % 16)] AS type FROM numbers(${COURSES} * 16) WHERE number % 16 != 3)`);
  await engine.command(`
    INSERT INTO ${eventSink}.course_overviews (org, course_key, display_name, course_start, course_end, course_data_json, modified, time_last_dumped)
    SELECT 'Org' || toString(number % 9), ${COURSE('number')}, 'Course ' || toString(number), toString(${start}) || '+00:00', '', '{}',
           '2026-01-01 00:00:00', '2026-01-01 00:00:00'
    FROM numbers(${COURSES})`);
  await engine.command(`
    INSERT INTO ${own}.learner_activity (course_key, learner, version, registered, enrolled, mode, registered_at, moves, first_active,
      last_active, days, units, done, grade, passes)
    SELECT ${COURSE('intDiv(number, ' + String(LEARNERS) + ')')} AS course, lower(hex(cityHash64(number, 'l'))) || '-0000-4000-8000', 1, 1, 1, 'audit',
           begin - 86400 * (h % 10) AS joined, [(joined, 1, 'audit')], begin + h % 86400, begin + 86400 * arrayMax(offsets) + h % 86400,
           arrayMap(d -> toDate(${start}) + d, offsets), arrayMap(u -> (${unit('course', 'u')}, toUInt32(begin + 3600 * u)), range(reached)),
           reached, reached / ${UNITS}, if(reached > 8, [(toUInt32(begin + 20 * 86400), 1)], [])
    FROM (SELECT number, cityHash64(number, 'h') AS h, toUnixTimestamp(${start}) AS begin, toUInt16(1 + h % ${UNITS}) AS reached,
                 arrayDistinct(arraySort(arrayMap(i -> toUInt16(cityHash64(number, i) % 42), range(1 + h % 10)))) AS offsets
          FROM numbers(${COURSES * LEARNERS}))`);
  await engine.command(`
    INSERT INTO ${own}.block_totals (course_key, block_id, registered, version, learners, as_of)
    SELECT course_key, toString(course_key), 1, 1, count(), toDateTime64(max(last_active), 6, 'UTC')
    FROM ${own}.learner_activity WHERE ${OURS} GROUP BY course_key`);
  return Array.from({ length: COURSES }, (_, n) => `course-v1:Bench+Many${n}+1`);
};

/** What whoever runs a site of many courses waits for. */
export const measureCourses = async (
  engine: Engine,
  report: (what: string, result: string, target: string) => void,
): Promise<void> => {
  const scopes = (await fill(engine)).map(operatorScope);
  const { site } = openServices(engine, 10, NO_RULES);
  const began = Date.now();
  await site.of(scopes, 'site');
  report(
    `Site page, ${COURSES} courses of ${LEARNERS} learners: the first time after a start`,
    `${Date.now() - began} ms`,
    'none',
  );
  const bare = (): Promise<unknown> =>
    engine.rows(`SELECT course_key, count(), sum(length(days)), sum(length(units)), sum(done), sum(grade), sum(length(passes)), max(last_active)
      FROM ${engine.databases.own}.learner_activity FINAL WHERE ${OURS} GROUP BY course_key`);
  const one = await ratio(() => site.of(scopes, 'site'), bare, TIMES);
  report(
    'The same, from then on: beside the bare read of its rows',
    `${one.a.toFixed(0)} ms / ${one.b.toFixed(0)} ms = ${one.ratio.toFixed(1)} ×`,
    'none',
  );
};
