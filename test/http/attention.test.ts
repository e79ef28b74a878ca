import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import { Attention, fillPath, getAttention } from '@marginalia/contract';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi } from './api';
import { COURSE, UNIT, loadSmallCourse } from './smallCourse';

describe('GET /api/v1/courses/:course/attention', () => {
  const url = fillPath(getAttention.path, { course: COURSE });
  let at: TestWorkspace;
  let api: TestApi;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    await loadSmallCourse(at.workspace);
    const services = openServices(at.engine, 10, NO_RULES);
    api = await openTestApi({ services: () => services });
  });
  afterAll(async () => {
    await api.close();
    await at.close();
  });

  it('The route of findings says that the list has not been made yet, then what was looked at', async () => {
    const early = await api.get(url);
    expect(early.statusCode).toBe(200);
    expect(early.json()).toMatchObject({ computedAt: null, items: [], course: { key: COURSE, name: 'Ada' } });
    await at.workspace.models.ensure(COURSE);
    const made = Attention.parse((await api.get(url)).json());
    expect(made.computedAt).toMatch(/^20\d\d-/);
    // a problem and a video with 12 learners; the unit has no neighbours to compare it with
    expect(made.counts).toEqual({ listed: 0, setAside: 0, nothingFound: 2, tooEarly: 1 });
    expect(JSON.stringify(made)).not.toContain(UNIT);
  });

  it('The route of findings is for the course team only, and knows no window', async () => {
    expect((await api.get(url, null)).statusCode).toBe(401);
    expect((await api.get(url, 'learner')).statusCode).toBe(403);
    expect((await api.get(`${url}?from=2026-01-01`)).json()).toMatchObject({ code: 'invalid_request' });
  });
});
