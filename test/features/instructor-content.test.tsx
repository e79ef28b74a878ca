/** The content of a course for whoever teaches it: which block is open stands in the address. */
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Pages } from '../../src/features/instructor/Pages';
import { fragmentOf, placeOf } from '../../src/panels/place';
import {
  COURSE,
  PROBLEM,
  VIDEO,
  attention,
  blockRuns,
  outline,
  problem,
  video,
} from '../../src/harness/fixtures/answers';
import { fakeHost } from '../support-web/host';
import { renderIn } from '../support-web/render';

const show = () =>
  renderIn(
    fakeHost({
      '/outline': outline(),
      '/attention': attention(),
      '/problem': problem(),
      '/video': video(),
      '/runs': blockRuns(),
      '/blocks': { status: 404, body: '' },
    }),
    <Pages courseId={COURSE} />,
  );
const open = (fragment: string): void => {
  window.location.hash = fragment;
};
/** As the browser's button: the address is the one before, and the page is disclosed. */
const back = async (): Promise<void> => {
  await act(async () => {
    const gone = new Promise((done) => window.addEventListener('hashchange', done, { once: true }));
    window.history.back();
    await gone;
  });
};

afterAll(() => open(''));

describe('the address of a block', () => {
  it.each([PROBLEM, VIDEO, 'block-v1:Ünï+C%2F1+R+type@html+block@a b'])('finds %s again', (block) =>
    expect(placeOf(fragmentOf({ page: 'content', block }))).toEqual({ page: 'content', block }),
  );
  it('leads to the content as a whole where it names none', () => {
    for (const fragment of ['#content', '#content/', '#content/nonsense', '#content/%E0%A4%A']) {
      expect(placeOf(fragment)).toEqual({ page: 'content' });
    }
    expect(fragmentOf({ page: 'content' })).toBe('#content');
  });
});

it('opens the block that the address names, as after loading the page again', async () => {
  open(fragmentOf({ page: 'content', block: PROBLEM }));
  show();
  expect(await screen.findByText(/38 of 61 learners/)).toBeVisible();
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('Sorting lists');
});

it('writes the chosen block into the address, and goes back from it to where it was chosen', async () => {
  open('#content');
  show();
  const [choice] = await screen.findAllByRole('button', { name: /Sorting lists/ });
  await userEvent.click(choice!);
  expect(window.location.hash).toBe(fragmentOf({ page: 'content', block: PROBLEM }));
  await waitFor(() => expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('Sorting lists'));
  expect(screen.getByRole('heading', { level: 2 })).toHaveFocus();
  await back();
  expect(window.location.hash).toBe('#content');
  await waitFor(() => expect(screen.getByRole('heading', { level: 2 })).not.toHaveTextContent('Sorting lists'));
});
