/** Parts that are fetched when they are needed: hosts lose files at each deployment, and networks lose them at any time. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from '@edx/frontend-platform/i18n';
import { lazyPart } from '../../src/panels/lazy';
import { HostContext } from '../../src/host/port';
import { fakeHost } from '../support-web/host';

const Part = ({ name }: { readonly name: string }) => <p>the part {name}</p>;
const gone = (): Promise<never> => Promise.reject(new Error('ChunkLoadError'));

const inHost = (children: React.ReactNode, host = fakeHost({})) => ({
  host,
  ...render(
    <IntlProvider locale="en">
      <HostContext.Provider value={host}>{children}</HostContext.Provider>
    </IntlProvider>,
  ),
});

it('A part that is loaded late says that a part could not be loaded, and loads it when asked again', async () => {
  const load = jest.fn().mockImplementationOnce(gone).mockImplementationOnce(gone).mockResolvedValue(Part);
  const Lazy = lazyPart<{ name: string }>(load, { Waiting: () => <p>waiting</p> });
  const { host } = inHost(<Lazy name="a" />);
  expect(screen.getByText('waiting')).toBeVisible();
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/Couldn’t load this part/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('the part a')).toBeVisible();
  expect(host.reported.map(({ message }) => message)).toEqual(['ChunkLoadError', 'ChunkLoadError']);
});

it('A part that is loaded late asks anew for a part that failed where it is drawn later, and at once draws one that is there', async () => {
  const load = jest.fn().mockImplementationOnce(gone).mockResolvedValue(Part);
  const Lazy = lazyPart<{ name: string }>(load);
  const first = inHost(<Lazy name="a" />);
  await screen.findByText(/Couldn’t load this part/);
  first.unmount();
  const second = inHost(<Lazy name="b" />);
  expect(await screen.findByText('the part b')).toBeVisible();
  second.unmount();
  inHost(<Lazy name="c" />);
  expect(screen.getByText('the part c')).toBeVisible();
  expect(load).toHaveBeenCalledTimes(2);
});
