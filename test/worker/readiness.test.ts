import { EngineError } from '../../api/store/engine';
import { whyNotReady } from '../../api/worker/readiness';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';

describe.each(ENGINES)('readiness on %s', (kind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  afterAll(() => at.close());

  it('Readiness ends with an insert that fails, and comes back by itself when one succeeds', async () => {
    const { engine } = at;
    const [state, away] = [`${engine.databases.own}.state`, `${engine.databases.own}.state_away`];
    expect(await whyNotReady(engine)).toBeNull();
    await engine.command(`RENAME TABLE ${state} TO ${away}`);
    // Until an insert fails nobody knows.
    expect(await whyNotReady(engine)).toBeNull();
    await expect(engine.insert(state, [{ name: 'x', value: '' }])).rejects.toThrow(EngineError);
    expect(await whyNotReady(engine)).toBe('the database cannot store anything');
    expect(await whyNotReady(engine)).toBe('the database cannot store anything');
    await engine.command(`RENAME TABLE ${away} TO ${state}`);
    expect(await whyNotReady(engine)).toBeNull();
    await engine.command(`RENAME TABLE ${state} TO ${away}`);
    expect(await whyNotReady(engine)).toBeNull();
    await engine.command(`RENAME TABLE ${away} TO ${state}`);
  });

  it('Readiness stays while the recomputation fails', async () => {
    at.workspace.health.failed(new Error('a fault of ours'));
    expect(await whyNotReady(at.engine)).toBeNull();
    at.workspace.health.succeeded();
  });
});
