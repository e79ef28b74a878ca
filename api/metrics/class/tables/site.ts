import type { SiteExportId, SiteOverview } from '@marginalia/contract';
import { type Table, ofRate, rateCells, disclosed } from './cells';

/** The tables of all courses that somebody may see. */
export const siteTables: Record<SiteExportId, (answer: SiteOverview) => Table> = {
  courses: ({ asOf, courses }) => ({
    asOf,
    definitions: ['learners', 'enrolledNow', 'active', 'passing', 'completed'],
    columns: [
      ...['course', 'name', 'org', 'learners', 'enrolled_now'],
      ...['active', 'passing', 'completed'].flatMap(ofRate),
      'newest_event',
    ],
    rows: courses.map((one) => [
      ...[one.key, one.name, one.org, disclosed(one.learners), disclosed(one.enrolledNow)],
      ...[one.active, one.passing, one.completed].flatMap(rateCells),
      one.asOf,
    ]),
  }),
  months: ({ asOf, months }) => ({
    asOf,
    definitions: ['monthlyActive'],
    columns: ['month', 'learners', 'month_is_over'],
    rows: months.map(({ month, learners, whole }) => [month, disclosed(learners), whole]),
  }),
  organisations: ({ asOf, organisations }) => ({
    asOf,
    definitions: ['learners', 'enrolledNow'],
    columns: ['org', 'courses', 'learners', 'enrolled_now'],
    rows: organisations.map((one) => [one.org, one.courses, disclosed(one.learners), disclosed(one.enrolledNow)]),
  }),
  coverage: ({ asOf, coverage }) => ({
    asOf,
    definitions: [],
    columns: ['verb', 'statements', 'newest'],
    rows: coverage.map(({ verb, statements, newest }) => [verb, disclosed(statements), newest]),
  }),
};
