import { type LearnerRow, METRIC_OF } from '@marginalia/contract';
import { type Column, type Table, pagedTable, plain } from './cells';

const LEARNERS = METRIC_OF.learners;

const COLUMNS: readonly Column<LearnerRow>[] = [
  plain('learner', (row) => row.id, LEARNERS.total),
  plain('username', (row) => row.username),
  plain('name', (row) => row.name),
  plain('email', (row) => row.email),
  plain('enrolled', (row) => row.enrolled),
  plain('track', (row) => row.track),
  plain('enrolled_at', (row) => row.registeredAt),
  plain('last_active_at', (row) => row.lastActiveAt),
  plain('active_days', (row) => row.activeDays, LEARNERS['learners[].activeDays']),
  plain('progress', (row) => row.progress, LEARNERS['learners[].progress']),
  plain('attempted', (row) => row.tried, LEARNERS['learners[].tried']),
  plain('correct_on_first_attempt', (row) => row.firstRight, LEARNERS['learners[].firstRight']),
  plain('eventually_correct', (row) => row.everRight, LEARNERS['learners[].everRight']),
  plain('grade', (row) => row.grade, LEARNERS['learners[].grade']),
  plain('passed', (row) => row.passed, LEARNERS['learners[].passed']),
  plain('status', (row) => row.state, LEARNERS['learners[].state']),
  plain('flags', (row) => row.marks.map((mark) => mark.rule).join(' '), LEARNERS['learners[].marks']),
  plain('flags_since', (row) => row.marks.map((mark) => mark.since).join(' ')),
  plain(
    'answers',
    ({ answers: said }) => said.map(({ rule, answer }) => `${rule}: ${answer}`).join('; '),
    LEARNERS['learners[].answers'],
  ),
];

export const learners = ({ asOf, pages }: { asOf: string | null; pages: AsyncIterable<LearnerRow[]> }): Table =>
  pagedTable(asOf, COLUMNS, pages);
