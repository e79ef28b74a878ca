import { LookAhead } from '../../../api/pipeline/ingest/lookAhead';
import { oneAtATime, turnsBegun } from '../../../api/pipeline/ingest/oneAtATime';
import { type Accepted, isRejected, readStatement } from '../../../api/pipeline/ingest/statement';
import { type Written, writeStatements } from '../../../api/pipeline/ingest/writer';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { evaluate } from '../../support/statements';

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

const tried = (id: number, seconds: number): Accepted => {
  const read = readStatement(JSON.stringify(evaluate({ id, who: 'ada', seconds, attempt: 1, success: true })));
  if (isRejected(read)) throw new Error(read.reason);
  return read;
};
const store = (batch: readonly Accepted[], stored?: ReturnType<LookAhead['begin']>): Promise<Written> =>
  oneAtATime(at.engine, async (turn) => writeStatements(at.engine, batch, await stored?.(turn)));
/** A batch is handed in, and has its turn. */
const underWay = async (batch: readonly Accepted[], ahead: LookAhead): Promise<Promise<Written>[]> => {
  const began = turnsBegun(at.engine);
  const written = store(batch, ahead.begin(batch));
  while (turnsBegun(at.engine) === began) await Promise.resolve();
  return [written];
};

describe('looking up a batch while the one before it is stored', () => {
  it('knows what was there, what the batch before brings, and what is in neither', async () => {
    await store([tried(1, 0), tried(2, 0)]);
    const ahead = new LookAhead(at.engine);
    const [first] = await underWay([tried(3, 0), tried(4, 0)], ahead);
    const next = [tried(1, 0), tried(2, 9), tried(3, 0), tried(4, 9), tried(5, 0)];
    const second = store(next, ahead.begin(next));
    expect(await first).toMatchObject({ accepted: 2 });
    expect((await second).outcomes).toEqual(['duplicate', 'conflict', 'duplicate', 'conflict', 'accepted']);
  });

  it('knows what somebody else stored in between, before its turn and before that of the batch before', async () => {
    const ahead = new LookAhead(at.engine);
    const [first] = await underWay([tried(11, 0)], ahead);
    const next = [tried(12, 0), tried(13, 0)];
    const stored = ahead.begin(next);
    const others = store([tried(12, 0)]);
    const second = store(next, stored);
    await Promise.all([first, others]);
    expect((await second).outcomes).toEqual(['duplicate', 'accepted']);

    const [other] = [store([tried(14, 0)])];
    const third = store([tried(15, 0)], ahead.begin([tried(15, 0)]));
    const last = [tried(14, 0), tried(15, 0), tried(16, 0)];
    const fourth = store(last, ahead.begin(last));
    await Promise.all([other, third]);
    expect((await fourth).outcomes).toEqual(['duplicate', 'duplicate', 'accepted']);
  });
});
