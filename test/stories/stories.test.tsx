/** Every panel in every state: what it says, that it is accessible, and that nothing of it breaks. */
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ARRIVE } from '../../src/harness/stories/host';
import { STORIES, storyOf } from '../../src/harness/stories/registry';
import type { Story } from '../../src/harness/stories/registry';
import { PANELS, STATES } from '../../src/harness/stories/states';
import { StoryFrame } from '../../src/harness/stories/StoryFrame';
import { leakingMarks, leakingNames } from '../support-web/direction';
import { expectAccessible } from '../support-web/render';

const NOTHING_YET = /Nothing here yet.*(No |Nobody)/;
const BRINGS = /Numbers appear once enough learners have been here/;
const OWN_ANSWER = {
  course: /74 of 212 learners reached the last section/,
  container: /150 of 212 learners reached this/,
  problem: /38 of 61 learners were correct on the first attempt/,
  video: /132 viewers watched/,
  experiment: /Reached “Recursion”: 13 points higher in “Video first” than in “Text first”/,
  other: /150 of 212 learners reached this/,
};

/** What has to be read in each state. */
const says = ({ panel, state }: Story): RegExp[] => {
  switch (state) {
    case 'pending':
      return [];
    case 'failed':
      return [/Couldn’t load these numbers/, /Your work in Studio is not affected/, /Request ID 3f6c1a52/];
    case 'away':
      return [/Can’t reach analytics/, /Your work in Studio is not affected/];
    case 'not-permitted':
      return [/The LMS says you aren’t on this course’s team/];
    case 'draft':
      return panel === 'course' ? [/No learners in this course yet/] : [NOTHING_YET, /Not published yet/];
    case 'no-events':
      return panel === 'course' ? [/No learner events arrive/, /marginalia doctor/] : [NOTHING_YET, BRINGS];
    case 'withheld':
      return [/Fewer than 10 learners so far\. Numbers stay hidden until then/];
    case 'stale':
      return panel === 'problem' || panel === 'video' || panel === 'experiment'
        ? [OWN_ANSWER[panel], /Couldn’t refresh. Showing numbers from/]
        : [OWN_ANSWER[panel], /Latest event: 3 days ago/];
    case 'partial':
      return {
        course: [OWN_ANSWER.course, /Couldn’t load this part/],
        container: [OWN_ANSWER.container],
        problem: [/Early: 27 learners/, /9 texts, each from few learners/],
        video: [/This video’s length is unknown/],
        experiment: [/Too early to compare: each group needs 30 learners/],
        other: [/did something in it\. Learners who only read are not counted/],
      }[panel];
    case 'ready':
      return [OWN_ANSWER[panel], /Definitions/];
  }
};

const margin = (container: HTMLElement): HTMLElement => {
  const found = container.querySelector<HTMLElement>('.marginalia-margin');
  if (found === null) throw new Error('no margin');
  return found;
};

it('The page of stories has every panel in every state', () => {
  expect(STORIES.map(({ id }) => id)).toEqual(PANELS.flatMap((panel) => STATES.map((state) => `${panel}-${state}`)));
});

it.each(STORIES.map((story) => [story.id, story] as const))('The story %s is drawn', async (_, story) => {
  const { container } = render(<StoryFrame story={story} />);
  await screen.findByRole('heading', { level: 2 });
  if (story.state === 'pending')
    await waitFor(() => expect(screen.getByRole('img', { name: 'Loading…' })).toBeVisible());
  for (const words of says(story)) await waitFor(() => expect(margin(container)).toHaveTextContent(words));
  // A state that is not ready tells no share: where there is nothing to say, nothing is made up.
  if (['pending', 'failed', 'away', 'not-permitted', 'draft', 'no-events'].includes(story.state)) {
    // how it fared in other runs, and what was found in it, may be disclosed
    const panel = margin(container).cloneNode(true) as HTMLElement;
    panel.querySelectorAll('.marginalia-findings').forEach((found) => found.remove());
    expect(panel.textContent?.split('In other runs')[0]).not.toMatch(/\d+\s?%/);
  }
  await expectAccessible(container);
});

it.each(PANELS)('A sign or a name in the Arabic %s turns nothing that follows it', async (panel) => {
  const { container } = render(<StoryFrame story={storyOf(`${panel}-ready`)!} tag="ar" />);
  await waitFor(() => expect(margin(container)).toHaveTextContent(/\d‎?%/));
  expect(leakingMarks(container)).toEqual([]);
  expect(leakingNames(container)).toEqual([]);
});

it.each(PANELS)('A pending %s fills when the answer comes', async (panel) => {
  const { container } = render(<StoryFrame story={storyOf(`${panel}-pending`)!} />);
  await screen.findByRole('img', { name: 'Loading…' });
  await act(async () => {
    window.dispatchEvent(new Event(ARRIVE));
  });
  await waitFor(() => expect(margin(container)).toHaveTextContent(OWN_ANSWER[panel]));
  await waitFor(() => expect(screen.queryByRole('img', { name: 'Loading…' })).toBeNull());
});

it.each(PANELS)('A failed %s tries again when asked to, and stays on show meanwhile', async (panel) => {
  const { container } = render(<StoryFrame story={storyOf(`${panel}-failed`)!} />);
  const again = await screen.findByRole('button', { name: 'Try again' });
  await userEvent.click(again);
  await within(margin(container)).findByText('Couldn’t load these numbers');
});
