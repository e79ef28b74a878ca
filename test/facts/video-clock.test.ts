import fc from 'fast-check';
import { LearnerHistory } from '../../api/facts/learnerHistory';
import { learnerFacts } from '../../api/facts/learner';
import { countSeconds, distinct } from '../../api/facts/ranges';
import type { LearnerEvent, Range } from '../../api/facts/types';
import { videoFact } from '../../api/facts/video';
import { event, nextIn, video } from '../support/history';

/** Nobody watches more seconds of video than elapsed time x speed. */

const v = video();
const watch = (events: LearnerEvent[], speed = 1) => {
  const times = events.map((one) => one.time).sort((a, b) => a - b);
  return videoFact(events, { next: nextIn(times), speed: () => speed });
};

describe('a position that the clock contradicts', () => {
  it.each<[string, LearnerEvent[], Range[], Range[]]>([
    ['is cut, and the stretch is imputed', [v.play(0, 0), v.pause(10, 300)], [[0, 10]], [[0, 10]]],
    ['is cut however far it is', [v.play(0, 0), v.pause(10, 1e10)], [[0, 10]], [[0, 10]]],
    [
      'is cut also where the player was loaded before',
      [v.load(-60), v.play(0, 0), v.pause(10, 95)],
      [[0, 10]],
      [[0, 10]],
    ],
    [
      'that a seek left is cut as well',
      [v.play(0, 0), v.seek(10, 40, 50), v.pause(20, 60)],
      [
        [0, 10],
        [50, 60],
      ],
      [[0, 10]],
    ],
    ['is cut to nothing where no time passed', [v.play(0, 0), v.pause(0, 50)], [], []],
    ['is not: a pause long after', [v.play(0, 0), v.pause(90_000, 20)], [[0, 20]], []],
    [
      'is not: within a second, which is how late statements come',
      [v.load(-9), v.play(0, 0), v.pause(10, 10.8)],
      [[0, 11]],
      [],
    ],
    [
      'within a second has no more than the clock, where nothing was before',
      [v.play(0, 0), v.pause(10, 10.8)],
      [[0, 10]],
      [],
    ],
    ['at twice the speed may be twice as far', [v.speed(0, '2.0x'), v.play(1, 0), v.pause(11, 20)], [[0, 20]], []],
    [
      'is cut by the speed of each while',
      [v.play(0, 0), v.speed(10, '2.0x'), v.speed(20, '0.5x'), v.pause(40, 90)],
      [[0, 40]],
      [[0, 40]],
    ],
    ['is not: a speed chosen inside', [v.play(0, 0), v.speed(10, '2.0x'), v.pause(20, 30)], [[0, 30]], []],
    ['is cut where the speed is no speed', [v.speed(0, '99999x'), v.play(1, 0), v.pause(11, 60)], [[0, 10]], [[0, 10]]],
  ])('A position that the clock contradicts %s', (_, events, watched, imputed) => {
    const fact = watch(events);
    expect(fact.watched).toEqual(watched);
    expect(fact.imputed).toEqual(imputed);
    expect(fact.imputedPlays).toBe(imputed.length);
  });

  it('A position below the beginning is the beginning; beyond the end, or no number, it is none', () => {
    expect(watch([v.play(0, -5), v.pause(10, 10)]).watched).toEqual([[0, 10]]);
    expect(watch([v.load(0, 100), v.play(1, 90), v.pause(21, 110)]).imputed).toEqual([[90, 110]]);
    for (const odd of [NaN, Infinity, 1e10]) {
      expect(watch([v.load(0, 100), v.play(1, odd), v.pause(10, 9)]).watched).toEqual([]);
      // as a pause that tells no position
      expect(watch([v.load(0, 100), v.play(1, 0), v.pause(10, odd)]).imputed).toEqual([[0, 9]]);
      expect(watch([v.load(0, 100), v.play(1, 0), v.seek(10, 9, odd), v.pause(20, 19)]).watched).toEqual([[0, 9]]);
    }
    expect(watch([v.play(0, -Infinity), v.pause(10, 10)]).watched).toEqual([[0, 10]]);
  });

  it('Time that a play took up to where a later one begins is not taken again by one in between', () => {
    const events = [v.play(0, 0), v.load(1), v.seek(2, null, 0), v.play(2, NaN), v.play(4, 3)];
    expect(watch(events).watched).toEqual([[0, 3]]);
  });

  it('A stop that tells no position ends the play then, wherever the next one begins', () => {
    expect(watch([v.play(0, 0), v.pause(20, null), v.play(90_000, 300), v.pause(90_010, 310)]).watched).toEqual([
      [0, 20],
      [300, 310],
    ]);
  });

  it('Two tabs at once have one clock', () => {
    const fact = watch([v.play(0, 0), v.play(1, 500), v.pause(60, 60), v.pause(61, 560), v.stop(62, 560)]);
    expect(countSeconds(fact.watched)).toBeLessThanOrEqual(62);
  });
});

