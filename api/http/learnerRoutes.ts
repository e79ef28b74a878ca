import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  AT_RISK,
  deleteAnnotation,
  getComparison,
  getContent,
  getGroup,
  getLearner,
  getLearners,
  getOverview,
  getSiteHealth,
  getSiteOverview,
  getViews,
  postAnnotation,
  putFollowUp,
} from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import type { Viewer } from '../metrics/class/teamRecords.service';
import type { Ports } from './ports';
import { withBacklog } from './backlog';
import { authorisedPeers } from './comparison';
import { courseGate, personGate, personOf, scopesAmong } from './gate';
import { mount } from './mount';
import { windowOf } from './window';

/** The instructor's side of a course. Whatever shows single learners takes the scope that only some roles get. */
export const learnerRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const { scopeOf, learnerScopeOf, learnerScopeIfAny, isAuthorOf } = courseGate(app, ports);
    const viewerOf = async (request: FastifyRequest): Promise<Viewer> => ({
      person: personOf(request),
      isAuthor: await isAuthorOf(request, scopeOf(request)),
    });

    mount(app, 'course', getOverview, async ({ request, query }) => {
      windowOf(query);
      const listed = await learnerScopeIfAny(request);
      const report = await ports.services().overview.of(scopeOf(request), query, await viewerOf(request), listed);
      return withBacklog(ports, scopeOf(request), report);
    });
    mount(app, 'course', getGroup, async ({ request, query }) => {
      const { groups } = ports.services();
      const key = query.group ?? AT_RISK;
      const listed = await learnerScopeIfAny(request);
      return listed ? groups.exactly(listed, key) : groups.of(scopeOf(request), key);
    });
    mount(app, 'course', getViews, ({ request }) => ports.services().views.of(scopeOf(request)));
    mount(app, 'course', getContent, async ({ request, query: { group } }) => {
      const { content } = ports.services();
      const listed = group === undefined ? null : await learnerScopeIfAny(request);
      return listed && group !== undefined
        ? content.exactly(listed, group)
        : content.of(scopeOf(request), group ?? null);
    });
    mount(app, 'course', getComparison, async ({ request, query }) => {
      const own = scopeOf(request);
      const { beside, candidates } = await authorisedPeers(ports, request, own, query.with ?? '');
      return ports.services().comparisons.of(own, beside, candidates);
    });
    mount(app, 'course', postAnnotation, async ({ request, body }) => {
      const { annotations, team } = ports.services();
      await team.note(scopeOf(request), personOf(request), body);
      return { annotations: await annotations.of(scopeOf(request), await viewerOf(request)) };
    });
    mount(app, 'course', deleteAnnotation, async ({ request, params }) => {
      const { annotations, team } = ports.services();
      const viewer = await viewerOf(request);
      await team.removeNote(scopeOf(request), viewer.person, viewer.isAuthor, params.id);
      return { annotations: await annotations.of(scopeOf(request), viewer) };
    });

    // who may not is told so before the database is asked
    mount(app, 'course', getLearners, async ({ request, query }) => {
      const scope = await learnerScopeOf(request);
      return ports.services().learners.list(scope, query);
    });
    mount(app, 'course', getLearner, async ({ request, params }) => {
      const scope = await learnerScopeOf(request);
      return ports.services().learner.of(scope, params.learner);
    });
    mount(app, 'course', putFollowUp, async ({ request, params, body }) => {
      const scope = await learnerScopeOf(request);
      return ports.services().learners.followUp(scope, params.learner, body.rule, body.answer);
    });
  };

/** The list of all courses that the person may see. */
export const siteRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    personGate(app, ports);
    mount(app, 'person', getSiteOverview, async ({ request, query }) => {
      // who is on no team is told so before the database is asked
      await scopesAmong(ports, request, []);
      const { site, team } = ports.services();
      const { all, scopes } = await scopesAmong(ports, request, await team.courses());
      return site.of(scopes, all ? 'site' : 'team', windowOf(query));
    });
    mount(app, 'person', getSiteHealth, async ({ request }) => {
      if (!(await scopesAmong(ports, request, [])).all) throw new ApiError('not_site_staff');
      if (!ports.health) throw new ApiError('engine_unavailable');
      return ports.health();
    });
  };
