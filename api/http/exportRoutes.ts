import type { FastifyInstance } from 'fastify';
import { EXPORTS, type ExportId } from '../../src/contract';
import { ApiError } from '../lib/apiError';
import type { Ports } from './app';
import { besideOf } from './beside';
import { courseGate } from './gate';

/** A file may take long: one counts as so many requests. */
const REQUESTS_A_FILE = 20;

const isExport = (report: string): report is ExportId => Object.hasOwn(EXPORTS, report);

/** Tables as CSV. What names single learners is gated and recorded as the list is. */
export const exportRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const { scopeOf, learnerScopeOf } = courseGate(app, ports);
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
        const report = request.params.file.replace(/\.csv$/, '');
        if (!request.params.file.endsWith('.csv') || !isExport(report)) throw new ApiError('not_found');
        const scope = EXPORTS[report].gated ? await learnerScopeOf(request) : scopeOf(request);
        const { with: wanted = '' } = request.query;
        const beside = report === 'comparison' ? (await besideOf(ports, request, scope, String(wanted))).beside : [];
        const stream = await ports.services().csv.of(report, scope, request.query, beside);
        const day = new Date().toISOString().slice(0, 10);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${report}-${day}.csv"`)
          .send(stream);
      },
    );
  };
