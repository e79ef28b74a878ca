import { METRIC_OF, type Overview, type Views } from '@marginalia/contract';
import { place } from './blocks';
import { type Table, amount, plain, table } from './cells';

const OVERVIEW = METRIC_OF.overview;
const VIEWS = METRIC_OF.views;

export const KINDS = ['units', 'problems', 'videos'] as const;
/** Of each kind of block inside a section, what it means that learners were there. */
const INSIDE = { units: 'reach', problems: 'attempted', videos: 'viewers' } as const;

export const sections = ({ asOf, reach }: Overview): Table =>
  table<Overview['reach'][number]>(
    asOf,
    [
      ...place(),
      ...KINDS.flatMap((kind) => [
        plain<Overview['reach'][number]>(kind, (row) => row[kind].blocks, OVERVIEW.reach),
        amount<Overview['reach'][number]>(`${kind}_any`, INSIDE[kind], (row) => row[kind].any),
        amount<Overview['reach'][number]>(`${kind}_all`, INSIDE[kind], (row) => row[kind].all),
      ]),
    ],
    reach,
  );

export const enrolment = ({ asOf, enrolment: { tracks, days } }: Overview): Table =>
  table<Overview['enrolment']['days'][number]>(
    asOf,
    [
      plain('date', ({ date }) => date),
      amount('enrolled', OVERVIEW.enrolment, ({ total }) => total),
      ...tracks.map((track, at) =>
        amount<Overview['enrolment']['days'][number]>(
          `enrolled_${track || 'no_track'}`,
          OVERVIEW.enrolment,
          ({ byTrack }) => byTrack[at] ?? null,
        ),
      ),
    ],
    days,
  );

type Active = Overview['activity']['days'][number];
const ACTIVE = [
  amount<Active>('learners', OVERVIEW.activity, ({ learners }) => learners),
  amount<Active>('watched_a_video', OVERVIEW.activity, ({ watched }) => watched),
  amount<Active>('attempted_a_problem', OVERVIEW.activity, ({ tried }) => tried),
];

export const activity = (overview: Overview): Table =>
  table<Active>(overview.asOf, [plain('date', ({ date }) => date), ...ACTIVE], overview.activity.days);

export const hours = (overview: Overview): Table =>
  table<NonNullable<Overview['activity']['hours']>[number]>(
    overview.asOf,
    [
      plain('weekday_utc', ({ weekday }) => weekday),
      plain('hour_utc', ({ hour }) => hour),
      amount('learners', OVERVIEW.activity, ({ learners }) => learners),
    ],
    overview.activity.hours ?? [],
  );

export const weeks = (overview: Overview): Table =>
  table<Overview['activity']['weeks'][number]>(
    overview.asOf,
    [plain('week_of', ({ date }) => date), ...ACTIVE, plain('week_is_over', ({ whole }) => whole)],
    overview.activity.weeks,
  );

export const grades = ({ asOf, grades: { buckets, passLine } }: Overview): Table =>
  table<Overview['grades']['buckets'][number]>(
    asOf,
    [
      plain('from', ({ from }) => from),
      plain('to', ({ to }) => to),
      amount('learners', OVERVIEW.grades, ({ learners }) => learners),
      plain('passes', ({ from }) => (passLine === null ? null : from >= passLine), OVERVIEW['summary.passing']),
    ],
    buckets,
  );

export const completion = ({ asOf, completion: { buckets } }: Overview): Table =>
  table<Overview['grades']['buckets'][number]>(
    asOf,
    [
      plain('from', ({ from }) => from),
      plain('to', ({ to }) => to),
      amount('learners', OVERVIEW['completion.buckets'], ({ learners }) => learners),
    ],
    buckets,
  );

export const views = ({ asOf, places }: Views): Table =>
  table<Views['places'][number]>(
    asOf,
    [...place(), amount('views', VIEWS['places[].views'], (row) => row.views)],
    places,
  );

export const viewsWeeks = ({ asOf, weeks: rows }: Views): Table =>
  table<Views['weeks'][number]>(
    asOf,
    [
      plain('week_of', ({ date }) => date),
      amount('views', VIEWS['weeks[].views'], (week) => week.views),
      plain('running_total', ({ total }) => total, VIEWS['weeks[].total']),
      plain('week_is_over', ({ whole }) => whole),
    ],
    rows,
  );
