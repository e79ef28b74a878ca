import * as z from 'zod';
import type { LmsConfig } from '../config/config';
import { ApiError } from '../lib/apiError';
import {
  type AuthorScope,
  type CourseScope,
  type LearnerScope,
  grantAuthorScope,
  grantLearnerScope,
  grantScope,
} from './scope';
import type { Person } from './token';

/** Roles on a course (or on its whole organisation) that may see how its learners fare. */
const TEAM = new Set(['instructor', 'staff', 'limited_staff', 'data_researcher']);

/** Those of them that write the course in Studio, and so may answer what is found in it. */
const AUTHORS = new Set(['instructor', 'staff']);
/** Those of them that may see single learners, where the operator allows it at all: the LMS shows them grades by name too. */
const SEES_LEARNERS = new Set(['instructor', 'staff', 'data_researcher']);

/** How long an answer of the LMS is believed, and how long a known one helps out while the LMS is away; milliseconds. */
const FRESH = 60_000;
const WHILE_AWAY = 300_000;
const LMS_TIMEOUT = 5000;
/** After the LMS did not answer, known people do not wait for it for so long; milliseconds. */
const NOT_ASKED_AGAIN = 10_000;
const MOST_KNOWN = 10_000;

const Roles = z.object({
  is_staff: z.boolean(),
  roles: z.array(z.object({ org: z.nullish(z.string()), course_id: z.nullish(z.string()), role: z.string() })),
});
type Roles = z.infer<typeof Roles>;

interface Known {
  readonly at: number;
  readonly roles: Roles;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Asks the LMS, with the person's own token, which roles that person has, and decides from them: global staff, and
 * whoever is on the course's or its organisation's team. The LMS's list of roles is the one place that tells all three.
 */
export class CourseAccess {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Promise<Roles>>();
  private awaySince = -Infinity;

  constructor(
    private readonly lms: LmsConfig,
    private readonly fetchLms: Fetch = fetch,
    private readonly clock: () => number = Date.now,
  ) {}

  /** @throws ApiError not_course_team; not_signed_in where the LMS refuses the token; lms_unavailable */
  async scope(person: Person, courseKey: string): Promise<CourseScope> {
    const roles = await this.rolesOf(person);
    if (!roles.is_staff && !roles.roles.some((role) => isOnTeam(role, courseKey)))
      throw new ApiError('not_course_team');
    return grantScope(courseKey);
  }

  /** Whether somebody writes the course. @throws ApiError not_signed_in, lms_unavailable */
  async isAuthor(person: Person, courseKey: string): Promise<boolean> {
    const roles = await this.rolesOf(person);
    return roles.is_staff || roles.roles.some((role) => isOnTeam(role, courseKey, AUTHORS));
  }

  /** For what changes something in a course. @throws ApiError as `scope`; not_course_author */
  async authorScope(person: Person, courseKey: string, requestId: string): Promise<AuthorScope> {
    await this.scope(person, courseKey);
    if (!(await this.isAuthor(person, courseKey))) throw new ApiError('not_course_author');
    return grantAuthorScope(courseKey, person.username, requestId);
  }

  /**
   * For what shows single learners of a course.
   * @param identities the operator's switch
   * @throws ApiError as `scope`; identities_off, role_not_enough
   */
  async learnerScope(person: Person, courseKey: string, identities: boolean, requestId: string): Promise<LearnerScope> {
    await this.scope(person, courseKey);
    if (!identities) throw new ApiError('identities_off');
    const roles = await this.rolesOf(person);
    if (!roles.is_staff && !roles.roles.some((role) => isOnTeam(role, courseKey, SEES_LEARNERS)))
      throw new ApiError('role_not_enough');
    return grantLearnerScope(courseKey, person, requestId);
  }

  /**
   * Of these courses, those the person may see: all of them for global staff, and for a superuser by the LMS's signed word.
   * @throws ApiError not_course_team where the person is on no team at all
   */
  async scopesAmong(
    person: Person,
    courseKeys: readonly string[],
  ): Promise<{ readonly all: boolean; readonly scopes: CourseScope[] }> {
    const roles = await this.rolesOf(person);
    const all = roles.is_staff || person.isSuperuser;
    if (!all && !roles.roles.some((role) => TEAM.has(role.role))) throw new ApiError('not_course_team');
    const seen = courseKeys.filter((key) => all || roles.roles.some((role) => isOnTeam(role, key)));
    return { all, scopes: seen.map(grantScope) };
  }

  private async rolesOf(person: Person): Promise<Roles> {
    const before = this.known.get(person.id);
    const age = before ? this.clock() - before.at : Infinity;
    if (before && age < FRESH) return before.roles;
    const isAway = this.clock() - this.awaySince < NOT_ASKED_AGAIN;
    if (before && isAway && age < WHILE_AWAY) return before.roles;
    try {
      const asking = this.asking.get(person.token) ?? this.ask(person);
      this.asking.set(person.token, asking);
      const roles = await asking;
      this.awaySince = -Infinity;
      this.remember(person.id, roles);
      return roles;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_signed_in') this.known.delete(person.id);
      if (error instanceof ApiError && error.code === 'lms_unavailable') {
        this.awaySince = this.clock();
        if (before && age < WHILE_AWAY) return before.roles;
      }
      throw error;
    } finally {
      this.asking.delete(person.token);
    }
  }

  private async ask(person: Person): Promise<Roles> {
    let response: Response;
    let body: unknown;
    try {
      response = await this.fetchLms(`${this.lms.baseUrl}/api/enrollment/v1/roles/`, {
        headers: { authorization: `JWT ${person.token}`, accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(LMS_TIMEOUT),
      });
      body = await response.json().catch(() => null);
    } catch (error) {
      throw new ApiError('lms_unavailable', undefined, { cause: error });
    }
    if (response.status === 401 || response.status === 403) throw new ApiError('not_signed_in');
    const roles = Roles.safeParse(body);
    if (!response.ok || !roles.success) throw new ApiError('lms_unavailable');
    return roles.data;
  }

  private remember(id: string, roles: Roles): void {
    this.known.delete(id);
    this.known.set(id, { at: this.clock(), roles });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_KNOWN) break;
      this.known.delete(oldest);
    }
  }
}

/** The LMS writes an org-wide role's missing course as nothing or as the word None. */
const isOnTeam = (role: Roles['roles'][number], courseKey: string, team: ReadonlySet<string> = TEAM): boolean => {
  if (!team.has(role.role)) return false;
  const course = role.course_id;
  if (course && course !== 'None') return course === courseKey;
  return Boolean(role.org) && role.org === orgOf(courseKey);
};

/** `Org` of `course-v1:Org+Course+Run`, `ccx-v1:Org+Course+Run+ccx@1` or `Org/Course/Run`; '' where there is none. */
export const orgOf = (courseKey: string): string => {
  const modern = /^[^:/+]+:([^+]+)\+/.exec(courseKey);
  if (modern) return modern[1] ?? '';
  return /^([^/:]+)\/[^/]+\/[^/]+$/.exec(courseKey)?.[1] ?? '';
};
