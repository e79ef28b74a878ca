/** What an operator watches the API by: metrics, and log lines. */
import { pino } from 'pino';
import { metricsServer } from '../../api/http/metricsRoute';
import { traceOf } from '../../api/http/trace';
import { Metrics } from '../../api/observability/metrics';
import { openTestApi, paths } from './api';
import { COURSE } from './smallCourse';

const TOKEN = 'a-token-of-24-characters';
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe('/metrics', () => {
  it('The route /metrics is not on the port of the API unless a token is set, and then for whoever has it', async () => {
    const without = await openTestApi();
    expect((await without.get('/metrics', null)).statusCode).toBe(404);
    await without.close();
    const api = await openTestApi({ metricsToken: TOKEN });
    expect((await api.get('/metrics', null)).statusCode).toBe(401);
    expect((await api.get('/metrics', null, bearer(`${TOKEN}x`))).statusCode).toBe(401);
    expect((await api.get('/metrics', 'global')).statusCode).toBe(401);
    expect((await api.get('/metrics', null, bearer(TOKEN))).body).toContain('marginalia_request_seconds');
    await api.close();
  });

  it('The route /metrics has a server of its own that knows nothing else', async () => {
    const open = metricsServer(new Metrics('1.2.3'), null);
    expect((await open.inject('/metrics')).body).toContain('marginalia_build_info{version="1.2.3"');
    expect((await open.inject('/api/v1/site/overview')).statusCode).toBe(404);
    const closed = metricsServer(new Metrics(), TOKEN);
    expect((await closed.inject('/metrics')).statusCode).toBe(401);
    expect((await closed.inject({ url: '/metrics', headers: bearer(TOKEN) })).statusCode).toBe(200);
    await open.close();
    await closed.close();
  });

  it('The route /metrics counts who was refused, and why', async () => {
    const metrics = new Metrics();
    const api = await openTestApi({ metrics });
    await api.get(paths.outline(COURSE), null);
    await api.get(paths.outline(COURSE), 'learner');
    const text = await metrics.text();
    expect(text).toContain('marginalia_denied_total{code="not_signed_in"} 1');
    expect(text).toContain('marginalia_denied_total{code="not_course_team"} 1');
    await api.close();
  });
});

describe('the log', () => {
  const logged = async (
    headers: Record<string, string>,
    url = '/api/v1/metrics',
  ): Promise<Record<string, unknown>[]> => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const api = await openTestApi({ logger });
    await api.app.inject({ url, headers });
    await api.close();
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const trace_id = '4bf92f3577b34da6a3ce929d0e0e4736';
  const parent_id = '00f067aa0ba902b7';

  it('The log has the trace that a request belongs to', async () => {
    const [line] = await logged({ traceparent: `00-${trace_id}-${parent_id}-01` });
    expect(line).toMatchObject({ route: '/api/v1/metrics', trace_id, parent_id, status: 200 });
  });

  it.each([
    ['nothing', undefined],
    ['another form', 'anything"}\n'],
    ['no trace', `00-${'0'.repeat(32)}-${parent_id}-01`],
    ['no span', `00-${trace_id}-${'0'.repeat(16)}-01`],
    ['the version that is not allowed', `ff-${trace_id}-${parent_id}-01`],
    ['more than this version has', `00-${trace_id}-${parent_id}-01-more`],
  ])('The log has none where the header is %s', (_, traceparent) => {
    expect(traceOf(traceparent === undefined ? {} : { traceparent })).toBeNull();
  });

  it('The log takes what a later version of the header adds', () => {
    expect(traceOf({ traceparent: `01-${trace_id}-${parent_id}-01-more` })).toEqual({ trace_id, parent_id });
  });

  it('The log is not filled by health checks', async () => {
    expect(await logged({}, '/healthz')).toEqual([]);
  });
});