describe('after a seek the player is where the seek went', () => {
  const closing = (...events: LearnerEvent[]) => watch(events).watched;

  it('The player is where a seek went, though the play just after it reports the position left', () => {
    const fact = watch([v.play(0, 0), v.seek(10, 10, 90), v.play(10.2, 10), v.pause(18, 98)]);
    expect(fact.watched).toEqual([
      [0, 10],
      [90, 98],
    ]);
    expect(fact.imputed).toEqual([]);
  });

  it('The player is where a seek went backwards, too', () => {
    expect(closing(v.play(0, 50), v.seek(10, 60, 20), v.play(10.2, 60), v.pause(20, 30))).toEqual([
      [50, 60],
      [20, 30],
    ]);
  });

  it('The player is where a seek went that came while it stood still, minutes before', () => {
    expect(closing(v.play(0, 0), v.pause(10, 10), v.seek(12, 10, 90), v.play(300, 10), v.pause(308, 98))).toEqual([
      [0, 10],
      [90, 98],
    ]);
  });

  it('The player is where a seek went also where a pause reports the position left', () => {
    expect(closing(v.play(0, 0), v.seek(10, 10, 90), v.pause(10.2, 10), v.play(12, 10), v.pause(20, 98))).toEqual([
      [0, 10],
      [90, 98],
    ]);
  });

  it('The player is where the last of several seeks went, as a dragged handle sends them', () => {
    expect(
      closing(v.play(0, 0), v.seek(10, 10, 40), v.seek(10.3, 10, 90), v.play(10.5, 10), v.pause(18.3, 98)),
    ).toEqual([
      [0, 10],
      [90, 98],
    ]);
  });

  it('The player is where a seek went also where the play says no position', () => {
    expect(closing(v.play(0, 0), v.pause(10, 10), v.seek(11, 10, 90), v.play(12, null), v.pause(20, 98))).toEqual([
      [0, 10],
      [90, 98],
    ]);
  });

  it('The player goes on where a seek went where nothing closes the play, as imputed', () => {
    const fact = watch([v.play(0, 0), v.seek(10, 10, 90), v.play(10.2, 10), event(20, 'asked', 'p')]);
    expect(fact.imputed).toEqual([[90, 100]]);
  });

  it('The play after a seek is cut where the closing contradicts both', () => {
    expect(watch([v.play(0, 0), v.seek(10, 10, 90), v.play(10.2, 10), v.pause(18, 500)]).imputed).toEqual([[90, 98]]);
  });

  it('The player is where a seek went until the closing shows that it was not', () => {
    expect(closing(v.play(0, 0), v.seek(10, 10, 90), v.play(10.2, 10), v.pause(18, 17.8))).toEqual([
      [0, 10],
      [10, 18],
    ]);
  });

  it('The player is where a seek went until the page is loaded anew, or a play much later begins elsewhere', () => {
    expect(
      closing(v.play(0, 0), v.pause(10, 10), v.seek(11, 10, 90), v.load(15), v.play(16, 10), v.pause(20, 14)),
    ).toEqual([
      [0, 10],
      [10, 14],
    ]);
    expect(closing(v.play(0, 0), v.pause(10, 10), v.seek(11, 10, 90), v.play(5000, 40), v.pause(5010, 50))).toEqual([
      [0, 10],
      [40, 50],
    ]);
  });
});

describe('the second where a skip lands', () => {
  it.each([18, 17.9, 18.2])(
    'The second where a skip lands is watched once, where the play after it says %d',
    (position) => {
      const fact = watch([v.play(0, 0), v.seek(2, 2, 18), v.play(2.7, position), v.pause(42, 58)]);
      expect(distinct(fact.watched)).toEqual([
        [0, 2],
        [18, 58],
      ]);
      expect(countSeconds(fact.watched)).toBe(42);
      expect(fact.twice).toEqual([]);
    },
  );

  it('The second where a skip lands is one where the player had to wait and says played once more', () => {
    expect(watch([v.play(0, 10), v.play(0.7, 10), v.pause(10, 19)]).twice).toEqual([]);
  });
});

