/** Every page of the instructor's side in every state: what it says, that it is accessible, and that nothing of it breaks. */
import { act, render, screen, waitFor } from '@testing-library/react';
import { InstructorFrame } from '../../src/harness/stories/InstructorStories';
import { ARRIVE } from '../../src/harness/stories/host';
import { FRAGMENT, INSTRUCTOR_PAGES, INSTRUCTOR_STATES } from '../../src/harness/stories/instructor';
import type { InstructorPage, InstructorState } from '../../src/harness/stories/instructor';
import { leakingNames } from '../support-web/direction';
import { inArabic } from '../support-web/draft';
import { expectAccessible } from '../support-web/render';

const OWN: Record<InstructorPage, RegExp> = {
  attention: /38 of 200 learners may need help/,
  course: /Progress through the course/,
  group: /34 learners, compared with the class/,
  content: /thing worth a look/,
  compare: /About these runs/,
  site: /2 of 5 courses had events/,
  organizations: /A learner counts once in each organization/,
  enrollment: /Enrollment by week/,
  health: /1 thing to check/,
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
      if (page === 'health') return [/Only staff of the whole site/];
      return [page === 'learner' ? /Your role can’t see/ : /The LMS says you aren’t on this course’s team/];
    case 'no-events':
      if (page === 'attention') return [/are being checked/];
      if (page === 'site' || page === 'organizations' || page === 'enrollment')
        return [/^All coursesHow are the courses doing\?No courses yet/];
      if (page === 'health') return [/Nothing needs attention/];
      return [page === 'learner' ? /This course has no such learner/ : /No learner events arrive/];
    case 'withheld':
      return {
        attention: [/Fewer than 10 learners so far/],
        course: [/Fewer than 10 learners/],
        group: [/Fewer than 10 learners so far/],
        content: [/Hidden/],
        compare: [/Hidden/],
        site: [/Hidden/],
        organizations: [/Hidden/],
        enrollment: [/Hidden/],
        health: [OWN.health],
        learner: [OWN.learner],
      }[page];
    case 'stale':
      return page === 'learner' ? [OWN.learner] : [/Latest event: 3 days ago/];
    case 'partial':
      return {
        attention: [OWN.attention, /This site’s operator/],
        course: [/No course grades yet/],
        group: [/haven’t been checked yet/],
        content: [/Couldn’t load this part/],
        site: [OWN.site],
        organizations: [/^((?!Lakeside).)*$/s],
        enrollment: [/No enrollment data yet/],
        health: [/Nothing needs attention/],
        compare: [/You aren’t on the team of any other course/],
        learner: [/No activity yet/],
      }[page];
    case 'ready':
      return [OWN[page], /Latest event|Definitions|Updated/];
  }
};

const CASES = INSTRUCTOR_PAGES.flatMap((page) => INSTRUCTOR_STATES.map((state) => [page, state] as const));
const text = (element: Element): string => (element.textContent ?? '').replace(/[\u2060\u2066-\u2069]/g, '');

it.each(CASES)('The story %s, %s is drawn', async (page, state) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state={state} />);
  await screen.findByRole('heading', { level: 2 });
  if (state === 'pending') expect((await screen.findAllByText(/Loading…/)).length).toBeGreaterThan(0);
  for (const words of says(page, state)) await waitFor(() => expect(text(container)).toMatch(words));
  // what an author reads is not what somebody who teaches is in
  expect(text(container)).not.toMatch(/Studio/);
  if (['pending', 'failed', 'away', 'not-permitted'].includes(state)) expect(text(container)).not.toMatch(/\d+\s?%/);
  await expectAccessible(container);
});

it.each(INSTRUCTOR_PAGES)('A pending %s fills when the answer comes', async (page) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state="pending" />);
  await screen.findAllByText(/Loading…/);
  await act(async () => {
    window.dispatchEvent(new Event(ARRIVE));
  });
  await waitFor(() => expect(text(container)).toMatch(OWN[page]));
});

it.each(INSTRUCTOR_PAGES)('The page of %s has one heading over all, then sections, in order', async (page) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state="ready" />);
  await waitFor(() => expect(text(container)).toMatch(OWN[page]));
  const levels = screen.getAllByRole('heading').map(({ tagName }) => Number(tagName.slice(1)));
  expect(levels[0]).toBe(2);
  expect(levels.filter((level) => level === 2)).toHaveLength(1);
  levels.forEach((level, at) => expect(level - (levels[at - 1] ?? 2)).toBeLessThanOrEqual(1));
});

it.each(INSTRUCTOR_PAGES)('A name does not turn what stands beside it on the Arabic page of %s', async (page) => {
  window.location.hash = FRAGMENT[page];
  const { container } = render(<InstructorFrame page={page} state="ready" tag="ar" />);
  await screen.findAllByText(/[\u0621-\u064a]{4}/);
  await waitFor(() => expect(container.querySelector('[aria-busy="true"]')).toBeNull());
  await waitFor(() => expect(screen.queryByText(inArabic('marginalia.state.pending'))).toBeNull());
  expect(leakingNames(container)).toEqual([]);
});
