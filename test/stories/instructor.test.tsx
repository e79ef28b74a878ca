/** Every page of the instructor's side in every state: what it says, that it is accessible, and that nothing of it breaks. */
import { act, render, screen, waitFor } from '@testing-library/react';
import { InstructorFrame } from '../../src/harness/stories/InstructorStories';
import { ARRIVE } from '../../src/harness/stories/host';
import { FRAGMENT, INSTRUCTOR_PAGES, INSTRUCTOR_STATES } from '../../src/harness/stories/instructor';
import type { InstructorPage, InstructorState } from '../../src/harness/stories/instructor';
import { expectAccessible } from '../support-web/render';

const OWN: Record<InstructorPage, RegExp> = {
  attention: /38 of 200 learners may need help/,
  course: /Enrollment/,
  group: /34 of .* learners, beside the whole class/,
  compare: /About these runs/,
  learner: /Compared with the class/,
};

/** What has to be read in each state. */
const says = (page: InstructorPage, state: InstructorState): RegExp[] => {
  switch (state) {
    case 'pending':
      return [];
    case 'failed':
      return [/Couldn’t load these numbers/, /The course itself is not affected/, /Request ID 3f6c1a52/];
    case 'away':
      return [/Can’t reach analytics/, /The course itself is not affected/];
    case 'not-permitted':
      return [page === 'learner' ? /Your role on this course/ : /The LMS says you are not on this course’s team/];
    case 'no-events':
      if (page === 'attention') return [/are looked at in the background/];
      return [page === 'learner' ? /This course has no such learner/ : /No learner events arrive/];
    case 'withheld':
      return {
        attention: [/Fewer than 10 learners so far/],
        course: [/Fewer than 10 learners/],
        group: [/few/],
        compare: [/few/],
        learner: [OWN.learner],
      }[page];
    case 'stale':
      return page === 'learner' ? [OWN.learner] : [/Latest event: 3 days ago/];
    case 'partial':
      return {
        attention: [OWN.attention, /This site shows how many learners, but not who/],
        course: [/The LMS has sent no course grade/],
        group: [/has not been worked out yet/],
        compare: [/You are on the team of no other run/],
        learner: [/This learner has done nothing in the course yet/],
      }[page];
    case 'ready':
      return [OWN[page], /Definitions/];
  }
};

const CASES = INSTRUCTOR_PAGES.flatMap((page) => INSTRUCTOR_STATES.map((state) => [page, state] as const));
const text = (element: Element): string => (element.textContent ?? '').replace(/[\u2060\u2066\u2069]/g, '');

it.each(CASES)('%s, %s', async (page, state) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state={state} />);
  await screen.findByRole('heading', { level: 2 });
  if (state === 'pending') expect((await screen.findAllByRole('status', { name: 'Loading…' }))[0]).toBeVisible();
  for (const words of says(page, state)) await waitFor(() => expect(text(container)).toMatch(words));
  // what an author reads is not what somebody who teaches is in
  expect(text(container)).not.toMatch(/Studio/);
  if (['pending', 'failed', 'away', 'not-permitted'].includes(state)) expect(text(container)).not.toMatch(/\d+\s?%/);
  await expectAccessible(container);
});

it.each(INSTRUCTOR_PAGES)('a pending %s fills when the answer comes', async (page) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state="pending" />);
  await screen.findAllByRole('status', { name: 'Loading…' });
  await act(async () => {
    window.dispatchEvent(new Event(ARRIVE));
  });
  await waitFor(() => expect(text(container)).toMatch(OWN[page]));
});

it.each(INSTRUCTOR_PAGES)('%s has one heading over all, then sections, in order', async (page) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state="ready" />);
  await waitFor(() => expect(text(container)).toMatch(OWN[page]));
  const levels = screen.getAllByRole('heading').map(({ tagName }) => Number(tagName.slice(1)));
  expect(levels[0]).toBe(2);
  expect(levels.filter((level) => level === 2)).toHaveLength(1);
  levels.forEach((level, at) => expect(level - (levels[at - 1] ?? 2)).toBeLessThanOrEqual(1));
});
