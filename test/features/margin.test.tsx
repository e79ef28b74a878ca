import { useState } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import { Margin } from '../../src/features/margin';
import type { HostBlock } from '../../src/features/margin';
import type { HttpResponse } from '../../src/host/port';
import {
  COURSE,
  HTML,
  PROBLEM,
  UNIT,
  attention,
  choices,
  key,
  outline,
  ownReport,
  ownPath,
  problem,
  rate,
  video,
} from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { answerMedia, forgetMedia } from '../support-web/media';
import { expectAccessible, renderIn, expectVisible } from '../support-web/render';

interface Options {
  readonly answers?: Responses;
  readonly start?: string | null;
  readonly home?: string | null;
  readonly hostBlocks?: ReadonlyMap<string, HostBlock>;
  readonly tag?: string;
}

const show = ({ answers = {}, start = null, home = null, hostBlocks = new Map(), tag = 'en' }: Options = {}) => {
  const host = fakeHost(
    {
      '/outline': outline(),
      '/attention': attention(),
      '/problem': problem(),
      '/video': video(),
      '/choices': choices(),
      ...Object.fromEntries(outline().blocks.map(({ id }) => [ownPath(id), ownReport(id)])),
      ...answers,
    },
    tag,
  );
  const Page = () => {
    const [selected, setSelected] = useState(start);
    return (
      <Margin
        courseId={COURSE}
        courseName="Algorithms"
        home={home}
        selected={selected}
        onSelect={setSelected}
        hostBlocks={hostBlocks}
        takeFocus={false}
      />
    );
  };
  return { host, ...renderIn(host, <Page />) };
};

