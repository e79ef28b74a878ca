import { videoFact } from '../../api/facts/video';
import { countSeconds } from '../../api/facts/ranges';
import type { LearnerEvent } from '../../api/facts/types';
import { at, event, nextIn, video } from '../support/history';

const v = video();
const HOUR = 3600;

const watch = (events: LearnerEvent[], elsewhere: number[] = []) => {
  const times = [...events.map((one) => one.time), ...elsewhere.map(at)].sort((a, b) => a - b);
  const fact = videoFact(events, { next: nextIn(times), speed: () => 1 });
  return { ...fact, seconds: countSeconds(fact.watched) };
};

describe('closed intervals', () => {
  it.each([
    ['play and pause', [v.play(0, 0), v.pause(10, 10)], [[0, 10]]],
    ['a play that ends with terminated', [v.play(0, 5), v.stop(10, 15)], [[5, 15]]],
    [
      'a pause and a resume at the same place: no second twice',
      [v.play(0, 0), v.pause(10, 10), v.play(60, 10), v.pause(70, 20)],
      [
        [0, 10],
        [10, 20],
      ],
    ],
    [
      'a pause and a resume inside one second: still no second twice',
      [v.play(0, 0), v.pause(10, 10.3), v.play(60, 10.3), v.pause(70, 20)],
      [
        [0, 10],
        [10, 20],
      ],
    ],
    ['a second counts where its middle is watched', [v.play(0, 0.5), v.pause(10, 2.5)], [[0, 2]]],
    ['just after the middle it does not', [v.play(0, 0.51), v.pause(10, 2.51)], [[1, 3]]],
    [
      'a seek while playing closes at from and goes on from to',
      [v.play(0, 0), v.seek(10, 10, 50), v.pause(20, 60)],
      [
        [0, 10],
        [50, 60],
      ],
    ],
    [
      'a seek while paused watches nothing',
      [v.play(0, 0), v.pause(10, 10), v.seek(20, 10, 180), v.stop(21, 180)],
      [[0, 10]],
    ],
    ['a seek whose target is unknown ends the play', [v.play(0, 0), v.seek(10, 10, null), v.pause(20, 60)], [[0, 10]]],
    [
      'completed and interacted change nothing',
      [v.play(0, 0), v.speed(3, '1.0x'), v.complete(5), v.pause(10, 10)],
      [[0, 10]],
    ],
    ['a closing before its opening holds nothing', [v.play(0, 30), v.pause(10, 10)], []],
    ['a closing without a play holds nothing', [v.pause(10, 10), v.stop(11, 50)], []],
    [
      'watched twice is there twice',
      [v.play(0, 0), v.seek(10, 10, 0), v.pause(20, 10)],
      [
        [0, 10],
        [0, 10],
      ],
    ],
  ])('A closed interval is what was watched: %s', (_, events, expected) => {
    const fact = watch(events);
    expect(fact.watched).toEqual(expected);
    expect(fact.imputed).toEqual([]);
    expect(fact.imputedPlays).toBe(0);
  });

  it('A video that closes and plays at equal times closes before it plays', () => {
    // the statement ids are in the other order than the playback
    const play = v.play(10, 10);
    const pause = v.pause(10, 10);
    expect(watch([v.play(0, 0), play, pause, v.pause(20, 20)]).watched).toEqual([
      [0, 10],
      [10, 20],
    ]);
  });
});

