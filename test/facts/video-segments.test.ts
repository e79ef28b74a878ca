import fc from 'fast-check';
import { learnerFacts } from '../../api/facts/learner';
import { countSeconds, distinct } from '../../api/facts/ranges';
import { combine, statedSeconds } from '../../api/facts/segments';
import type { LearnerEvent } from '../../api/facts/types';
import { videoFact } from '../../api/facts/video';
import { event, nextIn, video } from '../support/history';

const v = video();
const watch = (events: LearnerEvent[]) =>
  videoFact(events, { next: nextIn(events.map((one) => one.time).sort((a, b) => a - b)), speed: () => 1 });
const stating = (segments: string, one: LearnerEvent): LearnerEvent => ({ ...one, segments });

describe('a list of what was played', () => {
  it.each([
    [
      '0[.]12.5[,]20[.]33',
      [
        [0, 12],
        [20, 33],
      ],
    ],
    [
      '0[.]12.5[,]10[.]20',
      [
        [0, 12],
        [10, 20],
      ],
    ],
    // pieces that join within a tick of the player's clock are one: the middle of second 118 is not lost
    ['0[.]118.479[,]118.711[.]130', [[0, 130]]],
    // nor counted twice
    ['0[.]10.6[,]10.4[.]20', [[0, 20]]],
    ['0[.]1.2[,]40.787', [[0, 1]]],
    ['5', []],
    ['', []],
    ['0[.]', []],
    ['[.]10', []],
    ['-5[.]10', []],
    ['10[.]5', []],
    ['0[.]1e400', []],
    ['0[.]5[.]9', []],
    ['nonsense[.]more', []],
  ])('A list of what was played is read: %s', (text, expected) => {
    expect(statedSeconds(text)).toEqual(expected);
  });
});

describe('what a player states is believed', () => {
  it('What a player states is believed instead of what events would conclude', () => {
    // the pause at 10 and the seek to 90 were lost on the way
    expect(watch([v.load(0), v.play(1, 0), stating('0[.]10[,]90[.]100', v.pause(40, 100))]).watched).toEqual([
      [0, 10],
      [90, 100],
    ]);
  });

  it('What a player states is believed where it says that a play begins just after a seek', () => {
    // the same play without a list is one that reports the position left: it goes on from 90
    const events = [v.play(0, 0), v.pause(10, 10), v.seek(11, 10, 90), v.play(12, 10), v.pause(18, 16)];
    const [play, pause, ...rest] = events;
    expect(watch([play!, stating('0[.]10', pause!), ...rest]).watched).toEqual([
      [0, 10],
      [10, 16],
    ]);
  });

  it('An open play before what a player states is not imputed', () => {
    const fact = watch([v.play(0, 0), v.play(30, 60), stating('0[.]20[,]60[.]70', v.pause(40, 70))]);
    expect(fact.watched).toEqual([
      [0, 20],
      [60, 70],
    ]);
    expect(fact.imputedPlays).toBe(0);
  });

  it('A list that grows does not count again what was stated before', () => {
    const fact = watch([
      v.load(0),
      v.play(1, 0),
      stating('0[.]10', v.pause(11, 10)),
      v.play(20, 10),
      stating('0[.]10[,]10[.]30', v.pause(40, 30)),
    ]);
    expect(fact.watched).toEqual([[0, 30]]);
  });

  it('A new viewing begins at initialized, and its seconds are watched again', () => {
    const fact = watch([
      v.load(0),
      v.play(1, 0),
      stating('0[.]10', v.pause(11, 10)),
      v.load(100),
      v.play(101, 0),
      stating('0[.]6', v.pause(107, 6)),
    ]);
    expect(fact.watched).toEqual([
      [0, 10],
      [0, 6],
    ]);
  });

  it('Seconds that are stated twice were watched twice', () => {
    expect(watch([v.play(0, 0), stating('0[.]10[,]5[.]15', v.pause(30, 15))]).watched).toEqual([
      [0, 15],
      [5, 10],
    ]);
  });

  it('Events show what is watched again where a player merges it', () => {
    const fact = watch([
      v.play(0, 0),
      stating('0[.]10[,]5', v.seek(10, 10, 5)),
      v.play(10.1, 5),
      stating('0[.]15', v.pause(20, 15)),
    ]);
    expect(fact.watched).toEqual([
      [0, 15],
      [5, 10],
    ]);
  });

  it('What a seek passed over is not watched, though the player counts it', () => {
    const fact = watch([
      v.play(0, 0),
      stating('0[.]40.8[,]40.8', v.seek(1, 1, 40.8)),
      v.play(1.1, 40.8),
      stating('0[.]60', v.pause(21, 60)),
    ]);
    expect(fact.watched).toEqual([
      [0, 1],
      [41, 60],
    ]);
  });

  it('A seek over what had been stated before takes nothing away', () => {
    // how it came to be watched was lost on the way: only the list knows
    const fact = watch([
      stating('0[.]50', v.pause(50, 50)),
      stating('0[.]50[,]30', v.seek(60, 0, 30)),
      v.play(60.1, 30),
      stating('0[.]60', v.pause(90, 60)),
    ]);
    expect(distinct(fact.watched)).toEqual([[0, 60]]);
  });

  it('The rules for events hold after the last list', () => {
    const fact = watch([
      v.play(0, 0),
      stating('0[.]10', v.pause(10, 10)),
      v.play(20, 10),
      v.pause(30, 20),
      v.play(40, 20),
      event(55, 'interacted', 'v'),
    ]);
    expect(fact.watched).toEqual([
      [0, 10],
      [10, 20],
      [20, 35],
    ]);
    expect(fact.imputed).toEqual([[20, 35]]);
  });

  it('A list with completed does not count the play under way twice', () => {
    const fact = watch([
      v.play(0, 0),
      stating('0[.]95', event(95, 'completed', 'v', { position: 95 })),
      v.pause(100, 100),
    ]);
    expect(fact.watched).toEqual([
      [0, 95],
      [95, 100],
    ]);
  });

  it('The first range is where the learner began, wherever that lies', () => {
    const fact = watch([
      v.play(0, 50),
      stating('50[.]60[,]0', v.seek(10, 60, 0)),
      stating('50[.]60[,]0[.]20', v.pause(30, 20)),
    ]);
    expect(fact.watched).toEqual([
      [50, 60],
      [0, 20],
    ]);
  });
});

