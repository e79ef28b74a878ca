/** When an extension has to stop, for how long, and how it comes back. */
import { Breaker } from '../../api/extension/hosts';

const GOOD = { value: '' };
const BAD = { error: 'it took too long' };

describe('the breaker of an extension', () => {
  let now = 0;
  const minutes = (breaker: Breaker): number | null => breaker.pause && (breaker.pause.until - now) / 60_000;
  beforeEach(() => {
    now = 0;
  });

  it('The breaker of an extension stops after five failures for a minute, whatever else was under way', () => {
    const breaker = new Breaker(() => now);
    for (let at = 0; at < 4; at += 1) breaker.note(BAD);
    expect(breaker.isOpen).toBe(false);
    for (let at = 0; at < 20; at += 1) breaker.note(BAD);
    expect([breaker.isOpen, minutes(breaker)]).toEqual([true, 1]);
  });

  it('The breaker of an extension stops for longer each time that the probe fails, and goes on once it succeeds', () => {
    const breaker = new Breaker(() => now);
    for (let at = 0; at < 5; at += 1) breaker.note(BAD);
    const found = [];
    for (let at = 0; at < 4; at += 1) {
      now = breaker.pause!.until;
      breaker.note(BAD);
      found.push(minutes(breaker));
    }
    expect(found).toEqual([5, 25, 60, 60]);
    now = breaker.pause!.until;
    breaker.note(GOOD);
    expect(breaker.pause).toBeNull();
  });

  it('The breaker of an extension lets a few failures among many pass, and stops after three processes that had to be ended', () => {
    const breaker = new Breaker(() => now);
    for (let at = 0; at < 100; at += 1) breaker.note(at % 10 === 0 ? BAD : GOOD);
    expect(breaker.isOpen).toBe(false);
    const killed = new Breaker(() => now);
    for (let at = 0; at < 3; at += 1) killed.note({ error: 'ended', killed: true });
    expect(killed.isOpen).toBe(true);
  });
});