describe('open plays', () => {
  it('Open plays count up to where the next play starts, if that lies ahead and within the time that passed', () => {
    // closed the tab at 300 s without an event; the player resumes there a day later
    const fact = watch([v.play(0, 0), v.play(24 * HOUR, 300), v.pause(24 * HOUR + 10, 310)]);
    expect(fact.watched).toEqual([
      [0, 300],
      [300, 310],
    ]);
    expect(fact.imputed).toEqual([[0, 300]]);
    expect(fact.imputedPlays).toBe(1);
  });

  it('Open plays count up to elapsed time where the next play is too far ahead to have been reached', () => {
    const fact = watch([v.play(0, 0), v.play(60, 300), v.pause(70, 310)]);
    expect(fact.watched).toEqual([
      [0, 60],
      [300, 310],
    ]);
    expect(fact.imputed).toEqual([[0, 60]]);
  });

  it('Open plays count up to elapsed time where the next play lies behind', () => {
    expect(watch([v.play(0, 50), v.play(20, 10), v.pause(30, 20)]).watched).toEqual([
      [50, 70],
      [10, 20],
    ]);
  });

  it('Open plays stop with the next event anywhere in the course', () => {
    const fact = watch([v.play(0, 0)], [45]);
    expect(fact.imputed).toEqual([[0, 45]]);
  });

  it('Open plays count nothing where the next event comes after more than 30 minutes, or never', () => {
    expect(watch([v.play(0, 0)], [1801]).watched).toEqual([]);
    expect(watch([v.play(0, 0)], [1800]).watched).toEqual([[0, 1800]]);
    expect(watch([v.play(0, 0)]).watched).toEqual([]);
    expect(watch([v.play(0, 0)]).imputedPlays).toBe(0);
  });

  it('Open plays count at the speed chosen', () => {
    expect(watch([v.speed(0, '2.0x'), v.play(1, 0)], [31]).imputed).toEqual([[0, 60]]);
    // 10 s at 1x and 10 s at 2x reach 30
    expect(watch([v.play(0, 0), v.speed(10, '2.0x'), v.play(20, 30), v.pause(21, 32)]).imputed).toEqual([[0, 30]]);
  });

  it('Open plays stop at initialized without a position', () => {
    expect(watch([v.play(0, 0), v.load(20), v.play(25, 0), v.pause(30, 5)]).watched).toEqual([
      [0, 20],
      [0, 5],
    ]);
  });

  it('Open plays end at a pause that tells no position', () => {
    expect(watch([v.play(0, 0), v.pause(20, null)]).imputed).toEqual([[0, 20]]);
  });

  it('Open plays include what goes on after a seek', () => {
    const fact = watch([v.play(0, 0), v.seek(10, 10, 50)], [30]);
    expect(fact.watched).toEqual([
      [0, 10],
      [50, 70],
    ]);
    expect(fact.imputed).toEqual([[50, 70]]);
  });

  it('Open plays that hold no second are not told as imputed', () => {
    // the player says played again, right after the seek
    const fact = watch([v.play(0, 0), v.seek(10, 10, 50), v.play(10.2, 50), v.pause(20, 60)]);
    expect(fact.watched).toEqual([
      [0, 10],
      [50, 60],
    ]);
    expect(fact.imputedPlays).toBe(0);
  });
});

describe('what else is told', () => {
  it('A fact of a video counts plays, rewinds, lengths, speed and captions', () => {
    const fact = watch([
      v.load(0, 95),
      v.load(1, 100),
      v.load(2, 95),
      v.play(3, null),
      v.seek(4, 20, 10),
      v.seek(5, 10, 20),
      v.seek(6, 20, 19),
      v.speed(7, '1.50x'),
      v.speed(8, '0.75x'),
      event(9, 'interacted', 'v', { captions: true }),
    ]);
    expect(fact).toMatchObject({ plays: 1, rewinds: 2, faster: true, slower: true, captions: true });
    expect(fact.lengths).toEqual([
      [95, 2],
      [100, 1],
    ]);
  });

  it('A length of more than a week is none, and no second is too large to be stored', () => {
    const fact = watch([v.load(0, 1e12), v.play(1, 1e11), v.pause(10, 1e11 + 9)]);
    expect(fact.lengths).toEqual([]);
    expect(fact.watched).toEqual([]);
  });

  it('Captions that are switched off and speed that is back at 1x are neither captions nor speed', () => {
    const fact = watch([v.play(0, 0), v.speed(1, '1.0x'), event(2, 'interacted', 'v', { captions: false })]);
    expect(fact).toMatchObject({ faster: false, slower: false, captions: false });
  });
});
