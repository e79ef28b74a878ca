import type { Engine } from '../../api/store/engine';
import { refreshTotals } from '../../api/store/queries/blockTotals';

/**
 * A large site, written into the tables by the database itself: courses of very different size, learners who come back,
 * several events a learner and block. Everything is made from row numbers by hashing, so each run makes the same.
 */

export const COURSE = 'course-v1:Bench+Target+1';
export const key = (type: string, n: number): string => `block-v1:Bench+Target+1+type@${type}+block@b${n}`;
export const PROBLEM = key('problem', 1);
export const VIDEO = key('video', 2);

export const BLOCKS = 600;
export const COURSE_LEARNERS = 50_000;
export const BLOCK_LEARNERS = 10_000;

/** Events that one fact stands for, elsewhere in the site. */
const EVENTS_PER_FACT = 5;
const CHUNK = 5_000_000;

const TIME = (seed: string): string =>
  `toDateTime64('2026-01-01 00:00:00', 6, 'UTC') + toIntervalSecond(cityHash64(${seed}, 't') % 15552000)`;
const ID = (seed: string): string =>
  `reinterpretAsUUID(reverse(toString(cityHash64(${seed}, 'a'))) || toString(cityHash64(${seed}, 'b')))`;
const LEARNER = (course: string, n: string): string =>
  `lower(hex(cityHash64(${course}, ${n}, 'l'))) || '-0000-4000-8000'`;

const FACT_COLUMNS =
  'course_key, block_id, learner, version, registered, first_at, last_at, reached, tried, first_right, ever_right, attempts, first_try_at, rest_right, rest_tried, parts, questions, plays, watched, seen, lengths';

/** However long it takes: on a machine that does other things too it may be minutes. */
const fill = (engine: Engine, insert: string): Promise<void> =>
  engine.command(`${insert} SETTINGS max_execution_time = 0`);

/** Rows of the target course: every learner at about a fifth of the blocks, and `BLOCK_LEARNERS` at the two measured. */
export const fillTarget = async (engine: Engine): Promise<void> => {
  const { own, eventSink } = engine.databases;
  await engine.command(`DROP VIEW IF EXISTS ${own}.touched_mv`);
  await fill(
    engine,
    `
    INSERT INTO ${eventSink}.course_blocks
    SELECT 'Bench', '${COURSE}', multiIf(number = 0, 'block-v1:Bench+Target+1+type@course+block@course',
             number % 3 = 1, 'block-v1:Bench+Target+1+type@problem+block@b' || toString(number),
             number % 3 = 2, 'block-v1:Bench+Target+1+type@video+block@b' || toString(number),
             'block-v1:Bench+Target+1+type@vertical+block@b' || toString(number)) AS location,
           'Block ' || toString(number),
           '{"block_type":"' || multiIf(number = 0, 'course', number % 3 = 1, 'problem', number % 3 = 2, 'video', 'vertical') ||
             '","section":1,"subsection":1,"unit":' || toString(intDiv(number, 3)) || '}',
           number, '2026-01-01', toUUID('00000000-0000-4000-8000-000000000001'), '2026-01-01 00:00:00'
    FROM numbers(${BLOCKS})`,
  );
  const fact = (block: string, learners: number, skip: string): string => `
    INSERT INTO ${own}.facts (${FACT_COLUMNS})
    SELECT '${COURSE}', block, learner, 1, 1, first_at, first_at + toIntervalDay(1), 4, is_problem,
           is_problem * (h % 2), is_problem * (h % 4 > 0), is_problem * (1 + h % 3), if(is_problem = 1, first_at, NULL), h % 20, 20,
           if(is_problem = 1, [('1', 'choice', toString(h % 4), h % 2, toString(h % 3), h % 3 = 1, h % 4 > 0)], []),
           if(is_problem = 1, ['Which?'], []), 1 - is_problem,
           if(is_problem = 0, [(h % 60, 60 + h % 240), (200, 260)], []) AS watched, watched AS seen,
           if(is_problem = 0, [(300., 3)], [])
    FROM (SELECT ${block} AS block, ${LEARNER(`'${COURSE}'`, 'l')} AS learner, cityHash64(l, b) AS h, ${TIME('l, b')} AS first_at,
                 toUInt8(b % 3 = 1) AS is_problem
          FROM (SELECT number % ${learners} AS l, intDiv(number, ${learners}) AS b FROM numbers(${BLOCKS} * ${learners})) WHERE ${skip})`;
  const name = `multiIf(b = 0, '${COURSE}', b % 3 = 1, 'block-v1:Bench+Target+1+type@problem+block@b' || toString(b), b % 3 = 2, 'block-v1:Bench+Target+1+type@video+block@b' || toString(b), 'block-v1:Bench+Target+1+type@vertical+block@b' || toString(b))`;
  await fill(engine, fact(name, BLOCK_LEARNERS, 'b IN (1, 2)'));
  await fill(engine, fact(name, COURSE_LEARNERS, 'b NOT IN (1, 2) AND (b = 0 OR cityHash64(l, b) % 5 = 0)'));
  // The events behind the facts of the measured problem: first and later attempts.
  await fill(
    engine,
    `
    INSERT INTO ${own}.events (course_key, learner, time, event_id, verb, block_id, attempt, success, response, interaction_type)
    SELECT '${COURSE}', ${LEARNER(`'${COURSE}'`, 'l')}, ${TIME('l, 1')} + toIntervalMinute(a), ${ID('l, a')}, 'evaluated', '${PROBLEM}',
           a + 1, cityHash64(l, a) % 2, toString(cityHash64(l, a) % 4), 'choice'
    FROM (SELECT number % ${BLOCK_LEARNERS} AS l, intDiv(number, ${BLOCK_LEARNERS}) AS a FROM numbers(${3 * BLOCK_LEARNERS}))`,
  );
  // And those of the rest of the course: a hundred a learner.
  await fill(
    engine,
    `
    INSERT INTO ${own}.events (course_key, learner, time, event_id, verb, block_id, attempt, success, response, position, length)
    SELECT '${COURSE}', ${LEARNER(`'${COURSE}'`, 'l')}, ${TIME('n')}, ${ID('n')}, ['evaluated', 'played', 'paused', 'progressed'][1 + n % 4],
           'block-v1:Bench+Target+1+type@problem+block@b' || toString(3 + n % (${BLOCKS} - 3)), 1, n % 2, toString(n % 4), n % 300, 300
    FROM (SELECT number AS n, number % ${COURSE_LEARNERS} AS l FROM numbers(${100 * COURSE_LEARNERS}))`,
  );
  const blocks = [
    COURSE,
    ...Array.from({ length: BLOCKS - 1 }, (_, index) => index + 1).map((n) =>
      key(n % 3 === 1 ? 'problem' : n % 3 === 2 ? 'video' : 'vertical', n),
    ),
  ];
  await refreshTotals(engine, COURSE, blocks, 1);
};

