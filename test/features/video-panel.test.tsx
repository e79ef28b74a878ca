import type { ComponentProps } from 'react';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD } from '@marginalia/contract';
import type { Video } from '@marginalia/contract';
import { VideoPanel } from '../../src/features/video';
import { saidAt } from '../../src/features/video/model';
import { COURSE, VIDEO, rate, video } from '../../src/harness/fixtures/reports';
import { fakeHost } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const show = (answer: Video, tag = 'en', drop: ComponentProps<typeof VideoPanel>['drop'] = null) =>
  renderIn(
    fakeHost({ '/video': answer }, tag),
    <VideoPanel courseId={COURSE} blockId={VIDEO} draft={false} drop={drop} />,
  );

const curve = (container: Element): Promise<Element> =>
  waitFor(() => {
    const svg = container.querySelector('.marginalia-chart [role="img"] svg');
    if (svg === null) throw new Error('no curve yet');
    return svg;
  });

describe('the panel of a video', () => {
  it('The panel of a video opens with how many played it, how much they saw, and how far half watched on', async () => {
    show(video());
    expect(await screen.findByText(/60 viewers watched/)).toHaveTextContent(
      '60 viewers watched 64% of it on average. At least half were still watching at 0:05.',
    );
  });

  it.each([
    [66_068, '18 h 21 min'],
    [450, '7 min 30 s'],
    [42, '42 s'],
    [0, '0 s'],
    [WITHHELD, 'Hidden'],
  ])('The panel of a video tells %j seconds watched in all as %s', async (watchedSeconds, words) => {
    show(video({ watchedSeconds }));
    const title = await screen.findByRole('button', { name: 'Time watched' });
    expect(title.parentElement?.querySelector('.marginalia-stat-value')).toHaveTextContent(words);
  });

  it('The panel of a video draws the curve as an image with words', async () => {
    const { container } = show(video());
    const svg = await curve(container);
    expect(screen.getByRole('img', { name: 'Viewers of each second of Recursion' })).toHaveAccessibleDescription(
      'Viewers per second: 60 at the start, 20 at the end, of 60. Most leave at 0:05: 40 viewers.',
    );
    expect(svg.querySelectorAll('.recharts-area')).toHaveLength(2);
  });

  it('The panel of a video has the moments as buttons that move a marker on the curve', async () => {
    const { container } = show(video());
    const svg = await curve(container);
    // where most leave is marked from the beginning
    await waitFor(() => expect(svg.querySelector('.recharts-label')?.textContent).toBe('0:05'));
    const heading = screen.getByRole('heading', { name: 'Moments worth a look' });
    const list = within(heading.closest('section') as HTMLElement).getAllByRole('button');
    expect(list.map((button) => button.textContent)).toEqual([
      '0:05 40 of 60 leave here',
      '0:07–0:09 25 of 60 rewatched this',
    ]);
    list[1]?.focus();
    await userEvent.keyboard('{Enter}');
    expect(list[1]).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByText('0:07: at least 20 viewers, watched at least 45 times.')).toBeVisible();
    await waitFor(() => expect(container.querySelector('.recharts-label')?.textContent).toBe('0:07'));
  });

  it('The panel of a video lists what is skipped and where learners go back to among the moments', async () => {
    const { container } = show(
      video({
        skipped: [{ from: 2, to: 4, learners: 22, of: 60 }],
        rewinds: { learners: 14, events: 40, landings: [{ second: 6, learners: 12 }] },
      }),
    );
    await curve(container);
    const list = Array.from(container.querySelectorAll('.marginalia-moment')).map((button) => button.textContent);
    expect(list).toEqual([
      '0:02–0:04 22 of 60 skipped this',
      '0:05 40 of 60 leave here',
      '0:06 12 rewound to here',
      '0:07–0:09 25 of 60 rewatched this',
    ]);
  });

  it('The panel of a video tells where viewers leave as the finding above does, once and of the same viewers', async () => {
    const { container } = show(video(), 'en', { from: 4, to: 9, left: { count: 38, of: 55 } });
    const svg = await curve(container);
    await waitFor(() => expect(svg.querySelectorAll('.recharts-reference-area')).toHaveLength(1));
    expect(await screen.findByRole('button', { name: /Of 55 still watching, 38 leave here/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(screen.queryByText(/40 of 60 leave here/)).toBeNull();
    expect(screen.getByText(/^0:04: at least 60 viewers, watched at least 60 times\./)).toBeVisible();
  });

  it('The panel of a video shows in quarters how much of it they saw, and one row without a bar for what is hidden', async () => {
    const distribution = video().distribution.map((d, i) => (i < 2 ? { ...d, learners: WITHHELD } : d));
    show(video({ distribution }));
    const section = (await screen.findByRole('heading', { name: 'How much they watched' })).closest('section')!;
    const rows = within(section).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent?.replace(/\u2060/g, ''))).toEqual([
      '0–50%Hidden',
      '50–75%0',
      '75–95%0',
      '95–100%20',
    ]);
    expect(rows[0]?.querySelector('.marginalia-bar-fill')).toBeNull();
  });

  it('The panel of a video has the curve as a table', async () => {
    const { container } = show(video());
    await curve(container);
    await userEvent.click(screen.getByRole('button', { name: /^Table/ }));
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(11);
    expect(rows[8]).toHaveTextContent('0:072045');
  });

  it('The panel of a video tells captions, speed and rewinds of how many, few where withheld, and what was estimated', async () => {
    const { container } = show(video());
    await screen.findByText(/60 viewers/);
    const rows = Array.from(container.querySelectorAll('.marginalia-rows > div')).map((row) => row.textContent);
    expect(rows).toEqual([
      'Captions or transcript on17 of 60',
      'Faster than normal30 of 60',
      'Slower than normalHidden',
      'Rewound14 of 60 In total: 40',
    ]);
    expect(screen.getByText(/2 plays have no recorded end; 1:05 of the watch time/)).toBeVisible();
  });

  it('The panel of a video leaves gaps where seconds are withheld, and says so', async () => {
    const answer = video();
    const withGap = answer.curve.map((p) => (p.second > 7 ? { ...p, viewers: WITHHELD, views: WITHHELD } : p));
    show({ ...answer, curve: withGap });
    expect(await screen.findByText(/Gaps in the curve/)).toBeVisible();
  });

  it('The panel of a video says so where the length is not known', async () => {
    const { container } = show(video({ duration: null, curve: [], dropOff: [], rewatched: [] }));
    expect(await screen.findByText(/This video’s length is unknown/)).toBeVisible();
    expect(container.querySelector('.marginalia-chart')).toBeNull();
  });

  it('The panel of a video shows counts only from 10 to 19 viewers, and nothing below the threshold', async () => {
    const few = show(video({ viewers: 14, completion: rate(6, 14) }));
    expect(await screen.findByText('14 viewers, 6 watched in full.')).toBeVisible();
    expect(few.container.textContent).not.toMatch(/%/);
    few.unmount();
    show(video({ viewers: WITHHELD, completion: WITHHELD, coverage: WITHHELD, curve: [] }));
    expect(await screen.findByText(/Fewer than 10 learners so far/)).toBeVisible();
  });

  it('The panel of a video breaks no accessibility rule, in Arabic either', async () => {
    const english = show(video());
    await curve(english.container);
    await expectAccessible(english.container);
    english.unmount();
    const arabic = show(video(), 'ar');
    await curve(arabic.container);
    expect(arabic.container.textContent).not.toMatch(/[Ll]earners|watched|,/);
    await expectAccessible(arabic.container);
  });
});

