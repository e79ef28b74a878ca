import type { Overview, Views } from '@marginalia/contract';
import { type Table, disclosed } from './cells';

export const sections = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['inside', 'reach', 'attempted', 'viewers'],
  columns: [
    'id',
    'type',
    'name',
    ...['units', 'problems', 'videos'].flatMap((kind) => [kind, `${kind}_any`, `${kind}_all`]),
  ],
  rows: answer.reach.map((row) => [
    row.block.id,
    row.block.type,
    row.block.name,
    ...[row.units, row.problems, row.videos].flatMap((of) => [of.blocks, disclosed(of.any), disclosed(of.all)]),
  ]),
});

export const enrolment = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['enrolment'],
  columns: ['date', 'enrolled', ...answer.enrolment.tracks.map((track) => `enrolled_${track || 'no_track'}`)],
  rows: answer.enrolment.days.map((day) => [day.date, disclosed(day.total), ...day.byTrack.map(disclosed)]),
});

export const activity = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['active'],
  columns: ['date', 'learners', 'watched_a_video', 'tried_a_problem'],
  rows: answer.activity.days.map((day) => [
    day.date,
    disclosed(day.learners),
    disclosed(day.watched),
    disclosed(day.tried),
  ]),
});

export const hours = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['active'],
  columns: ['hour', 'learners'],
  rows: (answer.activity.hours ?? []).map(({ hour, learners }) => [hour, disclosed(learners)]),
});

export const weeks = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['active'],
  columns: ['week_of', 'learners', 'watched_a_video', 'tried_a_problem', 'week_is_over'],
  rows: answer.activity.weeks.map((week) => [
    week.date,
    disclosed(week.learners),
    disclosed(week.watched),
    disclosed(week.tried),
    week.whole,
  ]),
});

export const grades = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['grades', 'passing'],
  columns: ['from', 'to', 'learners', 'passes'],
  rows: answer.grades.buckets.map((bucket) => [
    bucket.from,
    bucket.to,
    disclosed(bucket.learners),
    answer.grades.passLine === null ? null : bucket.from >= answer.grades.passLine,
  ]),
});

export const completion = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['completed'],
  columns: ['from', 'to', 'learners'],
  rows: answer.completion.buckets.map((bucket) => [bucket.from, bucket.to, disclosed(bucket.learners)]),
});

export const views = (answer: Views): Table => ({
  asOf: answer.asOf,
  definitions: ['pageViews'],
  columns: ['id', 'type', 'name', 'views'],
  rows: answer.places.map((row) => [row.block.id, row.block.type, row.block.name, disclosed(row.views)]),
});

export const viewsWeeks = (answer: Views): Table => ({
  asOf: answer.asOf,
  definitions: ['pageViews'],
  columns: ['week_of', 'views', 'running_total', 'week_is_over'],
  rows: answer.weeks.map((week) => [week.date, disclosed(week.views), week.total, week.whole]),
});