/** Events elsewhere in the site, and the facts made of them, from row `from` to row `to`. */
export const fillElsewhere = async (
  engine: Engine,
  from: number,
  to: number,
  courses: number,
  report: (done: number) => void,
): Promise<void> => {
  const { own } = engine.databases;
  // The square of a fraction: a few courses are large, most are small.
  const course = `'course-v1:Bench+C' || toString(toUInt32(pow(cityHash64(intDiv(n, 8), 'c') / 18446744073709551615, 2) * ${courses})) || '+1'`;
  for (let at = from; at < to; at += CHUNK) {
    const rows = Math.min(CHUNK, to - at);
    await fill(
      engine,
      `
      INSERT INTO ${own}.events (course_key, learner, time, event_id, verb, block_id, attempt, success, response, interaction_type, position, length)
      SELECT course, ${LEARNER('course', 'cityHash64(intDiv(n, 8)) % 20000')}, ${TIME('n')}, ${ID('n')},
             ['evaluated', 'played', 'paused', 'progressed', 'navigated'][1 + n % 5],
             'block-v1:x+type@problem+block@' || toString(cityHash64(n, 'b') % 200), 1 + n % 3, n % 2, toString(n % 4), 'choice', n % 300, 300
      FROM (SELECT number + ${at} AS n, ${course} AS course FROM numbers(${rows}))`,
    );
    await fill(
      engine,
      `
      INSERT INTO ${own}.facts (course_key, block_id, learner, version, registered, first_at, last_at, reached, tried, first_right, attempts)
      SELECT course, 'block-v1:x+type@problem+block@' || toString(cityHash64(n, 'b') % 200), ${LEARNER('course', 'cityHash64(intDiv(n, 8)) % 20000')},
             1, 1, ${TIME('n')}, ${TIME('n')}, 4, 1, n % 2, 1 + n % 3
      FROM (SELECT ${EVENTS_PER_FACT} * number + ${at} AS n, ${course} AS course FROM numbers(${Math.floor(rows / EVENTS_PER_FACT)}))`,
    );
    report(at + rows);
  }
};
