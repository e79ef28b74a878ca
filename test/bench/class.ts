import { NO_RULES, settingsFor } from '../../api/metrics/learners/thresholds';
import { operatorScope } from '../../api/auth/scope';
import type { LearnerScope } from '../../api/auth/scope';
import type { Engine } from '../../api/store/engine';
import { refreshTotals } from '../../api/store/queries/blockTotals';
import { openServices } from '../../api/metrics';
import { LearnerStates } from '../../api/metrics/learners/learnerStates';
import { median, ratio } from './measure';

/**
 * A class of 50,000, as rows of what each learner did (made from row numbers by hashing): a few stay to the end, most
 * come on some days of the first weeks, each tries the problems of the units reached.
 */
const COURSE = 'course-v1:Bench+Class+1';
export const CLASS = 50_000;
const SECTIONS = 10;
const UNITS = 100;
const START = `toDateTime('2026-01-05 00:00:00', 'UTC')`;

const block = (type: string, n: string): string => `'block-v1:Bench+Class+1+type@${type}+block@' || toString(${n})`;

const fill = async (engine: Engine): Promise<void> => {
  const { own, eventSink } = engine.databases;
  const rows = (type: string, count: number, place: string): string => `
    SELECT 'Bench', '${COURSE}', ${block(type, 'number')}, '${type} ' || toString(number),
           '{"block_type":"${type}",' || ${place} || '}', 1000 * ${['course', 'chapter', 'sequential', 'vertical', 'problem'].indexOf(type)} + number,
           '2026-01-01', toUUID('00000000-0000-4000-8000-000000000002'), '2026-01-01 00:00:00'
    FROM numbers(${count})`;
  const at = (section: string, subsection: string, unit: string): string =>
    `'"section":' || toString(${section}) || ',"subsection":' || toString(${subsection}) || ',"unit":' || toString(${unit})`;
  const section = `1 + intDiv(number, ${UNITS / SECTIONS})`;
  const unit = `1 + number % ${UNITS / SECTIONS}`;
  for (const select of [
    rows('course', 1, at('0', '0', '0')),
    rows('chapter', SECTIONS, at('1 + number', '0', '0')),
    rows('sequential', SECTIONS, at('1 + number', '1', '0')),
    rows('vertical', UNITS, at(section, '1', unit)),
    rows('problem', UNITS, at(section, '1', unit)),
  ])
    await engine.command(`INSERT INTO ${eventSink}.course_blocks ${select}`);
  await engine.command(`
    INSERT INTO ${own}.learner_activity (course_key, learner, version, registered, enrolled, mode, registered_at, moves, first_active,
      last_active, last_block, last_verb, days, video_days, problem_days, tried, first_right, ever_right, watched_seconds, problems,
      units, places, place_units, place_problems, place_right, place_videos, done, grade, passes)
    SELECT '${COURSE}', lower(hex(cityHash64(n, 'l'))) || '-0000-4000-8000', 1, 1, h % 20 > 0, if(h % 7 = 0, 'verified', 'audit') AS track,
           start - 86400 * (h % 10) AS registered, [(registered, 1, track)], start + h % 86400, start + 86400 * arrayMax(offsets),
           ${block('problem', 'reached')}, 'evaluated', arrayMap(d -> toDate(${START}) + d, offsets) AS own_days, [own_days[1]], own_days,
           reached, intDiv(reached * 3, 5), reached, 100 * reached,
           arrayMap(u -> (${block('problem', 'u')}, toUInt8(cityHash64(n, u) % 5 < 3), start + 3600 * u, 0, 0, 60., [toUInt32(start + 3600 * u)]), range(reached)),
           arrayMap(u -> (${block('vertical', 'u')}, toUInt32(start + 3600 * u)), range(reached)),
           arrayConcat([''], arrayMap(s -> ${block('chapter', 's')}, range(intDiv(reached + 9, 10)))) AS own_places,
           arrayMap((p, i) -> if(i = 1, reached, least(10, reached - 10 * (i - 2))), own_places, arrayEnumerate(own_places)) AS own_units,
           own_units, arrayMap(u -> intDiv(u * 3, 5), own_units), own_units, reached, if(reached > 50, reached / 100, NULL),
           if(reached > 80, [(start + 90 * 86400, 1)], [])
    FROM (
      SELECT number AS n, cityHash64(number, 'h') AS h, toUnixTimestamp(${START}) AS start,
             toUInt16(1 + 99 * pow(cityHash64(number, 'r') / 18446744073709551615, 3)) AS reached,
             arrayDistinct(arraySort(arrayMap(i -> toUInt16(cityHash64(n, i) % (1 + reached)), range(1 + intDiv(reached, 6))))) AS offsets
      FROM numbers(${CLASS}))`);
  await engine.command(`
    INSERT INTO ${own}.facts (course_key, block_id, learner, version, registered, first_at, last_at, reached)
    SELECT course_key, course_key, learner, 1, 1, toDateTime64(first_active, 6, 'UTC'), toDateTime64(last_active, 6, 'UTC'), 4
    FROM ${own}.learner_activity WHERE course_key = '${COURSE}'`);
  await refreshTotals(engine, COURSE, [COURSE], 1);
};

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const ms = (value: number): string => `${value.toFixed(0)} ms`;
const times = (value: number): string => `${value.toFixed(2)} ×`;

