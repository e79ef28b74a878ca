import { type Accepted, readStatement } from '../../../api/pipeline/ingest/statement';
import { writeStatements } from '../../../api/pipeline/ingest/writer';
import { type EngineKind, ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { type Statement, evaluate, usageKey } from '../../support/statements';

const accepted = (statement: Statement): Accepted => readStatement(JSON.stringify(statement)) as Accepted;
const tried = (id: number, seconds: number, block: string, more: Record<string, unknown> = {}): Accepted =>
  accepted({
    ...evaluate({ id, who: `learner ${id}`, seconds, attempt: 1, success: true }, usageKey('problem', block)),
    ...more,
  });

describe.each(ENGINES)('the writer on the %s engine', (kind: EngineKind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  afterAll(() => at.close());

  it('The writer says of each statement what became of it, in the order they came', async () => {
    const [one, two] = [tried(1, 10, 'a'), tried(2, 10, 'a')];
    expect(await writeStatements(at.engine, [one, two, one, tried(2, 20, 'b')])).toEqual({
      accepted: 2,
      duplicate: 2,
      conflict: 1,
      outcomes: ['accepted', 'accepted', 'duplicate', 'conflict'],
    });
    expect(await writeStatements(at.engine, [tried(3, 10, 'a'), tried(1, 5, 'a'), two, two])).toEqual({
      accepted: 1,
      duplicate: 3,
      conflict: 1,
      outcomes: ['accepted', 'conflict', 'duplicate', 'duplicate'],
    });
  });

  it('The writer finds the owners of many statements that lost, long ones too, with few questions', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => 100 + index);
    const long = { context: { ...(JSON.parse(tried(1, 1, 'a').text) as Statement & { context: object }).context } };
    const text = { result: { response: 'x'.repeat(200_000), success: true } };
    await writeStatements(
      at.engine,
      ids.map((id) => tried(id, 20, 'a', id === 200 ? { ...long, ...text } : {})),
    );
    const asked = jest.spyOn(at.engine, 'rows');
    const { conflict } = await writeStatements(
      at.engine,
      ids.map((id) => tried(id, 10, 'b')),
    );
    expect(conflict).toBe(ids.length);
    // look-up, bodies, and the owners of 600 statements
    expect(asked.mock.calls.length).toBeLessThan(20);
    asked.mockRestore();
    const lost = await at.engine.rows(
      `SELECT learner, course_key FROM ${at.config.databases.own}.conflicts
       WHERE event_id >= '00000000-0000-4000-8000-000000000100' AND excluded = 1 ORDER BY event_id`,
    );
    expect(lost).toEqual(ids.map((id) => ({ learner: `learner ${id}`, course_key: 'course-v1:Org+Num+Run' })));
  });
});
