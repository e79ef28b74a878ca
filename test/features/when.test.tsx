/** What is more than a week old is told by its date, wherever a page says when something was. */
import { screen } from '@testing-library/react';
import { attention } from '../../src/harness/fixtures/reports';
import { judged, learner, learnerRow, learners, overview } from '../../src/harness/fixtures/class';
import { fragmentOf } from '../../src/panels/place';
import type { Responses } from '../support-web/host';
import { showInstructor as show, textIn } from '../support-web/instructor';

const ID = 'https://lms.test|7f3a';
const list = (at: string): Responses => ({
  '/attention': attention([], { learners: judged(), asOf: at }),
  '/learners': learners([
    learnerRow({
      lastActiveAt: at,
      answers: [{ rule: 'stopped', answer: 'contacted', at, by: 'grace', current: true }],
    }),
  ]),
});

const PAGES: [page: string, fragment: string, answers: (at: string) => Responses, ready: RegExp, says: string[]][] = [
  ['the list of learners', '', list, /^Contacted/, ['Latest event: ', 'Contacted ', 'Latest event ']],
  [
    'learners while they are checked again',
    '',
    (at) => ({
      '/attention': attention([], { learners: judged({ computedAt: null, computedBefore: at, states: [] }) }),
    }),
    /^Many events/,
    ['since the last check ('],
  ],
  [
    'one learner',
    fragmentOf({ page: 'learner', learner: ID }),
    (at) => ({ [`/learners/${encodeURIComponent(ID)}`]: learner({ lastActiveAt: at }) }),
    /^Last active/,
    ['Last active '],
  ],
  ['the course', '#course', (at) => ({ '/overview': overview({ asOf: at }) }), /^Updated/, ['Latest event ']],
];

it.each(PAGES)(
  'The page of %s says the date of what is more than a week old',
  async (_, fragment, answers, ready, says) => {
    for (const [days, when] of [
      [3, '3 days ago'],
      [30, 'Oct 31'],
      [339, 'Dec 26, 2025'],
    ] as const) {
      window.location.hash = fragment;
      const { container, unmount } = show(answers(new Date(Date.now() - days * 86_400_000).toISOString()));
      await screen.findAllByText(ready);
      for (const before of says) expect(textIn(container)).toContain(`${before}${when}`);
      unmount();
    }
  },
);