/** Resident memory while a stream is read to its end: bytes read, and by how much it rose at most. */
const read = async (stream: AsyncIterable<unknown>): Promise<{ bytes: number; rise: number }> => {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let bytes = 0;
  let most = 0;
  for await (const chunk of stream) {
    bytes += Buffer.byteLength(chunk as string);
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  return { bytes, rise: most };
};

/** What an instructor of a class of 50,000 waits for. */
export const measureClass = async (
  engine: Engine,
  report: (what: string, result: string, target: string) => void,
): Promise<void> => {
  await fill(engine);
  const { own } = engine.databases;
  const states = new LearnerStates(engine, (course) => settingsFor(NO_RULES, course));
  const began = Date.now();
  await states.ensure(COURSE);
  report(
    `Judging ${CLASS} learners, and every week that lies behind, in the background`,
    ms(Date.now() - began),
    'none',
  );
  const services = openServices(engine, 10, NO_RULES);
  const scope = operatorScope(COURSE);
  const person = { ...scope, person: '1', username: 'bench', requestId: 'bench' } as unknown as LearnerScope;
  const query = (sql: string) => () =>
    engine.rows(sql.replaceAll('$activity', `${own}.learner_activity FINAL`), { course: COURSE });

  const attention = async (since: string | null): Promise<void> => {
    await services.reports.attention(scope);
    await services.attention.of(scope, since);
  };
  report(`Attention page, ${CLASS} learners`, ms(await median(() => attention(null))), 'under 300 ms');
  report(
    `Attention page, ${CLASS} learners, with what is new since a day`,
    ms(await median(() => attention('2026-02-01'), 5)),
    'under 300 ms',
  );
  const overview = await ratio(
    () => services.overview.of(scope, {}),
    query(`SELECT sum(length(days) + length(video_days) + length(problem_days)), sum(length(moves)), sum(arraySum(place_units)),
      sum(arraySum(place_problems)), sum(grade), sum(done), sum(length(passes)), max(last_active), sum(length(units))
      FROM $activity WHERE course_key = {course:String}`),
    5,
  );
  report(
    `Course page, ${CLASS} learners: beside the bare read of its rows`,
    `${ms(overview.a)} / ${ms(overview.b)} = ${times(overview.ratio)}`,
    'none',
  );
  const group = await ratio(
    () => services.groups.of(scope, 'need_help'),
    query(`SELECT state, count(), sum(length(days)), sum(arraySum(place_units)), sum(arraySum(place_problems)), sum(grade), max(last_active),
        sum(length(problems.block)), sum(arraySum(x -> length(x), problems.submissions))
      FROM (SELECT * FROM $activity WHERE course_key = {course:String}) AS own
      LEFT JOIN (SELECT learner, state FROM ${own}.learner_states FINAL WHERE course_key = {course:String}) AS states
        ON states.learner = own.learner
      GROUP BY state`),
    5,
  );
  report(
    `One group of ${CLASS} learners beside the class: beside the bare read of their rows`,
    `${ms(group.a)} / ${ms(group.b)} = ${times(group.ratio)}`,
    'none',
  );
  const content = await ratio(
    () => services.content.of(scope, null),
    query(`SELECT one.1, count(), sum(one.2), sum(length(one.7)) FROM $activity ARRAY JOIN problems AS one
      WHERE course_key = {course:String} GROUP BY one.1`),
    5,
  );
  report(
    `All problems and videos, ${CLASS} learners: beside the bare read of the same rows`,
    `${ms(content.a)} / ${ms(content.b)} = ${times(content.ratio)}`,
    'none',
  );
  const list = await ratio(
    () => services.learners.list(person, { sort: 'lastActive', order: 'down', offset: 20_000 }),
    query(`SELECT own.*, state, rules, since, marks
      FROM (SELECT learner, enrolled, mode, registered_at, last_active, days, length(units), tried, first_right, ever_right, grade, passes
            FROM $activity WHERE course_key = {course:String}) AS own
      LEFT JOIN (SELECT learner, state, rules, since, marks FROM ${own}.learner_states FINAL
                 WHERE course_key = {course:String}) AS states ON states.learner = own.learner
      ORDER BY last_active DESC LIMIT 50 OFFSET 20000`),
    5,
  );
  report(
    `Learner list, page 401 of ${CLASS} learners by the last day of activity: beside the bare read of these rows`,
    `${ms(list.a)} / ${ms(list.b)} = ${times(list.ratio)}`,
    'under 300 ms',
  );
  const file = async (): Promise<{ bytes: number; rise: number }> =>
    read(await services.csv.of('learners', person, { enrolled: 'false' }));
  const first = await file();
  const csv = await ratio(
    file,
    query(`SELECT learner, enrolled, mode, registered_at, last_active, length(days), length(units), tried, first_right, ever_right, grade, passes
      FROM $activity WHERE course_key = {course:String} ORDER BY learner`),
    3,
  );
  const again = await file();
  report(
    `CSV of ${CLASS} learners, ${mb(first.bytes)}: beside the bare read of the same rows`,
    `${ms(csv.a)} / ${ms(csv.b)} = ${times(csv.ratio)}`,
    'none',
  );
  report(
    'The same: by how much resident memory rises at most while it is read',
    mb(Math.max(first.rise, again.rise)),
    'under 50 MB',
  );
};
