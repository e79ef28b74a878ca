/** The page about all courses, of a site with many. */
import { operatorScope } from '../../../api/auth/scope';
import { SiteReports } from '../../../api/metrics/class/siteReports.service';
import type { Engine } from '../../../api/store/engine';
import { lines, loadText, statementsOf } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

const COURSES = Array.from({ length: 20 }, (_, n) => `course-v1:Edu+Ada${n}+2026`);

/** The engine, and how many questions it is asked at the same time at most. */
const counted = (engine: Engine): { engine: Engine; most: () => number } => {
  let [now, most] = [0, 0];
  const rows: Engine['rows'] = async (...question) => {
    most = Math.max(most, ++now);
    try {
      return await engine.rows(...question);
    } finally {
      now -= 1;
    }
  };
  return { engine: Object.assign(Object.create(engine) as Engine, { rows }), most: () => most };
};

describe('a site of twenty courses', () => {
  let site: TestWorkspace;
  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
    await loadText(site.workspace, lines(COURSES.flatMap((course) => statementsOf(course))));
  });
  afterAll(() => site.close());

  it('A site of twenty courses is read a course at a time, so that a panel opened meanwhile need not wait', async () => {
    const { engine, most } = counted(site.workspace.engine);
    const overview = await new SiteReports(engine, 10).of(COURSES.map(operatorScope), 'site');
    expect(overview.courses.map(({ key }) => key).sort()).toEqual([...COURSES].sort());
    expect(most()).toBeGreaterThan(0);
    expect(most()).toBeLessThanOrEqual(4);
  });
});
