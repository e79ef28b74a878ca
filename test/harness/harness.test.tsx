import { getConfig } from '@edx/frontend-platform';
import { IntlProvider } from '@edx/frontend-platform/i18n';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { SLOTS } from '../../src';
import { App } from '../../src/harness/App';
import { configure } from '../../src/harness/config';
import {
  COURSE,
  PROBLEM,
  SUBSECTION,
  UNIT,
  attention,
  key,
  outline,
  problem,
} from '../../src/harness/fixtures/reports';
import { expectAccessible, expectVisible } from '../support-web/render';

// The only fake thing: what the stand-in LMS, Studio and the API answer.
const mockGet = jest.fn();
jest.mock('@edx/frontend-platform/auth', () => ({
  getAuthenticatedHttpClient: () => ({ get: mockGet }),
  getAuthenticatedUser: () => ({ username: 'author' }),
}));
jest.mock('@edx/frontend-platform/i18n', () => ({
  ...jest.requireActual<object>('@edx/frontend-platform/i18n'),
  getLocale: () => 'en',
  getMessages: () => ({}),
}));

const node = (id: string, category: string, name: string, children: object[] = []) => ({
  id,
  display_name: name,
  category,
  has_children: children.length > 0,
  published: true,
  visibility_state: 'live',
  graded: false,
  child_info: { display_name: '', children },
});
const tree = node(key('course', 'course'), 'course', 'Algorithms', [
  node(key('chapter', 's1'), 'chapter', 'Week 1', [
    node(SUBSECTION, 'sequential', 'Lesson', [node(UNIT, 'vertical', 'Loops')]),
  ]),
]);
const child = { name: 'Sorting lists', block_id: PROBLEM, block_type: 'problem', actions: {}, user_partitions: [] };

const ANSWERS: [string, unknown][] = [
  ['/demo/courses', { courses: [{ key: COURSE, name: 'Algorithms', org: 'Org' }] }],
  ['/demo/people', { people: [{ username: 'author', name: 'Ada', description: 'course team' }], signedIn: 'author' }],
  [`/course_index/${encodeURIComponent(COURSE)}`, { course_structure: tree }],
  [`/container/${encodeURIComponent(UNIT)}/children`, { children: [child], is_published: true }],
  ['/outline', outline()],
  ['/attention', attention()],
  ['/problem', problem()],
];

const open = (path: string) =>
  render(
    <IntlProvider locale="en">
      <MemoryRouter initialEntries={[path]}>
        <QueryClientProvider client={new QueryClient()}>
          <App />
        </QueryClientProvider>
      </MemoryRouter>
    </IntlProvider>,
  );

beforeAll(configure);
beforeEach(() => {
  mockGet.mockImplementation((url: string) => {
    const found = ANSWERS.find(([end]) => url.endsWith(end));
    return found === undefined ? Promise.reject(new Error(url)) : Promise.resolve({ status: 200, data: found[1] });
  });
});

it('The stand-in for Studio is configured as an operator would, at the page’s own address', () => {
  const config = getConfig() as Record<string, unknown>;
  expect(config).toMatchObject({ MARGINALIA_API_URL: window.location.origin, LMS_BASE_URL: window.location.origin });
  expect(Object.keys(config.pluginSlots as object).sort()).toEqual(Object.values(SLOTS).sort());
});

it('The stand-in for Studio lists the courses and says that it is a stand-in', async () => {
  const { container } = open('/courses');
  expect(await screen.findByRole('link', { name: 'Algorithms' })).toHaveAttribute(
    'href',
    `/course/${encodeURIComponent(COURSE)}`,
  );
  expect(screen.getByRole('link', { name: 'Studio stand-in' })).toBeVisible();
  await expectAccessible(container);
});

it('The stand-in for Studio shows the plugin at once, and in the instructor dashboard too', async () => {
  open('/');
  expect(await screen.findByRole('heading', { name: 'How far do learners get?' })).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: 'Instructor dashboard' }));
  expect(await screen.findByRole('heading', { name: 'Instructor dashboard' })).toBeVisible();
  expect(await screen.findByRole('heading', { name: 'Which learners may need help?' })).toBeVisible();
});

it('The stand-in for Studio shows the plugin in the real slots of an outline', async () => {
  const { container } = open(`/course/${encodeURIComponent(COURSE)}`);
  await expectVisible(/74 of 212 learners/);
  expect(screen.getByRole('button', { name: /Show analytics for Loops/ })).toBeVisible();
  expect(screen.getByRole('button', { name: /Show analytics for Lesson/ })).toBeVisible();
  await expectAccessible(container);
});

it('The stand-in for Studio lets the sidebar of a unit follow the block that is clicked', async () => {
  open(`/course/${encodeURIComponent(COURSE)}/container/${encodeURIComponent(UNIT)}`);
  const blocks = await screen.findByRole('list', { name: 'Blocks of this unit' });
  await userEvent.click(await within(blocks).findByRole('button', { name: /Sorting lists/ }));
  await expectVisible(/38 of 61 learners/);
});
