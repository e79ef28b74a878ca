import type { LearnerRow } from '@marginalia/contract';
import type { Row, Table } from './cells';

async function* flat(pages: AsyncIterable<LearnerRow[]>): AsyncGenerator<Row> {
  for await (const page of pages)
    for (const row of page)
      yield [
        row.id,
        row.username,
        row.name,
        row.email,
        row.enrolled,
        row.track,
        row.registeredAt,
        row.lastActiveAt,
        row.activeDays,
        row.progress,
        row.tried,
        row.firstRight,
        row.everRight,
        row.grade,
        row.passed,
        row.state,
        row.marks.map((mark) => mark.rule).join(' '),
        row.marks.map((mark) => mark.since).join(' '),
        row.answers.map((answer) => `${answer.rule}: ${answer.answer}`).join('; '),
      ];
}

export const learners = ({ asOf, pages }: { asOf: string | null; pages: AsyncIterable<LearnerRow[]> }): Table => ({
  asOf,
  definitions: ['learners', 'learnerStates', 'needHelp', 'progress', 'attempted', 'firstTry', 'grades'],
  columns: [
    'learner',
    'username',
    'name',
    'email',
    'enrolled',
    'track',
    'registered_at',
    'last_active_at',
    'active_days',
    'progress',
    'tried',
    'first_right',
    'ever_right',
    'grade',
    'passed',
    'state',
    'marks',
    'marks_since',
    'answers',
  ],
  rows: flat(pages),
});
