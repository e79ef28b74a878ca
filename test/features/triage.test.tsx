import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AttentionItem, AttentionNote } from '@marginalia/contract';
import { CoursePanel } from '../../src/features/outline/lazy';
import { COURSE, attention, outline, wrongKey } from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const note = (status: AttentionNote['status'], text = ''): AttentionNote => ({
  status,
  text,
  by: 'ada',
  at: '2026-11-03T10:00:00Z',
});
const list = (item: AttentionItem, mayAnswer = true) => {
  const aside = item.state === 'set_aside' ? 1 : 0;
  return attention([item], {
    mayAnswer,
    counts: { listed: 1 - aside, setAside: aside, nothingFound: 10, tooEarly: 0 },
  });
};
const show = (item: AttentionItem, mayAnswer = true, saved: object | null = note('intended')) => {
  const host = fakeHost({ '/outline': outline(), '/attention': list(item, mayAnswer), '/note': saved });
  return { host, ...renderIn(host, <CoursePanel courseId={COURSE} onSelect={() => {}} />) };
};

/** What was said, as one text: names are elements of their own in it. */
const said = async (): Promise<string> => (await screen.findByText('ada')).closest('p')?.textContent ?? '';

const openMenu = async (): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name: 'Dismiss: Sorting lists' }));
const titleOf = (button: HTMLElement): string => button.querySelector('strong')?.textContent ?? '';

it('The list of findings saves an answer with a note, and then shows the item as dismissed', async () => {
  const item = wrongKey();
  const { host, container } = show(item);
  await openMenu();
  expect(screen.getAllByRole('button', { name: /^(Intended|Fixed|Snooze) / }).map(titleOf)).toEqual([
    'Intended',
    'Fixed',
    'Snooze',
  ]);
  await userEvent.click(screen.getByRole('button', { name: /^Intended / }));
  expect(screen.getByLabelText(/Note for the course team/)).toHaveFocus();
  await userEvent.type(screen.getByLabelText(/Note for the course team/), ' A warm-up. ');
  await expectAccessible(container);
  const answered = { ...item, state: 'set_aside' as const, note: note('intended', 'A warm-up.') };
  host.answer({ '/outline': outline(), '/attention': list(answered), '/note': note('intended', 'A warm-up.') });
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(host.sent).toEqual([
    {
      method: 'PUT',
      url: `http://api.test/api/v1/courses/${encodeURIComponent(COURSE)}/attention/${encodeURIComponent(item.id)}/note`,
      body: { status: 'intended', text: 'A warm-up.' },
    },
  ]);
  expect(await screen.findByText(/Nothing left to review/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '1 dismissed' }));
  expect(await said()).toMatch(/ada marked this as intended on Nov 3\..*A warm-up\./);
});

it('The list of findings takes an answer back', async () => {
  const { host } = show(wrongKey({ state: 'watching', note: note('fixed') }));
  expect(await screen.findByText(/^Watching:/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(host.sent.map(({ body }) => body)).toEqual([{ status: 'open' }]));
});

it('The list of findings says that an item is back, and asks again', async () => {
  show(wrongKey({ state: 'back', note: note('intended', 'A warm-up.') }));
  expect(await screen.findByText('Back on the list: the evidence has changed.')).toBeVisible();
  expect(await said()).toContain('ada marked this as intended');
  expect(screen.getByRole('button', { name: /^Dismiss:/ })).toBeVisible();
});

it('The list of findings marks what nobody has opened, and remembers that somebody did', async () => {
  const { host } = show(wrongKey());
  expect(await screen.findByText('new')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Sorting lists new/ }));
  await waitFor(() => expect(host.sent.map(({ body }) => body)).toEqual([{ status: 'seen' }]));
});

it('A finding only shows what was said to who may not answer', async () => {
  const { host } = show(wrongKey({ state: 'watching', note: note('fixed', 'Key swapped.') }), false);
  expect(await said()).toContain('Key swapped.');
  expect(screen.queryByRole('button', { name: /Undo|Dismiss/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /^Problem Sorting lists$/ }));
  expect(host.sent).toEqual([]);
});

it.each([[null], [failure(403, 'not_course_author')]])(
  'The list of findings says so where it could not be saved (%#)',
  async (saved) => {
    show(wrongKey({ state: 'seen' }), true, saved);
    await openMenu();
    await userEvent.click(screen.getByRole('button', { name: /^Snooze / }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Couldn’t save. Try again.');
  },
);
