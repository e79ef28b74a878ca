import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { createElement } from 'react';
import userEvent from '@testing-library/user-event';
import {
  OutlineSidebarMount,
  SLOTS,
  SubsectionCardReadoutMount,
  UnitCardReadoutMount,
  UnitSidebarMount,
} from '../../src';
import { loadSlots } from '../../src/slots/lazy-slots';
import {
  COURSE,
  HTML,
  PROBLEM,
  SUBSECTION,
  UNIT,
  VIDEO,
  attention,
  key,
  outline,
  problem,
  video,
} from '../../src/harness/fixtures/reports';
import { answerMedia, forgetMedia } from '../support-web/media';
import { expectVisible } from '../support-web/render';

// The only fake thing: the client that the host signs in with.
const mockGet = jest.fn();
const mockLogError = jest.fn();
jest.mock('@edx/frontend-platform/auth', () => ({ getAuthenticatedHttpClient: () => ({ get: mockGet }) }));
jest.mock('@edx/frontend-platform/logging', () => ({ logError: (error: Error) => mockLogError(error) }));

const inHost = (children: React.ReactNode) =>
  render(<QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>);

// What the first slot of a page would fetch.
beforeAll(() => loadSlots());
beforeEach(() => {
  mockLogError.mockReset();
  mockGet.mockReset();
  mockGet.mockImplementation((url: string) => {
    if (url.endsWith('/attention')) return Promise.resolve({ status: 200, data: attention() });
    if (url.endsWith('/outline')) return Promise.resolve({ status: 200, data: outline() });
    return Promise.resolve({ status: 200, data: url.endsWith('/video') ? video() : problem() });
  });
});

const unit = { id: UNIT, displayName: 'Loops', category: 'vertical' };
const unitProps = {
  blockId: UNIT,
  courseId: COURSE,
  unitTitle: 'Loops',
  xBlocks: [{ id: PROBLEM, blockId: PROBLEM, name: 'Sorting lists', blockType: 'problem', actions: {} }],
  readOnly: false,
  isUnitVerticalType: true,
  isSplitTestType: false,
};
const post = (data: unknown, source: MessageEventSource | null = window): Promise<void> =>
  act(async () => {
    window.dispatchEvent(new MessageEvent('message', { data, source }));
  });

describe('props that are of no use', () => {
  it.each([
    ['OutlineSidebarMount', OutlineSidebarMount, [{}, { courseId: 7 }, null, { courseId: '' }]],
    ['UnitSidebarMount', UnitSidebarMount, [{}, { courseId: COURSE, blockId: 'x' }, undefined]],
    [
      'UnitCardReadoutMount',
      UnitCardReadoutMount,
      [{}, { unit: null }, { unit: { id: 'i4x://old/key' } }, { subsection: unit }],
    ],
    ['SubsectionCardReadoutMount', SubsectionCardReadoutMount, [{}, { subsection: [] }, { subsection: { id: {} } }]],
  ])('The mount %s renders nothing, asks nothing, and reports once', (name, Mount, bad) => {
    const Any = Mount as React.ComponentType<object>;
    for (const props of bad) {
      const { container } = inHost(<Any {...(props ?? {})} />);
      expect(container).toBeEmptyDOMElement();
    }
    expect(mockGet).not.toHaveBeenCalled();
    expect(mockLogError.mock.calls.map(([error]) => error.message)).toEqual([
      `Marginalia: ${name} was given props it does not know and shows nothing`,
    ]);
  });
});

it('A mount puts up with a tree that goes round, and with nodes that are none', async () => {
  const round: { id: string; childInfo: { children: unknown[] } } = { id: UNIT, childInfo: { children: [] } };
  round.childInfo.children.push(round, null, 'x', { id: 5 });
  inHost(<OutlineSidebarMount courseId={COURSE} courseName="Algorithms" sections={[round]} />);
  expect(await screen.findByRole('heading', { name: 'How far do learners get?' })).toBeVisible();
});

it('A mount asks once per course for any number of cards and the sidebar', async () => {
  inHost(
    <>
      {Array.from({ length: 25 }, (_, i) => (
        <UnitCardReadoutMount key={i} unit={unit} />
      ))}
      <SubsectionCardReadoutMount subsection={{ id: SUBSECTION }} />
      <OutlineSidebarMount courseId={COURSE} courseName="Algorithms" sections={[]} />
    </>,
  );
  expect(await screen.findAllByRole('button', { name: /Show analytics for Loops/ })).toHaveLength(25);
  const asked = mockGet.mock.calls.map(([url]: string[]) => url?.split('/').at(-1));
  expect(asked.sort()).toEqual(['attention', 'cards', 'outline']);
});

it('A mount asks once even where the host has no query client', async () => {
  render(
    <>
      <UnitCardReadoutMount unit={unit} />
      <UnitCardReadoutMount unit={unit} />
    </>,
  );
  expect(await screen.findAllByText(/150 learners reached it/)).toHaveLength(2);
  expect(mockGet).toHaveBeenCalledTimes(1);
});

it('A mount shows nothing on a card without figures', async () => {
  const { container } = inHost(
    <>
      <UnitCardReadoutMount unit={{ id: key('vertical', 'unknown') }} />
      <UnitCardReadoutMount unit={unit} />
    </>,
  );
  await screen.findByText(/150 learners reached it/);
  expect(container.querySelectorAll('.marginalia-readout')).toHaveLength(1);
});

