import type { Engine } from '../../api/store/engine';
import { openEngine } from '../../api/store/open';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

describe('engines of one embedded database', () => {
  let at: TestWorkspace;
  let other: Engine;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    other = await openEngine(at.config, { reads: 2 });
  });
  afterAll(async () => {
    await other.close();
    await at.close();
  });

  const SLOW = 'SELECT sleep(0.2)';

  it('The engines of one embedded database take one another’s queries at once, however many wait for one of them', async () => {
    let answered = 0;
    const slow = Array.from({ length: 6 }, async () => {
      await at.engine.rows(SLOW);
      answered += 1;
    });
    await other.rows('SELECT 1');
    expect(answered).toBeLessThan(2);
    await Promise.all(slow);
    expect(answered).toBe(6);
  });

  it('The engines of one embedded database take as many queries together as they were opened for', async () => {
    const done: string[] = [];
    const slow = other.rows(SLOW).then(() => done.push('slow'));
    await other.rows('SELECT 1').then(() => done.push('quick'));
    await slow;
    expect(done).toEqual(['quick', 'slow']);
  });

  it('The engines of one embedded database go on after a query that fails', async () => {
    const failed = at.engine.rows('SELECT throwIf(1)').catch((error: unknown) => (error as { code?: string }).code);
    const next = at.engine.rows('SELECT 1 AS one');
    expect(await failed).toBe('395');
    expect(await next).toEqual([{ one: 1 }]);
  });

  it('Engines of one embedded database are asked in their own order', async () => {
    const asked: string[] = [];
    const ordered = await openEngine(at.config, {
      order: (work, tag) => {
        asked.push(tag);
        return work();
      },
    });
    await ordered.rows('SELECT 1', {}, 'named');
    await ordered.command('SELECT 1');
    await ordered.close();
    expect(asked).toEqual(['named', '']);
  });
});
