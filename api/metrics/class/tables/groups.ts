import { type Group, METRIC_OF } from '@marginalia/contract';
import { place } from './blocks';
import { type Column, type Table, amount, plain, table } from './cells';
import { KINDS } from './course';

const GROUP = METRIC_OF.group;
const learners = GROUP['group.learners'];

type Reached = Group['reach'][number];

export const groupSections = ({ asOf, reach }: Group): Table =>
  table<Reached>(
    asOf,
    [
      ...place<Reached>(),
      ...KINDS.flatMap((kind): Column<Reached>[] => [
        plain(kind, (row) => row[kind].blocks),
        ...(['any', 'all'] as const).flatMap((which): Column<Reached>[] => [
          amount(`group_${kind}_${which}`, learners, (row) => row[kind][which].group),
          amount(`${kind}_${which}`, GROUP.reach, (row) => row[kind][which].course),
        ]),
      ]),
    ],
    reach,
  );

export const groupWeeks = ({ asOf, weeks }: Group): Table =>
  table<Group['weeks'][number]>(
    asOf,
    [
      plain('week_of', ({ date }) => date),
      amount('group', learners, ({ group }) => group),
      amount('class', GROUP.weeks, ({ course }) => course),
    ],
    weeks,
  );

interface Step {
  readonly what: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
  readonly group: number;
  readonly course: number;
}

const visit = ({ never, from }: Group['visits'][number]): string =>
  !never ? 'days since the last visit' : from === null ? 'never came' : 'days since the last visit, or never';

export const groupSteps = ({ asOf, grades, visits, enrolled, tracks }: Group): Table =>
  table<Step>(
    asOf,
    [
      plain('what', ({ what }) => what),
      plain('from', ({ from }) => from),
      plain('to', ({ to }) => to),
      plain('group', ({ group }) => group, learners),
      plain('class', ({ course }) => course, [GROUP.grades, GROUP.visits, GROUP.enrolled, GROUP.tracks]),
    ],
    [
      ...grades.map((one) => ({ ...one, what: 'course grade' })),
      ...visits.map((one) => ({ ...one, what: visit(one) })),
      ...enrolled.map((one) => ({ ...one, what: 'first enrolled' })),
      ...tracks.map((one) => ({ ...one, what: 'track', from: one.tracks.join(' '), to: null })),
    ],
  );
