import { createContext } from 'react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OutlineHeaderMount } from '../../src/slots/authoring/HeaderMounts';
import { selectBlock } from '../../src/panels/selection';
import { OutlineSidebarMount } from '../../src/slots/OutlineSidebarMount';
import { UnitSidebarMount } from '../../src/slots/UnitSidebarMount';
import { OutlineSidebarWrap, UnitSidebarWrap } from '../../src/slots/authoring/sidebar-wraps';
import { UnitCardReadoutMount } from '../../src/slots/card-mounts';
import { COURSE, SUBSECTION, UNIT, key, outline } from '../../src/harness/fixtures/reports';

const mockShow = jest.fn();
const mockSelect = jest.fn();
const mockGet = jest.fn(() => new Promise(() => undefined));
let mockPages: unknown = null;
let mockUnitPages: unknown = null;
let mockOpen: string | undefined;
jest.mock('../../src/slots/authoring/host-modules.cjs', () => ({
  outlineSidebarHook: () => () => ({
    setCurrentPageKey: mockShow,
    openContainerSidebar: mockSelect,
    selectedContainerState: undefined,
    currentPageKey: mockOpen,
  }),
  outlinePagesContext: () => mockPages,
  unitPagesContext: () => mockUnitPages,
  unitSidebarHook: () => () => ({ setCurrentPageKey: mockShow, currentPageKey: mockOpen }),
  iframeHook: () => null,
}));
jest.mock('@edx/frontend-platform/auth', () => ({
  getAuthenticatedHttpClient: () => ({ get: mockGet }),
}));

beforeEach(() => {
  jest.clearAllMocks();
  [mockPages, mockUnitPages, mockOpen] = [null, null, undefined];
});

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

it('A mount opens our page from the header once it is among the pages of the sidebar', async () => {
  mockPages = createContext({ info: { component: () => null } });
  const { unmount } = await show();
  await userEvent.click(await screen.findByRole('button', { name: 'Analytics' }));
  expect(mockShow).toHaveBeenCalledWith('analytics');
  unmount();
});

it.each([
  ['no pages that we know', null],
  ['pages of another shape', createContext(['info'])],
])('A mount never has the host open a page that it has not: %s', async (_, pages) => {
  mockPages = pages;
  await show();
  expect(screen.getByText('The host’s sidebar')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Analytics' })).toBeNull();
});

const SECTION = key('chapter', 'c1');
const card = <UnitCardReadoutMount unit={{ id: UNIT }} subsection={{ id: SUBSECTION }} section={{ id: SECTION }} />;

it('A mount opens our page at a card’s block, which the host selects too, while there is a wrapped sidebar', async () => {
  mockPages = createContext({ info: { component: () => null } });
  mockGet.mockResolvedValue({ status: 200, data: outline() });
  const page = (sidebar: boolean) => (
    <>
      {card}
      {sidebar && <OutlineSidebarWrap component={<p>Course info</p>} pluginProps={{ courseId: COURSE }} />}
    </>
  );
  const { rerender } = render(page(true));
  await userEvent.click(await screen.findByRole('button', { name: /Show analytics for Loops/ }));
  expect(mockSelect).toHaveBeenCalledWith(UNIT, SUBSECTION, SECTION);
  expect(mockShow).toHaveBeenLastCalledWith('analytics');
  rerender(page(false));
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/150 learners reached it/)).toBeInTheDocument();
});

describe('one configuration for every release', () => {
  const PAGES = () => createContext({ info: { component: () => null } });
  const outlineProps = { courseId: COURSE, courseName: 'Algorithms', sections: [] };
  const unitProps = { blockId: UNIT, courseId: COURSE, unitTitle: 'Loops', xBlocks: [] };
  const margins = (): number => document.querySelectorAll('.marginalia-margin').length;
  beforeEach(() => {
    mockGet.mockReturnValue(new Promise(() => undefined));
    selectBlock(COURSE, null);
    // jsdom draws nothing, so it scrolls nothing
    Element.prototype.scrollIntoView = jest.fn();
  });

  /** What is configured for the outline: frameworks older than 1.8 hand a wrapper no props of the slot. */
  const outlineColumn = (wrapProps: object) => (
    <>
      <OutlineHeaderMount />
      <OutlineSidebarMount {...outlineProps} />
      <OutlineSidebarWrap component={<p>The host’s sidebar</p>} {...wrapProps} />
      {card}
    </>
  );

  it.each([
    ['hands wrappers nothing', {}],
    ['hands wrappers the props', { pluginProps: outlineProps }],
  ])(
    'One configuration for every release stands one margin beside an outline without pages, where the framework %s',
    async (_, wrapProps) => {
      mockGet.mockImplementation(() => Promise.resolve({ status: 200, data: outline() }));
      render(outlineColumn(wrapProps));
      await screen.findByRole('heading', { name: 'How far do learners get?' });
      expect(margins()).toBe(1);
      expect(screen.getByText('The host’s sidebar')).toBeVisible();
      // the cards open their blocks in it, and the header leads to it
      await userEvent.click(await screen.findByRole('button', { name: /Show analytics for Loops/ }));
      expect(screen.getByRole('heading', { name: 'Loops' })).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: 'Analytics' }));
      expect(screen.getByRole('heading', { level: 2 })).toHaveFocus();
    },
  );

  it('One configuration for every release stands none by itself beside an outline with pages', async () => {
    mockPages = PAGES();
    render(outlineColumn({ pluginProps: outlineProps }));
    await act(async () => undefined);
    expect(margins()).toBe(0);
    expect(screen.getByText('The host’s sidebar')).toBeVisible();
  });

  it.each([
    ['without pages', false],
    ['with pages that it does not draw', true],
  ])(
    'One configuration for every release stands one margin beside a unit of the older page, %s, the slot of which lies in the newer one',
    async (_, pages) => {
      mockUnitPages = pages ? PAGES() : null;
      const inner = (
        <>
          <UnitSidebarMount {...unitProps} />
          <p>Publish</p>
        </>
      );
      render(<UnitSidebarWrap component={inner} pluginProps={unitProps} />);
      await act(async () => undefined);
      expect(margins()).toBe(1);
      expect(screen.getByText('Publish')).toBeVisible();
    },
  );

  it.each([
    ['an outline', OutlineSidebarWrap],
    ['a unit', UnitSidebarWrap],
  ])(
    'One configuration for every release takes the host to its own page where the address asks %s for ours and it cannot be added',
    async (_, Wrap) => {
      mockOpen = 'analytics';
      const Breaks = () => {
        if (mockOpen === 'analytics') throw new Error('a page that the host has not');
        return <p>The host’s sidebar</p>;
      };
      mockShow.mockImplementation((page: string) => {
        mockOpen = page;
      });
      const { rerender } = render(<Wrap component={<Breaks />} />);
      expect(mockShow).toHaveBeenCalledWith('info');
      rerender(<Wrap component={<Breaks />} />);
      expect(screen.getByText('The host’s sidebar')).toBeVisible();
    },
  );
});
