import '../../api/metrics/panels';
import '../../api/metrics/outline/blockReports';
import '../../api/metrics/attention/triage.query';
import '../../api/store/queries/blockTotals';
import '../../api/metrics/outline/containers.query';
import '../../api/store/queries/cluster';
import '../../api/store/queries/contents';
import '../../api/store/queries/events';
import '../../api/metrics/attention/courseModels.query';
import '../../api/metrics/class/courseDates.query';
import '../../api/store/queries/facts';
import '../../api/store/queries/forgotten';
import '../../api/metrics/problem/panelInputs.query';
import '../../api/metrics/problem/problemSums.query';
import '../../api/metrics/video/videoSums.query';
import '../../api/metrics/class/learnerActivity.query';
import '../../api/metrics/class/learnerStates.query';
import '../../api/metrics/learners/learners.query';
import '../../api/metrics/class/activeLearners.query';
import '../../api/metrics/class/classFigures.query';
import '../../api/metrics/class/courseSums.query';
import '../../api/metrics/class/contentTables.query';
import '../../api/metrics/class/courseTags.query';
import '../../api/metrics/class/pageViews.query';
import '../../api/metrics/class/groups.query';
import '../../api/metrics/class/siteFigures.query';
import '../../api/metrics/problem/itemStatistics.query';
import '../../api/store/queries/lrs';
import '../../api/store/queries/people';
import '../../api/store/queries/statements';
import '../../api/store/queries/storage';
import '../../api/store/queries/structure';
import '../../api/store/queries/dirtyLearners';
import '../../api/store/queries/state';
import { registry } from '../../api/store/query';
import { makeTags } from '../support/tags';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';

describe.each(ENGINES)('every named query on the %s engine', (kind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    await makeTags(at.engine);
  });
  afterAll(() => at.close());

  it('Every named query has a name of its own', () => {
    expect(new Set(registry.map((query) => query.name)).size).toBe(registry.length);
    expect(registry.length).toBeGreaterThan(15);
  });

  it.each(registry.map((query) => [query.name, query] as const))(
    'The query %s runs on empty tables and gives the columns it says',
    async (_, query) => {
      // Empty tables answer with no row, or with the one row of a total.
      expect((await query.run(at.engine, query.example)).length).toBeLessThanOrEqual(1);
    },
  );

  it('Every named query binds values and never pastes them', () => {
    for (const query of registry) {
      const text = query.sql(at.engine.databases);
      for (const [name, type] of Object.entries(query.params)) expect(text).toContain(`{${name}:${type}}`);
      expect(text).not.toContain('course-v1:');
    }
  });
});
