import { Background, Health } from '../../api/lib/background';

describe('the health of work in the background', () => {
  it('The health of work in the background tells of a failure once, of another one anew, and when it goes well again', () => {
    const health = new Health();
    const failures: (string | null)[] = [];
    health.onChange = (failure) => failures.push(failure?.message ?? null);
    health.succeeded();
    for (const message of ['full', 'full', 'away', 'full']) health.failed(new Error(message));
    expect(health.failure?.message).toBe('full');
    health.failed('full');
    health.succeeded();
    health.succeeded();
    expect(health.failure).toBeNull();
    expect(failures).toEqual(['full', 'away', 'full', null]);
  });

  it('The health of work in the background is that of the work looked for again and again', async () => {
    const background = new Background(0, 0);
    const outcomes = [null, new Error('away'), new Error('away'), null];
    const failures: (string | null)[] = [];
    background.health.onChange = (failure) => failures.push(failure?.message ?? null);
    const done = new Promise<void>((resolve) => {
      background.follow(async () => {
        const next = outcomes.shift();
        if (next === undefined) resolve();
        else if (next) throw next;
        return null;
      });
    });
    await done;
    await background.close();
    expect(failures).toEqual(['away', null]);
  });
});
