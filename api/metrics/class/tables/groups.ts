import type { Group } from '@marginalia/contract';
import { type Row, type Table, disclosed } from './cells';

export const groupSections = (answer: Group): Table => ({
  asOf: answer.asOf,
  definitions: ['group', 'inside'],
  columns: [
    'id',
    'type',
    'name',
    ...['units', 'problems', 'videos'].flatMap((kind) => [
      kind,
      ...['any', 'all'].flatMap((which) => [`group_${kind}_${which}`, `${kind}_${which}`]),
    ]),
  ],
  rows: answer.reach.map((row) => [
    row.block.id,
    row.block.type,
    row.block.name,
    ...[row.units, row.problems, row.videos].flatMap(({ blocks, any, all }) => [
      blocks,
      ...[any, all].flatMap((both) => [disclosed(both.group), disclosed(both.course)]),
    ]),
  ]),
});

export const groupWeeks = (answer: Group): Table => ({
  asOf: answer.asOf,
  definitions: ['group', 'active'],
  columns: ['week_of', 'group', 'class'],
  rows: answer.weeks.map(({ date, group, course }) => [date, disclosed(group), disclosed(course)]),
});

export const groupSteps = (answer: Group): Table => ({
  asOf: answer.asOf,
  definitions: ['group', 'grades', 'lastVisit', 'firstEnrolled', 'enrolledNow'],
  columns: ['what', 'from', 'to', 'group', 'class'],
  rows: [
    ...answer.grades.map((one): Row => ['course grade', one.from, one.to, one.group, one.course]),
    ...answer.visits.map((one): Row => [
      one.never
        ? one.from === null
          ? 'never came'
          : 'days since the last visit, or never'
        : 'days since the last visit',
      one.from,
      one.to,
      one.group,
      one.course,
    ]),
    ...answer.enrolled.map((one): Row => ['first enrolled', one.from, one.to, one.group, one.course]),
    ...answer.tracks.map((one): Row => ['track', one.tracks.join(' '), null, one.group, one.course]),
  ],
});