describe('the margin of a course', () => {
  it('The margin of a course says how far learners get, in a sentence', async () => {
    show();
    expect(await screen.findByText(/74 of 212 learners reached the last section/)).toHaveTextContent('Week 2');
  });

  it('The margin of a course names the furthest section that may be told where the last one may not', async () => {
    const blocks = outline().blocks.map((b) => (b.name === 'Week 2' ? { ...b, reach: WITHHELD } : b));
    show({ answers: { '/outline': outline({ blocks }) } });
    expect(await screen.findByText(/200 of 212 learners reached/)).toHaveTextContent('Week 1');
  });

  it('The margin of a course says so where the newest event of the course is old', async () => {
    show({ answers: { '/outline': outline({ asOf: new Date(Date.now() - 3 * 86_400_000).toISOString() }) } });
    await expectVisible(/^Latest event: .* If learners are active now/);
    expect(screen.getByText(/^Latest event: /)).toHaveTextContent(/^Latest event: 3 days ago\. If/);
  });

  it('The margin of a run that is over does not take its silence for a fault', async () => {
    const over = attention();
    show({
      answers: {
        '/outline': outline({ asOf: new Date(Date.now() - 3 * 86_400_000).toISOString() }),
        '/attention': { ...over, learners: { ...over.learners, running: false } },
      },
    });
    await expectVisible(/74 of 212/);
    await waitFor(() => expect(screen.queryByText(/^Latest event: /)).toBeNull());
  });

  it('The margin of a course lists the blocks as a tree with what is known of each, and opens one with a way back', async () => {
    const { host } = show();
    await screen.findByText(/74 of 212/);
    const row = screen.getByRole('button', { name: /Problem Sorting lists 150/ });
    expect(row).toHaveTextContent('150 learners reached it. 7 of 12 correct on first attempt.');
    await userEvent.click(row);
    await expectVisible(/38 of 61 learners/);
    expect(screen.getByRole('heading', { name: 'Sorting lists' })).toHaveFocus();
    // back to where it was opened, on what opened it
    await userEvent.click(screen.getByRole('button', { name: 'Back to the course' }));
    expect(document.activeElement).toHaveAttribute('data-opens', PROBLEM);
    expect(host.asked.filter((url) => url.endsWith('/outline'))).toHaveLength(1);
  });

  it('The margin of a course says that its numbers are of before, until those of other dates are there', async () => {
    const { host, container } = show();
    await expectVisible(/74 of 212/);
    expect(container.querySelector('.marginalia-former')).toBeNull();
    let arrive: (answer: HttpResponse) => void = () => undefined;
    host.answer({
      '/choices': choices(),
      '/attention': attention(),
      '/outline': new Promise((resolve) => {
        arrive = resolve;
      }),
    });
    await userEvent.click(screen.getByRole('button', { name: /^Filters/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Last 7 days' }));
    const body = (await screen.findByText(/74 of 212/)).closest('.marginalia-former');
    expect(body).not.toBeNull();
    expect(within(body as HTMLElement).getAllByText('Updating…')[0]).toBeVisible();
    arrive({ status: 200, body: outline({ learners: 90 }) });
    await waitFor(() => expect(container.querySelector('.marginalia-former')).toBeNull());
  });

  describe('beside cards', () => {
    afterEach(forgetMedia);

    it.each([
      ['says that numbers on cards are of all dates', false],
      ['says nothing of numbers on cards where a narrow page has none', true],
    ])('The margin of a course %s', async (_, isNarrow) => {
      answerMedia(isNarrow);
      show();
      await expectVisible(/74 of 212/);
      await userEvent.click(screen.getByRole('button', { name: /^Filters/ }));
      await userEvent.click(screen.getByRole('button', { name: 'Last 7 days' }));
      await screen.findByText(/^Since/);
      expect(screen.queryAllByText(/Numbers on the outline’s cards/)).toHaveLength(isNarrow ? 0 : 1);
    });
  });

  it('The margin of a course folds branches by keyboard', async () => {
    show();
    const toggle = await screen.findByRole('button', { name: 'Contents of Loops' });
    expect(screen.getByRole('button', { name: /Text Read this/ })).toBeVisible();
    toggle.focus();
    await userEvent.keyboard(' ');
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('button', { name: /Text Read this/ })).toBeNull();
  });

  it('The margin of a course says so where the structure is not known, where nobody came, and where nothing arrives', async () => {
    const events = show({ answers: { '/outline': outline({ structure: 'events' }) } });
    await expectVisible(/structure is not loaded/);
    events.unmount();
    const empty = show({ answers: { '/outline': outline({ learners: 0, blocks: [] }) } });
    await expectVisible(/^No learners in this course yet\./);
    empty.unmount();
    show({ answers: { '/outline': failure(404, 'unknown_course') } });
    await expectVisible('marginalia doctor');
  });

  it('The margin of a course breaks no accessibility rule', async () => {
    const { container } = show();
    await screen.findByText(/74 of 212/);
    await userEvent.click(screen.getAllByRole('button', { name: /^Table/ })[0]!);
    await expectAccessible(container);
  });
});

describe('what cannot be tried', () => {
  /** The service counts who tried something in a block: in a text that is nobody, and a number. */
  const counted = outline();
  counted.blocks = counted.blocks.map((block) => (block.id === HTML ? { ...block, attempted: 0 } : block));

  it.each(['html', 'discussion', 'poll'])(
    'What cannot be tried is not said to have been tried by nobody: %s',
    async (type) => {
      const blocks = counted.blocks.map((block) => (block.id === HTML ? { ...block, type } : block));
      show({ start: HTML, answers: { '/outline': { ...counted, blocks } } });
      expect(await screen.findByText(/learners reached this/)).not.toHaveTextContent(/attempted/);
    },
  );

  it('What cannot be tried is said to have been tried, where learners did', async () => {
    const blocks = counted.blocks.map((block) =>
      block.id === HTML ? { ...block, type: 'drag-and-drop-v2', attempted: 31 } : block,
    );
    show({ start: HTML, answers: { '/outline': { ...counted, blocks } } });
    expect(await screen.findByText(/learners reached this/)).toHaveTextContent(
      'Of those, 31 attempted a problem in it.',
    );
  });

  it('What cannot be tried has no 0 in the table of a course either', async () => {
    show({ answers: { '/outline': counted } });
    const buttons = await screen.findAllByRole('button', { name: /^Table/ });
    await userEvent.click(buttons.at(-1)!);
    const row = screen.getByRole('rowheader', { name: 'Read this' }).closest('tr')!;
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).not.toContain('0');
  });
});

describe('a container', () => {
  it('The panel of a container shows a funnel with denominators and how reaching was found', async () => {
    const { container } = show({ start: UNIT });
    expect(await screen.findByText(/150 of 212 learners reached this/)).toHaveTextContent(
      'Of those, 100 attempted a problem in it.',
    );
    const steps = within(screen.getByRole('heading', { name: 'Progress' }).closest('section')!);
    expect(steps.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Reached150 of 212',
      'Attempted a problem100 of 150',
      'Eventually correct90 of 100',
      'Completed70 of 150',
    ]);
    const lengths = Array.from(
      container.querySelectorAll<HTMLElement>('.marginalia-bars:not(.marginalia-evidence-bars) .marginalia-bar-fill'),
    );
    expect(lengths.map(({ style }) => style.inlineSize)).toEqual(['70.75%', '47.17%', '42.45%', '33.02%']);
    expect(screen.getByText('Reached: by completion events.')).toBeVisible();
  });

  it('The panel of a container says nothing of tries where there is nothing to try', async () => {
    const attempted = 0;
    const blocks = outline()
      .blocks.filter(({ id }) => id !== PROBLEM)
      .map((block) => (block.id === UNIT ? { ...block, attempted, firstTry: none('no_attempts') } : block));
    show({ start: UNIT, answers: { '/outline': outline({ blocks }) } });
    expect(await screen.findByText(/150 of 212 learners reached this/)).not.toHaveTextContent('attempted');
    const steps = within(screen.getByRole('heading', { name: 'Progress in this part' }).closest('section')!);
    expect(steps.getAllByRole('listitem')[0]).toHaveTextContent('150 of 212');
    expect(steps.queryByText(/Attempted a problem/)).toBeNull();
  });

  it('The panel of a container tells a draft that nobody can have seen', async () => {
    const id = key('vertical', 'new');
    const draft: HostBlock = { name: 'New unit', type: 'vertical', parent: null, published: false };
    show({ start: id, hostBlocks: new Map([[id, draft]]) });
    expect(await screen.findByText(/No learners have opened this yet/)).toHaveTextContent('Not published yet');
    expect(screen.getByRole('heading', { name: 'New unit' })).toBeVisible();
  });

  it('The panel of a container withholds a small group but still shows what is inside', async () => {
    const blocks = outline().blocks.map((b) => (b.id === UNIT ? { ...b, reach: WITHHELD, attempted: WITHHELD } : b));
    show({ start: UNIT, answers: { '/outline': outline({ blocks }) } });
    await expectVisible(/Fewer than 10 learners/);
    expect(screen.queryByText('Progress')).toBeNull();
    expect(screen.getByRole('button', { name: /Problem Sorting lists 150/ })).toBeVisible();
  });
});

