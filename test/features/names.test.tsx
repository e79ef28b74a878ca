/** How names are written that the site, the course or learners gave: in words where there are any, in their own direction. */
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from '@edx/frontend-platform/i18n';
import { ProblemPanel } from '../../src/features/problem/ProblemPanel';
import { FilterBar } from '../../src/features/margin/FilterBar';
import { TrackName } from '../../src/panels';
import { COURSE, PROBLEM, attention, choices, part, problem } from '../../src/harness/fixtures/reports';
import { judged, learner, learnerRow, learners } from '../../src/harness/fixtures/class';
import { fragmentOf } from '../../src/panels/place';
import { leakingNames } from '../support-web/direction';
import { fakeHost } from '../support-web/host';
import { showInstructor, textIn } from '../support-web/instructor';
import { renderIn } from '../support-web/render';

const ID = 'https://lms.test|7f3a';
const AS_IT_CAME = /\b(audit|verified|honor)\b/;

it.each([
  ['audit', 'Audit'],
  ['no-id-professional', 'Professional (no ID)'],
  ['masters', 'Master’s'],
  ['executive-education', 'Executive education'],
  ['staff-2026', 'staff-2026'],
  ['toString', 'toString'],
])('The enrollment track %s is called %s', (track, name) => {
  const { container } = render(
    <IntlProvider locale="en">
      <TrackName track={track} />
    </IntlProvider>,
  );
  expect(container.querySelector('bdi')).toHaveTextContent(new RegExp(`^${name.replace(/[()]/g, '\\$&')}$`));
});

describe('the name of a track', () => {
  it('The name of a track in the filter of the list of learners is that people know', async () => {
    window.location.hash = '';
    const { container } = showInstructor({
      '/attention': attention([], { learners: judged() }),
      '/learners': learners([learnerRow()]),
    });
    const select = await screen.findByLabelText('Track');
    expect(within(select).getAllByRole('option').map(textIn)).toEqual(['All tracks', 'Audit', 'Verified']);
    expect(textIn(container)).not.toMatch(AS_IT_CAME);
  });

  it('The name of a track on the page of a learner is that people know', async () => {
    window.location.hash = fragmentOf({ page: 'learner', learner: ID });
    const { container } = showInstructor({ [`/learners/${encodeURIComponent(ID)}`]: learner() });
    expect(textIn((await screen.findByText(/^Last active/)).closest('p')!)).toMatch(/ · Verified$/);
    expect(textIn(container)).not.toMatch(AS_IT_CAME);
  });

  it('The name of a track in Arabic stands apart in the filter of a course, and so does that of a run', async () => {
    const runs = [{ run: 'Fall_2025', name: 'Algorithms', newest: '2025-06-01T00:00:00Z' }];
    const tracks = [
      { track: 'audit', learners: 180 },
      { track: 'pilot', learners: 32 },
    ];
    const { container } = renderIn(
      fakeHost({ '/choices': choices(runs, { tracks }) }, 'ar'),
      <FilterBar courseId={COURSE} filter={{ track: 'pilot', run: 'Fall_2025' }} onFilter={() => undefined} />,
    );
    await userEvent.click(await screen.findByRole('button'));
    await screen.findByRole('option', { name: /pilot/ });
    const names = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(names).toContain('\u2068مستمع\u2069 (180)');
    expect(names).toContain('\u2068pilot\u2069 (32)');
    expect(names).toContain('\u2068Fall_2025\u2069: \u2068Algorithms\u2069');
    expect(leakingNames(container)).toEqual([]);
  });
});

it('A question and the answers that a problem accepts stand apart in Arabic, each by itself', async () => {
  const accepted = [
    { text: '3.14', tolerance: '5%', isPattern: false },
    { text: 'merge sort', tolerance: '', isPattern: false },
    { text: '^pi$', tolerance: '', isPattern: true },
  ];
  const parts = [part({ accepted, question: 'How fast?' }), part({ part: '2', question: '' })];
  const { container } = renderIn(
    fakeHost({ '/problem': problem({ parts }) }, 'ar'),
    <ProblemPanel courseId={COURSE} blockId={PROBLEM} draft={false} />,
  );
  const answers = await screen.findAllByText(/^(3\.14.*|merge sort|\^pi\$)$/, { selector: 'bdi' });
  expect(answers.map(textIn)).toEqual(['3.14 ± 5%', 'merge sort', '^pi$']);
  expect(screen.getByRole('option', { name: /How fast/ }).textContent).toContain('\u2068How fast?\u2069');
  expect(leakingNames(container)).toEqual([]);
});
