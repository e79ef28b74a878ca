/** The content of a course for whoever teaches it: which block is open stands in the address. */
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD } from '@marginalia/contract';
import type { OutlineBlock, Quantity } from '@marginalia/contract';
import { biggestLoss, changeOf } from '../../src/features/content/model';
import { Pages } from '../../src/features/instructor/Pages';
import { fragmentOf, placeOf } from '../../src/panels/place';
import {
  COURSE,
  PROBLEM,
  VIDEO,
  attention,
  blockRuns,
  choices,
  outline,
  problem,
  video,
} from '../../src/harness/fixtures/reports';
import { content } from '../../src/harness/fixtures/class';
import { fakeHost } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { renderIn } from '../support-web/render';

const show = (over: Responses = {}) =>
  renderIn(
    fakeHost({
      '/outline': outline(),
      '/attention': attention(),
      '/problem': problem(),
      '/video': video(),
      '/runs': blockRuns(),
      '/content': content(),
      '/choices': choices(),
      '/blocks': { status: 404, body: '' },
      ...over,
    }),
    <Pages courseId={COURSE} />,
  );
const open = (fragment: string): void => {
  window.location.hash = fragment;
};
/** As the browser's button: the address is the one before, and the page is told. */
const back = async (): Promise<void> => {
  await act(async () => {
    const gone = new Promise((done) => window.addEventListener('hashchange', done, { once: true }));
    window.history.back();
    await gone;
  });
};

afterAll(() => open(''));

describe('the address of a block', () => {
  it.each([PROBLEM, VIDEO, 'block-v1:Ünï+C%2F1+R+type@html+block@a b'])(
    'The address of a block finds %s again',
    (block) => expect(placeOf(fragmentOf({ page: 'content', block }))).toEqual({ page: 'content', block }),
  );
  it('The address of a block leads to the content as a whole where it names none', () => {
    for (const fragment of ['#content', '#content/', '#content/nonsense', '#content/%E0%A4%A']) {
      expect(placeOf(fragment)).toEqual({ page: 'content' });
    }
    expect(fragmentOf({ page: 'content' })).toBe('#content');
  });
});

it('The page of the content opens the panel of the block that the address names, as after loading the page again', async () => {
  open(fragmentOf({ page: 'content', block: PROBLEM }));
  show();
  expect(await screen.findByText(/38 of 61 learners/)).toBeVisible();
  const panel = screen.getByRole('dialog');
  expect(within(panel).getByRole('heading', { level: 2 })).toHaveTextContent('Sorting lists');
});

it('The page of the content writes the chosen block into the address, and goes back to the table when its panel is closed', async () => {
  open('#content?show=problems');
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Sorting lists' }));
  expect(window.location.hash).toBe(`${fragmentOf({ page: 'content', block: PROBLEM })}?show=problems`);
  const panel = await screen.findByRole('dialog');
  await waitFor(() => expect(within(panel).getByRole('heading', { level: 2 })).toHaveFocus());
  expect(screen.getByRole('row', { name: /Sorting lists/ })).toHaveClass('marginalia-opened');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(window.location.hash).toBe('#content?show=problems');
  expect(screen.getByRole('row', { name: /Sorting lists/ })).toHaveFocus();
  await back();
  expect(await screen.findByRole('dialog')).toBeVisible();
});

it('The page of the content stands beside the run before, not beside a later one', async () => {
  open('#content');
  const runs = ['2027', 'Fall_2025'].map((run) => ({ run, name: '', newest: '2025-12-01' }));
  show({ '/choices': choices(runs, { before: 'Fall_2025', after: '2027' }) });
  expect(await screen.findByRole('columnheader', { name: /^vs Fall_2025/ })).toBeVisible();
  expect(screen.queryByRole('columnheader', { name: /2027/ })).toBeNull();
});

it('The page of the content opens and closes what lies in a section by its keys, as every tree does', async () => {
  open('#content');
  show();
  const tree = await screen.findByRole('treegrid');
  const levels = (): (string | null)[] =>
    within(tree)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.getAttribute('aria-level'));
  const before = levels();
  const first = within(tree).getAllByRole('row')[1]!;
  expect(first).toHaveAttribute('aria-expanded', 'true');
  act(() => first.focus());
  await userEvent.keyboard('{ArrowLeft}');
  expect(first).toHaveAttribute('aria-expanded', 'false');
  expect(levels().length).toBeLessThan(before.length);
  await userEvent.keyboard('{ArrowRight}');
  expect(levels()).toEqual(before);
  await userEvent.keyboard('{ArrowRight}');
  expect(within(tree).getAllByRole('row')[2]).toHaveFocus();
  // the subsection is open: it closes first, and then the focus goes to what it lies in
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(first).toHaveFocus();
});

describe('the sentence and the columns of the content', () => {
  const rate = (count: number, of: number, low: number, high: number) =>
    ({ kind: 'value', value: count / of, count, of, low, high }) as const;
  it('The sentence and the columns of the content claim a change from an earlier run only where the interval of the difference leaves out zero', () => {
    // 16% of 300 beside 67% of 150: Newcombe's interval is about -59 to -43 points
    expect(changeOf(rate(48, 300, 0.123, 0.206), rate(100, 150, 0.588, 0.737))).toEqual({ points: -51, clear: true });
    expect(changeOf(rate(50, 100, 0.404, 0.596), rate(55, 100, 0.452, 0.644))).toEqual({ points: -5, clear: false });
    expect(changeOf(rate(50, 100, 0.404, 0.596), undefined)).toBeNull();
    expect(changeOf(WITHHELD, rate(55, 100, 0.452, 0.644))).toBeNull();
  });
  it('The sentence and the columns of the content name the section after which most learners are lost, and none where a number is hidden', () => {
    const chapter = (id: string, reach: Quantity): OutlineBlock => ({
      ...outline().blocks.find(({ type }) => type === 'chapter')!,
      id,
      name: id,
      parent: null,
      order: Number(id),
      reach,
    });
    const of = (...blocks: OutlineBlock[]) => biggestLoss({ ...outline(), blocks });
    expect(of(chapter('1', 380), chapter('2', 247), chapter('3', 205))).toMatchObject({
      after: { id: '1' },
      lost: 133,
    });
    // the third may not be open yet
    expect(of(chapter('1', 380), chapter('2', 331), chapter('3', 0))).toMatchObject({ after: { id: '1' }, lost: 49 });
    expect(of(chapter('1', 380), chapter('2', WITHHELD), chapter('3', 205))).toBeNull();
    expect(of(chapter('1', 100), chapter('2', 100))).toBeNull();
  });
});
