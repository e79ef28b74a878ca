import { WITHHELD, none } from '@marginalia/contract';
import { COURSE, attention, learnerAttention, outline, wrongKey } from '../fixtures/reports';
import { before, comparison, content, group, judged, learner, learners, overview, summary } from '../fixtures/class';
import { siteCourse, siteHealth, siteOverview, wholeSite, daysAgo } from '../fixtures/site';
import type { Responses } from './host';

/** The parts of the page about all courses. */
const SITE_PAGES = ['site', 'organizations', 'enrollment', 'health'] as const;
export const isOfSite = (page: InstructorPage): boolean => SITE_PAGES.some((one) => one === page);

/** The pages of the instructor's side that there are stories of, and those about all courses. */
export const INSTRUCTOR_PAGES = [
  'attention',
  'course',
  'group',
  'content',
  'compare',
  'learner',
  ...SITE_PAGES,
] as const;
export type InstructorPage = (typeof INSTRUCTOR_PAGES)[number];

/** The states that each page has to have words for. */
export const INSTRUCTOR_STATES = [
  'pending',
  'failed',
  'away',
  'not-permitted',
  'no-events',
  'withheld',
  'stale',
  'partial',
  'ready',
] as const;
export type InstructorState = (typeof INSTRUCTOR_STATES)[number];

const LEARNER = learner().id;
const AT = `/learners/${encodeURIComponent(LEARNER)}`;

/** The fragment of the address that opens each page. */
export const FRAGMENT: Readonly<Record<InstructorPage, string>> = {
  attention: '#attention',
  course: '#course',
  group: '#course/stopped',
  content: '#content',
  compare: '#compare',
  site: '#courses',
  organizations: '#organizations',
  enrollment: '#enrollment',
  health: '#health',
  learner: `#learner/${encodeURIComponent(LEARNER)}`,
};

/** What each page asks for first. */
const OWN: Readonly<Record<InstructorPage, string>> = {
  attention: '/attention',
  course: '/overview',
  group: '/group',
  content: '/outline',
  compare: '/comparison',
  learner: AT,
  site: '/site/overview',
  organizations: '/site/overview',
  enrollment: '/site/overview',
  health: '/site/health',
};

const whole = (over: Responses = {}): Responses => ({
  '/site/overview': wholeSite(),
  '/site/health': siteHealth,
  [AT]: learner(),
  '/attention': attention([wrongKey()], { learners: judged() }),
  '/outline': outline(),
  '/learners': learners(),
  '/overview': overview(),
  '/group': group(),
  '/content': content(),
  '/comparison': comparison([before]),
  '/views': null,
  '/choices': null,
  ...over,
});

const refusal = (status: number, code: string) => ({
  status,
  body: { code, message: 'for logs', requestId: '3f6c1a52' },
});
const own = (page: InstructorPage, response: Responses[string]): Responses => whole({ [OWN[page]]: response });
const old = { asOf: new Date(Date.now() - 3 * 86_400_000).toISOString() };

const SMALL = siteCourse('Small', {
  learners: WITHHELD,
  enrolledNow: WITHHELD,
  active: WITHHELD,
  passing: WITHHELD,
  needHelp: WITHHELD,
  progress: WITHHELD,
  enrolledWeeks: siteCourse('').enrolledWeeks.map(({ date }) => ({ date, learners: WITHHELD })),
  tracks: [{ tracks: ['audit', 'verified'], enrolledNow: WITHHELD }],
});

