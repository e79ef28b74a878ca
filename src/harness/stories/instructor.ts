import { WITHHELD, none } from '@marginalia/contract';
import { COURSE, attention, learnerAttention } from '../fixtures/reports';
import { before, comparison, content, group, judged, learner, learners, overview, summary } from '../fixtures/class';
import type { Responses } from './host';

/** The pages of the instructor's side that there are stories of. */
export const INSTRUCTOR_PAGES = ['attention', 'course', 'group', 'compare', 'learner'] as const;
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
  compare: '#compare',
  learner: `#learner/${encodeURIComponent(LEARNER)}`,
};

/** What each page asks for first. */
const OWN: Readonly<Record<InstructorPage, string>> = {
  attention: '/attention',
  course: '/overview',
  group: '/group',
  compare: '/comparison',
  learner: AT,
};

const whole = (over: Responses = {}): Responses => ({
  [AT]: learner(),
  '/attention': attention([], { learners: judged() }),
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

const few: Readonly<Record<InstructorPage, Responses>> = {
  attention: own('attention', attention([], { learners: judged({ of: WITHHELD }) })),
  course: own('course', overview({ summary: summary({ learners: WITHHELD }) })),
  group: own('group', group({ group: { ...group().group, learners: WITHHELD } })),
  compare: own('compare', comparison([{ ...before, summary: summary({ learners: WITHHELD, passing: WITHHELD }) }])),
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
  learner: own(
    'learner',
    learner({ lastActivity: null, marks: [], days: [], sections: [], problems: [], videos: [], timeline: [] }),
  ),
};

/** What the service says in each state. Every cell of the table has to be there: the compiler counts them. */
export const INSTRUCTOR_SAID: Readonly<Record<InstructorState, (page: InstructorPage) => Responses>> = {
  pending: (page) => own(page, 'later'),
  failed: (page) => own(page, refusal(500, 'internal')),
  away: (page) => own(page, null),
  'not-permitted': (page) =>
    own(page, page === 'learner' ? refusal(403, 'role_not_enough') : refusal(403, 'not_course_team')),
  'no-events': (page) =>
    page === 'attention'
      ? own(page, attention([], { learners: learnerAttention }))
      : own(page, page === 'learner' ? refusal(404, 'unknown_learner') : refusal(404, 'unknown_course')),
  withheld: (page) => few[page],
  stale: (page) => aged[page],
  partial: (page) => incomplete[page],
  ready: () => whole(),
};

export const INSTRUCTOR_ARRIVING = whole();
export { COURSE };
