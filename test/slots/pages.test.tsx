import { createContext } from 'react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OutlineHeaderMount } from '../../src/slots/authoring/OutlineHeaderMount';
import { OutlineSidebarWrap } from '../../src/slots/authoring/sidebar-wraps';
import { UnitCardReadoutMount } from '../../src/slots/card-mounts';
import { COURSE, SUBSECTION, UNIT, key, outline } from '../support-web/answers';

const mockShow = jest.fn();
const mockSelect = jest.fn();
const mockGet = jest.fn(() => new Promise(() => undefined));
let mockPages: unknown = null;
jest.mock('../../src/slots/authoring/host-modules.cjs', () => ({
  outlineSidebarHook: () => () => ({
    setCurrentPageKey: mockShow,
    openContainerSidebar: mockSelect,
    selectedContainerState: undefined,
  }),
  outlinePagesContext: () => mockPages,
  unitPagesContext: () => null,
  unitSidebarHook: () => null,
  iframeHook: () => null,
}));
jest.mock('@edx/frontend-platform/auth', () => ({
  getAuthenticatedHttpClient: () => ({ get: mockGet }),
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

const SECTION = key('chapter', 'c1');
const card = <UnitCardReadoutMount unit={{ id: UNIT }} subsection={{ id: SUBSECTION }} section={{ id: SECTION }} />;

it('opens our page at a card’s block, which the host selects too, while there is a wrapped sidebar', async () => {
  mockPages = createContext({ info: { component: () => null } });
  mockGet.mockResolvedValue({ status: 200, data: outline() });
  const page = (sidebar: boolean) => (
    <>
      {card}
      {sidebar && <OutlineSidebarWrap component={<p>Course info</p>} pluginProps={{ courseId: COURSE }} />}
    </>
  );
  const { rerender } = render(page(true));
  await userEvent.click(await screen.findByRole('button', { name: /Show the numbers of Loops/ }));
  expect(mockSelect).toHaveBeenCalledWith(UNIT, SUBSECTION, SECTION);
  expect(mockShow).toHaveBeenLastCalledWith('analytics');
  rerender(page(false));
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/150 learners reached it/)).toBeInTheDocument();
});
