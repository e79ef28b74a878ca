import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod/mini';
import { EXPORTS, type ExportId, SITE_EXPORTS, type SiteExportId, SiteQuery } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import { parsed } from '../lib/parsed';
import type { Ports } from './ports';
import { authorisedPeers } from './comparison';
import { extensionsOf } from './extensionRoutes';
import { courseGate, personGate, scopesAmong } from './gate';
import { windowOf } from './window';

/** A file may take long: one counts as so many requests. */
const REQUESTS_A_FILE = 20;

const isExport = (report: string): report is ExportId => Object.hasOwn(EXPORTS, report);
const isSiteExport = (report: string): report is SiteExportId => Object.hasOwn(SITE_EXPORTS, report);

/** Tables of the site that dates narrow. What a file cannot be narrowed by is refused, so that its head is true. */
const NARROWED: ReadonlySet<SiteExportId> = new Set(['courses', 'months']);
const OF_ALL_TIME = z.strictObject({});

/** The table that a file's name asks for. @throws ApiError not_found */
const tableIn = <Id extends string>(file: string, isTable: (name: string) => name is Id): Id => {
  const name = file.replace(/\.csv$/, '');
  if (!file.endsWith('.csv') || !isTable(name)) throw new ApiError('not_found');
  return name;
};

const sendFile = (reply: FastifyReply, name: string, stream: Readable): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}-${new Date().toISOString().slice(0, 10)}.csv"`)
    .send(stream);

/** Tables as CSV. What names single learners is gated and recorded as the list is. */
export const exportRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const { scopeOf, rolesOf, learnerScopeOf } = courseGate(app, ports);
    app.get<{ Params: { course: string; file: string }; Querystring: Record<string, unknown> }>(
      '/api/v1/courses/:course/export/:file',
      {
        config: { access: 'course', rateLimit: { max: Math.ceil(ports.requestsPerMinute / REQUESTS_A_FILE) } },
        schema: {
          summary: `A table as CSV, <table>.csv: ${Object.keys(EXPORTS).join(', ')}. The query is that of the answer it shows.`,
          security: [{ lms: [] }],
        },
      },
      async (request, reply) => {
        const id = request.params.file.replace(/\.csv$/, '');
        if (id.includes('.') && request.params.file.endsWith('.csv'))
          return sendFile(reply, id, await extensionsOf(ports).csv(scopeOf(request), id, await rolesOf(request)));
        const report = tableIn(request.params.file, isExport);
        const scope = EXPORTS[report].gated ? await learnerScopeOf(request) : scopeOf(request);
        const { with: wanted = '' } = request.query;
        const beside =
          report === 'comparison' ? (await authorisedPeers(ports, request, scope, String(wanted))).beside : [];
        const stream = await ports
          .services()
          .csv.of(
            report,
            scope,
            request.query,
            beside,
            async (outline) =>
              (await ports.extensions?.().outline(outline, scope, () => rolesOf(request), true)) ?? outline,
          );
        return sendFile(reply, report, stream);
      },
    );
  };

/** Tables of all courses that the person may see. */
export const siteExportRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    personGate(app, ports);
    app.get<{ Params: { file: string }; Querystring: Record<string, unknown> }>(
      '/api/v1/site/export/:file',
      {
        config: { access: 'person', rateLimit: { max: Math.ceil(ports.requestsPerMinute / REQUESTS_A_FILE) } },
        schema: {
          summary: `A table of all courses that the person may see as CSV, <table>.csv: ${Object.keys(SITE_EXPORTS).join(', ')}. The query is that of the answer it shows.`,
          security: [{ lms: [] }],
        },
      },
      async (request, reply) => {
        // who is on no team is told so before the database is asked
        await scopesAmong(ports, request, []);
        const report = tableIn(request.params.file, isSiteExport);
        const window = windowOf(parsed(NARROWED.has(report) ? SiteQuery : OF_ALL_TIME, request.query));
        const { site, team } = ports.services();
        const { all, scopes } = await scopesAmong(ports, request, await team.courses());
        return sendFile(reply, `site-${report}`, await site.file(report, scopes, all ? 'site' : 'team', window));
      },
    );
  };