it('A mount has a quiet mark on a card where something is worth a look, in words for screen readers', async () => {
  const marked = outline();
  marked.blocks = marked.blocks.map((block) =>
    block.id === UNIT ? { ...block, attention: { items: 2, reason: 'many_attempts' } } : block,
  );
  mockGet.mockResolvedValue({ status: 200, data: marked });
  const { container } = inHost(<UnitCardReadoutMount unit={unit} />);
  expect(await screen.findByText(/2 flags\.$/)).toBeInTheDocument();
  expect(container.querySelector('.marginalia-figure-attention')).toHaveTextContent('2');
});

/** Stands for the host's card, which listens to every click inside it. */
const HostCard = ({ onClick }: { onClick: () => void }) =>
  createElement('div', { onClick }, <UnitCardReadoutMount unit={unit} />);

it('A mount opens a card’s block in the sidebar without opening the card', async () => {
  const onCard = jest.fn();
  inHost(
    <>
      <HostCard onClick={onCard} />
      <OutlineSidebarMount courseId={COURSE} courseName="Algorithms" sections={[]} />
    </>,
  );
  const button = await screen.findByRole('button', { name: /Show analytics for Loops/ });
  expect(button).toHaveAccessibleName(
    'Show analytics for Loops in the sidebar. 150 learners reached it. 54% (120 of 222) correct on first attempt. 71% watched on average.',
  );
  await userEvent.click(button);
  expect(onCard).not.toHaveBeenCalled();
  expect(screen.getByRole('heading', { name: 'Loops' })).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Back to Lesson' }));
});

describe('the tooltip of a card', () => {
  const marked = outline();
  marked.blocks = marked.blocks.map((block) =>
    block.id === UNIT ? { ...block, attention: { items: 2, reason: 'many_attempts' } } : block,
  );
  const shown = async (isNarrow: boolean, dir: 'ltr' | 'rtl'): Promise<HTMLElement> => {
    answerMedia(isNarrow);
    mockGet.mockResolvedValue({ status: 200, data: marked });
    inHost(
      <div dir={dir}>
        <UnitCardReadoutMount unit={unit} />
        <OutlineSidebarMount courseId={COURSE} courseName="Algorithms" sections={[]} />
      </div>,
    );
    const button = await screen.findByRole('button', { name: /Show analytics for Loops/ });
    act(() => button.focus());
    return screen.findByRole('tooltip');
  };
  afterEach(forgetMedia);

  it('The tooltip of a wide card has all figures as sentences, above them', async () => {
    const tip = await shown(false, 'ltr');
    expect(tip).toHaveTextContent('150 learners reached it. 54% (120 of 222) correct on first attempt');
    expect(tip).toHaveAttribute('x-placement', 'top');
  });

  it.each([
    ['ltr', 'left'],
    ['rtl', 'right'],
  ] as const)('The tooltip of a narrow card is one line beside the flag where text goes %s', async (dir, side) => {
    const tip = await shown(true, dir);
    expect(tip).toHaveTextContent(/^2 flags\.$/);
    expect(tip).toHaveAttribute('x-placement', side);
  });
});

/** A window that is in no frame of this page. */
const foreignWindow = (): Window | null => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const { contentWindow } = frame;
  frame.remove();
  return contentWindow;
};

describe('the unit sidebar', () => {
  it('The unit sidebar listens to a frame of the page', async () => {
    inHost(<UnitSidebarMount {...unitProps} />);
    const frame = document.body.appendChild(document.createElement('iframe'));
    await post({ type: 'xblockSelected', payload: { contentId: PROBLEM } }, frame.contentWindow);
    frame.remove();
    await expectVisible(/38 of 61 learners/);
  });

  it('The unit sidebar starts with the unit and follows the block selected in the frame, without taking the focus', async () => {
    inHost(<UnitSidebarMount {...unitProps} />);
    await expectVisible(/150 of 212 learners reached this/);
    await post({ type: 'xblockSelected', payload: { contentId: PROBLEM } });
    await expectVisible(/38 of 61 learners/);
    expect(screen.getByRole('heading', { name: 'Sorting lists' })).not.toHaveFocus();
    await post({ type: 'xblockSelected', payload: { contentId: VIDEO } });
    await expectVisible(/60 viewers watched/);
    await post({ type: 'xblockSelected', payload: { contentId: HTML } });
    await expectVisible(/sends no events from inside text/);
    await userEvent.click(screen.getByRole('button', { name: 'Back to Loops' }));
    expect(screen.getByRole('heading', { name: 'Loops' })).toHaveFocus();
  });

  it.each([
    ['another type', { type: 'plugin.resize', payload: { contentId: PROBLEM } }, window],
    ['no usage key', { type: 'xblockSelected', payload: { contentId: '<img>' } }, window],
    ['no payload', { type: 'xblockSelected' }, window],
    ['no message', null, window],
    ['a foreign window', { type: 'xblockSelected', payload: { contentId: PROBLEM } }, foreignWindow()],
  ])('The unit sidebar ignores %s', async (_, data, source) => {
    inHost(<UnitSidebarMount {...unitProps} />);
    await screen.findByText(/150 of 212 learners/);
    await post(data, source);
    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('Loops');
  });

  it('The unit sidebar keeps its selection when the host renders again with new objects', async () => {
    const client = new QueryClient();
    const page = () => (
      <QueryClientProvider client={client}>
        <UnitSidebarMount {...unitProps} xBlocks={[...unitProps.xBlocks]} />
      </QueryClientProvider>
    );
    const { rerender } = render(page());
    await post({ type: 'xblockSelected', payload: { contentId: PROBLEM } });
    rerender(page());
    await expectVisible(/38 of 61 learners/);
  });
});

it('A mount is made for slots that are named in one place', () => {
  expect(Object.values(SLOTS).every((id) => id.startsWith('org.openedx.frontend.authoring.course_'))).toBe(true);
});