describe('any other block', () => {
  it('The panel of any other block has its reach and says honestly that nothing else is measured', async () => {
    show({ start: HTML });
    await expectVisible(/150 of 212 learners reached this/);
    expect(screen.getByText(/Open edX sends no events from inside text/)).toBeVisible();
  });

  it('The panel of any other block is called by its kind where it has no name', async () => {
    const blocks = outline().blocks.map((b) => (b.id === HTML ? { ...b, name: ' ', reach: none('no_events') } : b));
    show({ start: HTML, answers: { '/outline': outline({ blocks }) } });
    expect(await screen.findByRole('heading', { name: 'Unnamed Text' })).toBeVisible();
    await expectVisible(/^No learners have opened this yet\./);
  });
});

it('The margin says what the course is written in, so that it is read out with that voice', async () => {
  show({
    answers: { '/outline': outline({ course: { key: COURSE, name: 'Algorithms', language: 'zh_CN' } }) },
    tag: 'ar',
  });
  const name = (await screen.findAllByText('Sorting lists'))[0];
  expect(name?.closest('[lang]')).toHaveAttribute('lang', 'zh-CN');
});

it('The margin tells the host where a block lies that an address has opened, once that is known', async () => {
  const asked: (readonly [string | null, string | null])[] = [];
  renderIn(
    fakeHost({ '/outline': outline(), '/problem': problem(), '/attention': attention([]), '/choices': choices() }),
    <Margin
      courseId={COURSE}
      courseName=""
      home={null}
      selected={PROBLEM}
      onSelect={(id, container) => asked.push([id, container])}
      hostBlocks={new Map([[UNIT, { name: 'Unit', type: 'vertical', parent: null, published: true }]])}
      takeFocus={false}
    />,
  );
  await screen.findByText(/38 of 61 learners/);
  expect(asked).toEqual([[PROBLEM, UNIT]]);
});

it('The margin never shows one block’s figures under another one’s name', async () => {
  const other = key('problem', 'p2');
  const slow = fakeHost({
    '/outline': outline(),
    '/problem': problem(),
    '/attention': attention([]),
    '/choices': choices(),
  });
  const Page = () => {
    const [selected, setSelected] = useState<string | null>(PROBLEM);
    return (
      <>
        <button type="button" onClick={() => setSelected(other)}>
          other
        </button>
        <Margin
          courseId={COURSE}
          courseName=""
          home={UNIT}
          selected={selected}
          onSelect={setSelected}
          hostBlocks={new Map([[other, { name: 'Other problem', type: 'problem', parent: UNIT, published: true }]])}
          takeFocus={false}
        />
      </>
    );
  };
  renderIn(slow, <Page />);
  await screen.findByText(/38 of 61 learners/);
  await waitFor(() => expect(screen.getByText(/38 of 61 learners/)).toBeVisible());
  let arrive: (answer: HttpResponse) => void = () => undefined;
  slow.answer({ '/problem': new Promise<HttpResponse>((resolve) => (arrive = resolve)), '/outline': outline() });
  await userEvent.click(screen.getByRole('button', { name: 'other' }));
  expect(screen.queryByText(/38 of 61 learners/)).toBeNull();
  expect(screen.getByRole('heading', { name: 'Other problem' })).not.toHaveFocus();
  arrive({ status: 200, body: problem({ firstTry: rate(11, 55) }) });
  await expectVisible(/11 of 55 learners/);
});
