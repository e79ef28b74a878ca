import { createContext } from 'react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OutlineHeaderMount } from '../../src/slots/authoring/OutlineHeaderMount';
import { OutlineSidebarWrap } from '../../src/slots/authoring/sidebar-wraps';

const mockShow = jest.fn();
let mockPages: unknown = null;
jest.mock('../../src/slots/authoring/host-modules.cjs', () => ({
  outlineSidebarHook: () => () => ({ setCurrentPageKey: mockShow, selectedContainerState: undefined }),
  outlinePagesContext: () => mockPages,
  unitPagesContext: () => null,
  unitSidebarHook: () => null,
  iframeHook: () => null,
}));
jest.mock('@edx/frontend-platform/auth', () => ({
  getAuthenticatedHttpClient: () => ({ get: () => new Promise(() => undefined) }),
}));

const show = async () => {
  const view = render(
    <>
      <OutlineHeaderMount />
      <OutlineSidebarWrap component={<p>The host’s sidebar</p>} pluginProps={{}} />
    </>,
  );
  await act(async () => undefined);
  return view;
};

it('opens our page from the header once it is among the pages of the sidebar', async () => {
  mockPages = createContext({ info: { component: () => null } });
  const { unmount } = await show();
  await userEvent.click(await screen.findByRole('button', { name: 'Analytics' }));
  expect(mockShow).toHaveBeenCalledWith('analytics');
  unmount();
});

it.each([
  ['no pages that we know', null],
  ['pages of another shape', createContext(['info'])],
])('never has the host open a page that it has not: %s', async (_, pages) => {
  mockPages = pages;
  await show();
  expect(screen.getByText('The host’s sidebar')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Analytics' })).toBeNull();
});