describe('what is said in a video', () => {
  const transcript = {
    language: 'en',
    languages: ['en', 'de'],
    sentences: [
      { from: 0, to: 4, text: 'Hello.' },
      { from: 4.5, to: 9, text: 'Recursion calls itself.' },
    ],
  };

  it('What is said in a video stands beside the moment in which it is said, and below the curve while one walks along it', async () => {
    const { container } = show(video({ transcript }));
    const leaving = await screen.findByRole('button', { name: /0:05/ });
    const said = within(leaving).getByText('Recursion calls itself.');
    expect(said).toHaveAttribute('lang', 'en');
    // the quotation marks are the reader's, and so is the side where they open
    expect(said.tagName).toBe('BDI');
    expect(said.parentElement?.tagName).toBe('Q');
    expect(said.parentElement).not.toHaveAttribute('dir');
    const slider = screen.getByRole('slider', { name: 'Position in the video' });
    fireEvent.change(slider, { target: { value: '2' } });
    const status = (await screen.findByText(/Hello\./)).closest('[role=status]') as HTMLElement;
    expect(status).toHaveTextContent('0:02');
    expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^0:02, viewers: at least \d+$/));
    fireEvent.keyDown(slider, { key: 'PageUp' });
    expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^0:09, viewers: at least \d+$/));
    fireEvent.keyDown(slider, { key: 'PageDown' });
    expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^0:00, viewers: at least \d+$/));
    await userEvent.click(leaving);
    expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^0:05, viewers: at least \d+$/));
    await expectAccessible(container);
  });

  it('What is said in a video is of a passage the first sentence that lies in it, and of a moment what is being said', () => {
    const said = { ...transcript, sentences: [...transcript.sentences, { from: 9, to: 40, text: 'All of it.' }] };
    expect(saidAt(said, 3, 12)).toBe('Recursion calls itself.');
    expect(saidAt(said, 8, 12)).toBe('Recursion calls itself.');
    expect(saidAt(said, 8, 30)).toBe('All of it.');
    expect(saidAt(said, 3)).toBe('Hello.');
    expect(saidAt(said, 41)).toBeNull();
  });

  it('What is said in a video is not told where no transcript is known', async () => {
    const { container } = show(video());
    await screen.findByRole('slider');
    expect(container.querySelector('q')).toBeNull();
  });
});
