import '../../api/queries/attentionNotes';
import '../../api/queries/blockTotals';
import '../../api/queries/containers';
import '../../api/queries/contents';
import '../../api/queries/events';
import '../../api/queries/courseModels';
import '../../api/queries/courseDates';
import '../../api/queries/facts';
import '../../api/queries/forgotten';
import '../../api/queries/panelInputs';
import '../../api/queries/problemSums';
import '../../api/queries/videoSums';
import '../../api/queries/learnerActivity';
import '../../api/queries/learnerStates';
import '../../api/queries/learners';
import '../../api/queries/activeLearners';
import '../../api/queries/classFigures';
import '../../api/queries/courseSums';
import '../../api/queries/contentTables';
import '../../api/queries/courseTags';
import '../../api/queries/pageViews';
import '../../api/queries/groups';
import '../../api/queries/siteFigures';
import '../../api/queries/itemStatistics';
import '../../api/queries/lrs';
import '../../api/queries/people';
import '../../api/queries/statements';
import '../../api/queries/storage';
import '../../api/queries/structure';
import '../../api/queries/touched';
import { registry } from '../../api/clickhouse/query';
import { makeTags } from '../support/tags';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';

describe.each(ENGINES)('every named query on the %s engine', (kind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    await makeTags(at.engine);
  });
  afterAll(() => at.close());

  it('has a name of its own', () => {
    expect(new Set(registry.map((query) => query.name)).size).toBe(registry.length);
    expect(registry.length).toBeGreaterThan(15);
  });

  it.each(registry.map((query) => [query.name, query] as const))(
    '%s runs on empty tables and gives the columns it says',
    async (_, query) => {
      // Empty tables answer with no row, or with the one row of a total.
      expect((await query.run(at.engine, query.example)).length).toBeLessThanOrEqual(1);
    },
  );

  it('binds values and never pastes them', () => {
    for (const query of registry) {
      const text = query.sql(at.engine.databases);
      for (const [name, type] of Object.entries(query.params)) expect(text).toContain(`{${name}:${type}}`);
      expect(text).not.toContain('course-v1:');
    }
  });
});
