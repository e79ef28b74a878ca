import { screen, waitFor } from '@testing-library/react';
import { type BlockRuns, type Rate, WITHHELD, none } from '@marginalia/contract';
import { rate as wilson } from '../../api/metrics/kit/stats';
import { ProblemPanel } from '../../src/features/problem';
import { VideoPanel } from '../../src/features/video';
import { ContainerPanel } from '../../src/features/outline/lazy';
import { FilterProvider } from '../../src/panels';
import type { Filter } from '../../src/panels';
import {
  COURSE,
  PROBLEM,
  UNIT,
  VIDEO,
  blockRuns,
  choices,
  outline,
  ownPath,
  ownReport,
  problem,
  video,
} from '../../src/harness/fixtures/reports';
import { fakeHost } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { renderIn } from '../support-web/render';

const rate = (count: number, of: number): Rate => wilson(count, of, of, 1, 'no_attempts');
const nothing = none('another_type');

const run = (over: Partial<BlockRuns['runs'][number]> = {}): BlockRuns['runs'][number] => ({
  run: '2025',
  name: 'Algorithms',
  newest: '2025-06-01T00:00:00Z',
  reach: 420,
  attempted: nothing,
  firstTry: nothing,
  viewers: nothing,
  coverage: nothing,
  completion: nothing,
  ...over,
});

const offered = choices([{ run: '2025', name: 'Algorithms', newest: '2025-06-01T00:00:00Z' }]);

const answersWith = (runs: BlockRuns['runs'], own: Rate): Responses => ({
  '/choices': offered,
  '/runs': blockRuns(runs),
  '/problem': problem({ learners: own.kind === 'value' ? own.of : 61, firstTry: own }),
});

const show = (answers: Responses, filter: Filter = {}) => {
  const host = fakeHost(answers);
  return {
    host,
    ...renderIn(
      host,
      <FilterProvider value={filter}>
        <ProblemPanel courseId={COURSE} blockId={PROBLEM} draft={false} />
      </FilterProvider>,
    ),
  };
};

/** What the tile of first attempts says, without the characters that keep ranges together. */
const tile = async (): Promise<string> => {
  const term = await screen.findByRole('button', { name: 'Correct on first attempt' });
  return (term.closest('li')?.textContent ?? '').replace(/[\u2060\u00a0]/g, '');
};
const asks = ({ asked }: { readonly asked: readonly string[] }, end: string): number =>
  asked.filter((url) => url.endsWith(end)).length;

it('The figure of first attempts stands beside that of the last run, with a difference where it is clear', async () => {
  show(answersWith([run({ firstTry: rate(226, 371) })], rate(120, 300)));
  await waitFor(async () =>
    expect(await tile()).toBe('40%Correct on first attempt120 of 30061% last run, now 21 points lower (13–28)'),
  );
});

it('A difference that may be chance is not stated beside the last run', async () => {
  show(answersWith([run({ firstTry: rate(226, 371) })], rate(170, 300)));
  await waitFor(async () => expect(await tile()).toMatch(/170 of 30061% last run$/));
});

it('The last run of few learners is a count without a difference', async () => {
  show(answersWith([run({ firstTry: rate(11, 12) })], rate(60, 300)));
  await waitFor(async () => expect(await tile()).toMatch(/60 of 30011 of 12 last run$/));
});

it('A last run that is hidden is not mentioned beside the figure', async () => {
  const { host } = show(answersWith([run({ firstTry: WITHHELD })], rate(170, 300)));
  await waitFor(() => expect(asks(host, '/runs')).toBe(1));
  await screen.findByRole('heading', { name: 'In other runs' });
  expect(await tile()).toMatch(/170 of 300$/);
});

it('A later run, and one before the last, are not called the last run', async () => {
  const later = { run: '2027', name: '', newest: '2999-01-01T00:00:00Z' };
  const older = { run: '2024', name: '', newest: '2024-06-01T00:00:00Z' };
  show({
    ...answersWith(
      [run({ ...later, firstTry: rate(9, 90) }), run({ ...older, firstTry: rate(9, 90) })],
      rate(170, 300),
    ),
    '/choices': choices([later, ...offered.runs, older], { before: '2025', after: '2027' }),
  });
  await screen.findByRole('heading', { name: 'In other runs' });
  expect(await tile()).toMatch(/170 of 300$/);
});

it('The last run is the one that the service calls the one before, though an event came there later than here', async () => {
  const back = { run: '2025', name: 'Algorithms', newest: '2999-01-01T00:00:00Z' };
  show({
    ...answersWith([run({ ...back, firstTry: rate(226, 371) })], rate(170, 300)),
    '/choices': choices([back]),
  });
  await waitFor(async () => expect(await tile()).toMatch(/170 of 30061% last run$/));
});

it('A part of this run is not compared with the whole last run', async () => {
  show(answersWith([run({ firstTry: rate(226, 371) })], rate(170, 300)), { track: 'audit' });
  await screen.findByRole('heading', { name: 'In other runs' });
  expect(await tile()).toMatch(/170 of 300$/);
});

it('A panel makes no second request where the course has no other runs', async () => {
  const { host } = show({ ...answersWith([], rate(170, 300)), '/choices': choices() });
  await waitFor(() => expect(asks(host, '/choices')).toBe(1));
  await tile();
  expect(asks(host, '/runs')).toBe(0);
});

it('A video stands beside the last run by its average without a difference, and by who watched it in full', async () => {
  const answers = {
    '/choices': offered,
    '/runs': blockRuns([run({ viewers: 200, coverage: 0.71, completion: rate(160, 200) })]),
    '/video': video({ viewers: 300, coverage: 0.5, completion: rate(90, 300) }),
  };
  renderIn(fakeHost(answers), <VideoPanel courseId={COURSE} blockId={VIDEO} draft={false} />);
  expect(await screen.findByText('71% last run')).toBeVisible();
  expect(screen.getByText(/^80% last run, now 50 points lower/)).toBeVisible();
});

it('A unit states first attempts of the last run without a difference, for those of one learner go together', async () => {
  const answers = {
    '/choices': offered,
    '/runs': blockRuns([run({ firstTry: rate(100, 1000) })]),
    '/outline': outline(),
    [ownPath(UNIT)]: ownReport(UNIT),
  };
  renderIn(
    fakeHost(answers),
    <ContainerPanel courseId={COURSE} blockId={UNIT} draft={false} inHost={[]} onSelect={() => undefined} />,
  );
  expect(await screen.findByText(/ · 10% last run$/)).toBeVisible();
});