describe('the speed', () => {
  const w = video('w');
  const facts = (events: LearnerEvent[], earlier: LearnerEvent[] = []) =>
    learnerFacts('c', events, null, earlier).find(({ block }) => block === 'w')?.video?.watched;

  it('The speed chosen on another video holds until one is chosen here', () => {
    expect(facts([v.speed(0, '2.0x'), w.play(10, 0), w.pause(20, 20)])).toEqual([[0, 20]]);
    expect(facts([w.speed(0, '1.0x'), v.speed(1, '2.0x'), w.play(10, 0), w.pause(20, 20)])).toEqual([[0, 10]]);
    expect(facts([w.play(10, 0), w.pause(20, 20), v.speed(30, '2.0x')])).toEqual([[0, 10]]);
  });

  it('The speed chosen on another video at the very moment of a play is not its speed yet', () => {
    expect(facts([v.speed(10, '2.0x'), w.play(10, 0), w.pause(20, 20)])).toEqual([[0, 10]]);
    expect(facts([v.speed(9, '2.0x'), w.play(10, 0), w.pause(20, 20)])).toEqual([[0, 20]]);
  });

  it('The speed that holds of two chosen at one moment is the last one by id, then by block, whichever came first', () => {
    const u = video('u');
    const watched = [w.play(10, 0), w.pause(20, 20)];
    expect(facts([v.speed(0, '1.0x'), v.speed(0, '2.0x'), ...watched])).toEqual([[0, 20]]);
    for (const chosen of [
      [v.speed(0, '2.0x'), u.speed(0, '1.0x')],
      [u.speed(0, '1.0x'), v.speed(0, '2.0x')],
    ])
      expect(facts([...chosen, ...watched])).toEqual([[0, 20]]);
  });

  it('The speed chosen before a window holds inside it', () => {
    expect(facts([w.play(10, 0), w.pause(20, 20)], [v.speed(0, '2.0x')])).toEqual([[0, 20]]);
    expect(facts([w.play(10, 0), w.pause(20, 20)], [w.speed(0, '1.5x'), v.speed(1, '2.0x')])).toEqual([[0, 15]]);
  });

  it('The speed that comes to be known later is minded', () => {
    const history = new LearnerHistory('c', [w.play(10, 0), w.pause(20, 20)], null);
    history.drainChanged();
    expect(history.add([v.speed(0, '2.0x')])).toBe(true);
    const changed = history.drainChanged().find(({ block }) => block === 'w');
    expect(changed?.video?.watched).toEqual([[0, 20]]);
  });
});

/** Whole seconds and positions, so that no second is watched in part. */
const whole = fc.nat(120);
const place = fc.oneof(
  fc.option(fc.nat(100)),
  fc.option(fc.nat(100)),
  fc.option(fc.nat(100)),
  fc.constantFrom(-5, NaN, Infinity, -Infinity, 1e10, 4_294_967_295),
);
const anyEvent = fc.oneof(
  fc.tuple(whole, place).map(([s, p]) => v.play(s, p)),
  fc.tuple(whole, place).map(([s, p]) => v.play(s, p)),
  fc.tuple(whole, place).map(([s, p]) => v.pause(s, p)),
  fc.tuple(whole, place).map(([s, p]) => v.stop(s, p)),
  fc.tuple(whole, place, place).map(([s, p, q]) => v.seek(s, p, q)),
  fc.tuple(whole, fc.constantFrom(100, 60)).map(([s, length]) => v.load(s, length)),
  whole.map((s) => v.complete(s)),
  fc.tuple(whole, fc.constantFrom('2.0x', '1.0x', '0x', 'x')).map(([s, speed]) => v.speed(s, speed)),
  whole.map((s) => event(s, 'asked', 'p')),
);
const histories = fc.array(anyEvent, { minLength: 1, maxLength: 25 });
const spanOf = (events: readonly LearnerEvent[]): number => {
  const times = events.map(({ time }) => time);
  return (Math.max(...times) - Math.min(...times)) / 1e6;
};
const watchedIn = (events: readonly LearnerEvent[]): number =>
  countSeconds(learnerFacts('c', events, null).find(({ block }) => block === 'v')?.video?.watched ?? []);

describe('for any history', () => {
  it('The seconds watched are at most elapsed time x speed', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const fastest = events.some(({ speedTo }) => speedTo === '2.0x') ? 2 : 1;
        expect(watchedIn(events)).toBeLessThanOrEqual(spanOf(events) * fastest);
      }),
      { numRuns: 5000 },
    );
  });

  it('No stretch of a video is watched in less time than it takes', () => {
    fc.assert(
      fc.property(histories, fc.nat(120), (events, until) => {
        const some = events.filter(({ speedTo, time }) => speedTo === '' && time <= v.load(until).time);
        if (some.length > 0) expect(watchedIn(some)).toBeLessThanOrEqual(spanOf(some));
      }),
      { numRuns: 2000 },
    );
  });

  it('Neither order nor batches nor repetitions make a difference', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(24)), fc.integer({ min: 1, max: 5 }), (events, again, size) => {
        const sent = [...events, ...again.flatMap((index) => events[index] ?? [])].reverse();
        const growing = new LearnerHistory('c', sent.splice(0, size), null);
        while (sent.length > 0) {
          growing.drainChanged();
          growing.add(sent.splice(0, size));
        }
        const byBlock = (facts: { block: string }[]) => [...facts].sort((a, b) => (a.block < b.block ? -1 : 1));
        expect(byBlock(growing.facts())).toEqual(byBlock(learnerFacts('c', events, null)));
      }),
      { numRuns: 1000 },
    );
  });
});
