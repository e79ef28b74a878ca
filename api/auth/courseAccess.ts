import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import type { LmsConfig } from '../config/config';
import { ApiError } from '../lib/apiError';
import { bytesOf } from '../lib/responseBody';
import { lmsCall } from '../observability/instruments';
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

/** Those of them that write the course in Studio, and so may say what becomes of what is found in it. */
const AUTHORS = new Set(['instructor', 'staff']);
/** Those of them that may see single learners, where the operator allows it at all: the LMS shows them grades by name too. */
const SEES_LEARNERS = new Set(['instructor', 'staff', 'data_researcher']);

/** How long a response of the LMS is believed, and how long a known one helps out while the LMS is away; milliseconds. */
const BELIEVED_MS = 60_000;
const WHILE_AWAY = 300_000;
const LMS_TIMEOUT = 5000;
/** Bytes of an answer: whoever has ten thousand roles has one of two million. What is longer is cut, and no answer. */
const LARGEST = 8 * 2 ** 20;
/**
 * After the LMS could not be reached, known people do not wait for it for so long; nor, after it failed over somebody's
 * roles, does that person. Milliseconds.
 */
const NOT_ASKED_AGAIN = 10_000;
/** A token that the LMS refused, or said something strange to, is not asked about again for so long; milliseconds. */
const REFUSED = 5000;
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

/** What the LMS's silence or response means for others: it cannot be reached, it failed over this person, or it said no. */
type Failing = 'unreachable' | 'failed' | 'refused';

class LmsFailure extends ApiError {
  constructor(
    code: 'not_signed_in' | 'lms_unavailable',
    readonly failing: Failing,
    options?: ErrorOptions,
  ) {
    super(code, undefined, options);
  }
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Asks the LMS, with the person's own token, which roles that person has, and decides from them: global staff, and
 * whoever is on the course's or its organisation's team. The LMS's list of roles is the one place that has all three.
 */
export class CourseAccess {
  private readonly known = new LRUCache<string, Known>({ max: MOST_KNOWN });
  private readonly asking = new Map<string, Promise<Roles>>();
  private readonly refused = new LRUCache<string, { readonly at: number; readonly error: LmsFailure }>({
    max: MOST_KNOWN,
  });
  private readonly failedSince = new LRUCache<string, number>({ max: MOST_KNOWN });
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

  /** What somebody is in a course: on its team, who writes it, who sees its learners, who runs the site. */
  async rolesIn(person: Person, courseKey: string): Promise<ReadonlySet<'team' | 'author' | 'instructor' | 'site'>> {
    const { is_staff: isStaff, roles } = await this.rolesOf(person);
    const isOn = (team: ReadonlySet<string>): boolean => roles.some((role) => isOnTeam(role, courseKey, team));
    return new Set([
      'team' as const,
      ...(isOn(AUTHORS) ? ['author' as const] : []),
      ...(isOn(SEES_LEARNERS) ? ['instructor' as const] : []),
      ...(isStaff ? ['site' as const] : []),
    ]);
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

  /** Somebody's roles changed: the LMS is asked anew. @param id the user's id in the LMS */
  forget(id: string): void {
    this.known.delete(id);
  }

  private async rolesOf(person: Person): Promise<Roles> {
    const before = this.known.get(person.id);
    const age = before ? this.clock() - before.at : Infinity;
    if (before && age < BELIEVED_MS) return before.roles;
    const helps = before !== undefined && age < WHILE_AWAY;
    const failed = Math.max(this.awaySince, this.failedSince.get(person.id) ?? -Infinity);
    if (helps && this.clock() - failed < NOT_ASKED_AGAIN) return before.roles;
    const refused = this.refused.get(person.token);
    if (refused && this.clock() - refused.at < REFUSED) throw refused.error;
    try {
      const asking = this.asking.get(person.token) ?? this.ask(person);
      this.asking.set(person.token, asking);
      const roles = await asking;
      this.awaySince = -Infinity;
      this.failedSince.delete(person.id);
      this.known.set(person.id, { at: this.clock(), roles });
      return roles;
    } catch (error) {
      if (!(error instanceof LmsFailure)) throw error;
      if (error.code === 'not_signed_in') this.known.delete(person.id);
      if (error.failing === 'refused') this.refused.set(person.token, { at: this.clock(), error });
      if (error.failing === 'unreachable') this.awaySince = this.clock();
      if (error.failing === 'failed') this.failedSince.set(person.id, this.clock());
      if (helps && error.failing !== 'refused') return before.roles;
      throw error;
    } finally {
      this.asking.delete(person.token);
    }
  }

  private async ask(person: Person): Promise<Roles> {
    let response: Response;
    let text: string;
    try {
      response = await lmsCall('roles', () =>
        this.fetchLms(`${this.lms.internalUrl}/api/enrollment/v1/roles/`, {
          headers: { authorization: `JWT ${person.token}`, accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(LMS_TIMEOUT),
        }),
      );
      text = (await bytesOf(response, LARGEST)).toString('utf8');
    } catch (error) {
      throw new LmsFailure('lms_unavailable', isRedirect(error) ? 'refused' : 'unreachable', { cause: error });
    }
    if (response.status === 401 || response.status === 403) throw new LmsFailure('not_signed_in', 'refused');
    if (response.status >= 500) throw new LmsFailure('lms_unavailable', 'failed');
    const roles = Roles.safeParse(jsonIn(text));
    if (!response.ok || !roles.success) throw new LmsFailure('lms_unavailable', 'refused');
    return roles.data;
  }
}

/** `fetch` throws for a redirect that it may not follow, but the LMS did answer. */
const isRedirect = (error: unknown): boolean =>
  error instanceof TypeError && error.cause instanceof Error && error.cause.message === 'unexpected redirect';

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

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
