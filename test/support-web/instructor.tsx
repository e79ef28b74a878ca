import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Instructor } from '../../src/features/instructor';
import { COURSE } from '../../src/harness/fixtures/reports';
import { fakeHost } from './host';
import type { Responses } from './host';
import { renderIn } from './render';

/** What a reader sees, without the characters that keep words together or apart. */
export const textIn = (element: Element): string =>
  (element.textContent ?? '').replace(/[\u2060\u2066-\u2069]/g, '').replace(/\u202f/g, ' ');

/** The instructor's pages of the course of the fixtures. */
export const showInstructor = (responses: Responses, tag = 'en') => {
  const host = fakeHost(responses, tag);
  return { host, ...renderIn(host, <Instructor courseId={COURSE} />) };
};

/** Goes to another place, until the page has heard of it. */
export const arrive = async (go: () => void): Promise<void> => {
  await act(
    () =>
      new Promise<void>((heard) => {
        window.addEventListener('hashchange', () => heard(), { once: true });
        go();
      }),
  );
};

/** The card with this heading. */
export const section = async (name: string): Promise<HTMLElement> =>
  (await screen.findByRole('heading', { name, level: 3 })).closest('section') as HTMLElement;

/** Chooses from the menu of a card. */
export const inMenu = async (part: HTMLElement, choice: string): Promise<void> => {
  await userEvent.click(within(part).getByRole('button', { name: /^More/ }));
  await userEvent.click(await screen.findByRole('button', { name: choice }));
};

/** The cells of a card's table, its head first. */
export const rowsIn = (part: HTMLElement): string[][] =>
  within(within(part).getByRole('table'))
    .getAllByRole('row')
    .map((row) => [...row.querySelectorAll('th, td')].map(textIn));