const few: Readonly<Record<InstructorPage, Responses>> = {
  attention: own('attention', attention([], { learners: judged({ of: WITHHELD }) })),
  course: own('course', overview({ summary: summary({ learners: WITHHELD }) })),
  group: own('group', group({ group: { ...group().group, learners: WITHHELD } })),
  content: own(
    'content',
    outline({
      learners: WITHHELD,
      blocks: outline().blocks.map((block) => ({
        ...block,
        reach: WITHHELD,
        attempted: WITHHELD,
        firstTry: WITHHELD,
        watched: WITHHELD,
      })),
    }),
  ),
  compare: own('compare', comparison([{ ...before, summary: summary({ learners: WITHHELD, passing: WITHHELD }) }])),
  site: own('site', siteOverview([SMALL])),
  organizations: own(
    'organizations',
    siteOverview([SMALL], { organisations: [{ org: 'Org', courses: 1, learners: WITHHELD, enrolledNow: WITHHELD }] }),
  ),
  enrollment: own('enrollment', siteOverview([SMALL])),
  // how the data is says nothing of learners
  health: own('health', siteHealth),
  // one learner is never withheld, but the class beside may be
  learner: own('learner', learner({ beside: { ...learner().beside, progress: WITHHELD, activeDays: WITHHELD } })),
};

/** The clock of every page is that of the class. */
const aging = (page: InstructorPage, response: Responses[string]): Responses => ({
  ...own(page, response),
  '/overview': overview(old),
});

const aged: Readonly<Record<InstructorPage, Responses>> = {
  attention: aging('attention', attention([], { learners: judged(), ...old })),
  course: own('course', overview(old)),
  group: aging('group', group(old)),
  content: aging('content', outline(old)),
  site: own('site', wholeSite(old)),
  organizations: own('organizations', wholeSite(old)),
  enrollment: own('enrollment', wholeSite(old)),
  health: {
    ...own('health', { ...siteHealth, checks: [{ id: 'latest', state: 'look', at: daysAgo(3) }] }),
    '/site/overview': wholeSite(old),
  },
  compare: aging('compare', comparison([before], old)),
  learner: aging('learner', learner(old)),
};

const incomplete: Readonly<Record<InstructorPage, Responses>> = {
  // counts, but nobody by name
  attention: whole({ '/learners': refusal(403, 'identities_off') }),
  course: own(
    'course',
    overview({ reach: [], grades: { graded: none('no_grades'), passLine: null, buckets: [] }, annotations: [] }),
  ),
  group: own('group', group({ group: { ...group().group, learners: none('not_computed_yet') } })),
  compare: own('compare', comparison([], { candidates: [], before: null })),
  // nothing is known of the findings
  content: whole({ '/attention': refusal(500, 'internal') }),
  // a team's courses and no more
  site: own('site', wholeSite({ scope: 'team', months: [] })),
  organizations: own('organizations', wholeSite({ scope: 'team', organisations: [] })),
  enrollment: own('enrollment', siteOverview([siteCourse('Open', { enrolledWeeks: [], tracks: [] })])),
  health: own('health', { ...siteHealth, checks: [] }),
  learner: own(
    'learner',
    learner({ lastActivity: null, marks: [], days: [], sections: [], problems: [], videos: [], timeline: [] }),
  ),
};

const NOT_PERMITTED: Partial<Record<InstructorPage, string>> = { learner: 'role_not_enough', health: 'not_site_staff' };

const empty = (page: InstructorPage): Responses[string] => {
  switch (page) {
    case 'attention':
      return attention([], { learners: learnerAttention });
    case 'learner':
      return refusal(404, 'unknown_learner');
    case 'site':
    case 'organizations':
    case 'enrollment':
      return siteOverview([]);
    case 'health':
      return { ...siteHealth, checks: [], tables: [] };
    default:
      return refusal(404, 'unknown_course');
  }
};

/** What the service says in each state. Every cell of the table has to be there: the compiler counts them. */
export const INSTRUCTOR_SAID: Readonly<Record<InstructorState, (page: InstructorPage) => Responses>> = {
  pending: (page) => own(page, 'later'),
  failed: (page) => own(page, refusal(500, 'internal')),
  away: (page) => own(page, null),
  'not-permitted': (page) => own(page, refusal(403, NOT_PERMITTED[page] ?? 'not_course_team')),
  'no-events': (page) => own(page, empty(page)),
  withheld: (page) => few[page],
  stale: (page) => aged[page],
  partial: (page) => incomplete[page],
  ready: () => whole(),
};

export const INSTRUCTOR_ARRIVING = whole();
export { COURSE };