describe('seeks', () => {
  it('Seeks forwards pass over seconds, of which those never watched are skipped; seeks backwards land on one', () => {
    const fact = watch([v.play(0, 0), v.seek(10, 10, 30.4), v.seek(20, 40, 12.9), v.seek(21, 13, 13), v.pause(25, 17)]);
    expect(fact.skipped).toEqual([
      [10, 13],
      [17, 30],
    ]);
    expect(fact.landings).toEqual([12]);
    expect(fact.rewinds).toBe(1);
  });

  it('Seeks of unknown ends are neither, and none is beyond what can be stored', () => {
    const fact = watch([v.seek(1, null, 30), v.seek(2, 10, null), v.seek(3, 5, 1e12)]);
    expect(fact.landings).toEqual([]);
    expect(fact.skipped).toEqual([[5, 0xffff_ffff]]);
  });
});

const second = fc.integer({ min: 0, max: 60 });
const list = fc
  .array(fc.tuple(second, second), { maxLength: 3 })
  .map((pairs) => pairs.map(([from, to]) => `${from}[.]${to}`).join('[,]'));
const anyEvent = (id: number): fc.Arbitrary<LearnerEvent> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 120 }),
      fc.constantFrom('played', 'paused', 'seeked', 'terminated', 'initialized', 'completed', 'interacted'),
      second,
      second,
      fc.oneof(fc.constant(''), list),
    )
    .map(([at, verb, position, positionTo, segments]) => ({
      ...event(at, verb, 'v', { position, positionTo, segments: verb === 'played' ? '' : segments }),
      id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    }));
const history = fc
  .integer({ min: 1, max: 14 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, index) => anyEvent(index))));

describe('for any history', () => {
  it('Neither the order nor the repetition of statements makes a difference', () => {
    fc.assert(
      fc.property(
        history.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.array(fc.constantFrom(...events), { maxLength: 5 }),
          ),
        ),
        ([events, shuffled, again]) => {
          expect(learnerFacts('c', [...again, ...shuffled], null)).toEqual(learnerFacts('c', events, null));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('A range holds something, and imputed seconds are watched seconds', () => {
    fc.assert(
      fc.property(history, (events) => {
        const fact = watch(events);
        for (const [from, to] of [...fact.watched, ...fact.imputed, ...fact.skipped]) expect(to).toBeGreaterThan(from);
        expect(countSeconds(fact.imputed)).toBeLessThanOrEqual(countSeconds(fact.watched));
        expect(combine([fact.imputed, fact.watched], ([own = 0, all = 0]) => (own > all ? 1 : 0))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('Nothing is any different without lists', () => {
    fc.assert(
      fc.property(history, (events) => {
        const bare = events.map((one) => ({ ...one, segments: '' }));
        const odd = events.map((one) => ({ ...one, segments: 'nothing[.]to[.]read' }));
        expect(watch(odd)).toEqual(watch(bare));
      }),
    );
  });
});
