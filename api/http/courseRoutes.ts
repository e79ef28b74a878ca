import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  getAttention,
  getBlock,
  getBlockRuns,
  getChoices,
  getExperiment,
  getOutline,
  getProblem,
  getVideo,
  putAttentionNote,
} from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { blockInRun, courseInRun } from '../lib/usageKey';
import { latestFirst } from '../metrics/kit/runOrder';
import { isAll } from '../metrics/kit/window';
import type { RunScope } from '../metrics/outline/blockReports';
import type { Ports } from './ports';
import { askerOf } from './asker';
import { withBacklog } from './backlog';
import { courseGate } from './gate';
import { mount } from './mount';
import { windowOf } from './window';

/**
 * Everything about a course. Before any of these runs, the token is verified and the LMS is asked about the course in
 * the path; a route mounted here cannot be reached otherwise.
 */
export const courseRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const { scopeOf: own, scopeIn, rolesOf, isAuthorOf, authorScopeOf, learnerScopeIfAny } = courseGate(app, ports);

    /** The course of the request, or another run of it, about which the LMS is asked too. */
    const scopeOf = async (request: FastifyRequest, run?: string): Promise<CourseScope> => {
      const scope = own(request);
      if (run === undefined) return scope;
      const other = courseInRun(scope.courseKey, run);
      if (other === null) throw notARun();
      return scopeIn(request, other);
    };

    /** A block, and the course it is asked about. */
    const blockOf = async (
      request: FastifyRequest,
      block: string,
      run?: string,
    ): Promise<{ scope: CourseScope; block: string }> => {
      const scope = await scopeOf(request, run);
      const here = own(request).courseKey;
      const found = run === undefined ? block : blockInRun(block, here, scope.courseKey);
      if (found === null) throw notARun();
      return { scope, block: found };
    };

    /** The runs of the course in the path that the person may see, itself among them, the latest first. */
    const runsOf = async (request: FastifyRequest): Promise<RunScope[]> => {
      const here = own(request);
      const runs: RunScope[] = [];
      for (const run of await ports.services().reports.runs(here.courseKey)) {
        const scope =
          run.key === here.courseKey
            ? here
            : await scopeIn(request, run.key).catch((error: unknown) => {
                if (error instanceof ApiError && error.code === 'not_course_team') return null;
                throw error;
              });
        if (scope) runs.push({ ...run, scope });
      }
      return latestFirst(runs);
    };

    mount(app, 'course', getChoices, async ({ request }) =>
      ports.services().reports.choices(await scopeOf(request), await runsOf(request)),
    );
    mount(app, 'course', getBlock, async ({ request, reply, params, query }) => {
      const window = windowOf(query);
      const { scope, block } = await blockOf(request, params.block, query.run);
      const report = await ports.services().reports.blockReport(scope, block, window, askerOf(request, reply));
      return withBacklog(ports, scope, report);
    });
    mount(app, 'course', getBlockRuns, async ({ request, params }) =>
      ports.services().reports.blockRuns(await scopeOf(request), params.block, await runsOf(request)),
    );
    mount(app, 'course', getExperiment, async ({ request, params }) => {
      const scope = await scopeOf(request);
      return withBacklog(ports, scope, await ports.services().reports.experiment(scope, params.block));
    });
    mount(app, 'course', getOutline, async ({ request, reply, query }) => {
      const window = windowOf(query);
      const scope = await scopeOf(request, query.run);
      const answer = await ports.services().reports.outline(scope, window, askerOf(request, reply));
      const extensions = isAll(window) ? ports.extensions?.() : undefined;
      const outline = (await extensions?.outline(answer, scope, () => rolesOf(request, scope))) ?? answer;
      return withBacklog(ports, scope, outline);
    });
    mount(app, 'course', getAttention, async ({ request, query }) => {
      const scope = await scopeOf(request, query.run);
      const { reports, attention } = ports.services();
      // counts are exact for whoever may count the list; of another run nobody was asked that
      const listed = query.run === undefined ? await learnerScopeIfAny(request) : null;
      const since = query.since ?? null;
      return withBacklog(ports, scope, {
        ...(await reports.attention(scope, await isAuthorOf(request, scope))),
        learners: await (listed ? attention.exactly(listed, since) : attention.of(scope, since)),
      });
    });
    mount(app, 'course', putAttentionNote, async ({ request, params, body }) => {
      const scope = await authorScopeOf(request);
      const note = await ports
        .services()
        .reports.triage(scope, params.item, { status: body.status, text: body.text ?? '' });
      request.log.info({ course: params.course, item: params.item, status: note.status, by: note.by }, 'item answered');
      return note;
    });
    mount(app, 'course', getProblem, async ({ request, reply, params, query }) => {
      const window = windowOf(query);
      const { scope, block } = await blockOf(request, params.block, query.run);
      const report = await ports.services().reports.problem(scope, block, window, askerOf(request, reply));
      return withBacklog(ports, scope, report);
    });
    mount(app, 'course', getVideo, async ({ request, reply, params, query }) => {
      const window = windowOf(query);
      const { scope, block } = await blockOf(request, params.block, query.run);
      const report = await ports.services().reports.video(scope, block, window, askerOf(request, reply));
      return withBacklog(ports, scope, report);
    });
  };

const notARun = (): ApiError =>
  new ApiError('invalid_request', {
    issues: [
      {
        where: '/run',
        message: 'only courses with keys such as course-v1:Org+Course+Run, and their blocks, have runs',
      },
    ],
  });
