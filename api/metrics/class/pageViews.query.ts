import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { isCounted } from '../../store/queries/countedEvents';
import { IN_POPULATION } from '../kit/inPopulation';

/**
 * Page views, from the events themselves: navigations inside subsections. Per subsection and section (`place`), and per week
 * (`week`, the Monday it begins on): how many, and by how many learners. `blocks` with the subsection and the section that
 * each is or lies in; `until`: the time (UTC) before which, for what comes after a course's end does not count; '': all.
 */
export const pageViews = defineQuery({
  name: 'page-views',
  params: {
    course: 'String',
    registered_only: 'UInt8',
    until: 'String',
    blocks: 'Array(String)',
    subsections: 'Array(String)',
    sections: 'Array(String)',
  },
  row: z.object({
    what: z.enum(['place', 'week']),
    name: column.text,
    learners: column.count,
    views: column.count,
  }),
  sql: (db, p) => `
    SELECT one.1 AS what, one.2 AS name, count() AS learners, sum(n) AS views
    FROM (
      SELECT one, learner, sum(n) AS n
      FROM (
        SELECT learner, n, arrayJoin([
                 ('place', transform(block_id, ${p.blocks}, ${p.subsections}, '')),
                 ('place', transform(block_id, ${p.blocks}, ${p.sections}, '')),
                 ('week', toString(week))]) AS one
        FROM (
          SELECT learner, block_id, toMonday(toDate(events.time)) AS week, count() AS n
          FROM ${db.own}.events FINAL
          WHERE course_key = ${p.course} AND verb = 'navigated' AND block_id IN ${p.blocks}
            AND (${p.until} = '' OR events.time < parseDateTime64BestEffort(if(${p.until} = '', '2100-01-01', ${p.until}), 6, 'UTC'))
            AND ${isCounted(db.own)}
            AND learner IN (SELECT learner FROM ${db.own}.learner_activity FINAL WHERE course_key = ${p.course} AND ${IN_POPULATION(p)})
          GROUP BY learner, block_id, week))
      WHERE one.2 != ''
      GROUP BY one, learner)
    GROUP BY one ORDER BY what, name`,
  example: {
    course: 'course-v1:A+B+C',
    registered_only: 1,
    until: '',
    blocks: ['q'],
    subsections: ['q'],
    sections: ['s'],
  },
});
