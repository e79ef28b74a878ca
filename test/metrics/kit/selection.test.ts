/** What of learners' histories is in a window, and in a track. */
import type { SelectedLearner } from '../../../api/metrics/kit/selection';
import { activitiesOf, disclosable, disclosedTracks, factsOf } from '../../../api/metrics/kit/selection';
import { event, submit, video } from '../../support/history';

const HOUR = 3600;
/** Made-up histories begin on 2026-03-02 at nine. */
const midnight = 15 * HOUR;
const learner = (events: SelectedLearner['events'], track = 'audit'): SelectedLearner => ({
  registered: true,
  track,
  events,
});
const ofDay = (from: string | null, to: string | null, track: string | null = null) => ({ from, to, track });
const attemptsIn = (events: SelectedLearner['events'], from: string | null, to: string | null): number =>
  factsOf('c', [learner(events)], ofDay(from, to), null, 'p')[0]?.attempts ?? 0;

it('A window begins with the first moment of its first day, and ends before the first of the day after', () => {
  const events = [submit(midnight - 1e-6, 1, false), submit(midnight, 2, false), submit(midnight + 24 * HOUR, 3, true)];
  expect(attemptsIn(events, '2026-03-03', '2026-03-04')).toBe(1);
  expect(attemptsIn(events, '2026-03-03', null)).toBe(2);
  expect(attemptsIn(events, null, '2026-03-03')).toBe(1);
  expect(attemptsIn(events, null, null)).toBe(3);
});

it('A window knows what was chosen before it, such as a speed, of one block and of all', () => {
  const [v, w] = [video('v'), video('w')];
  const events = [v.speed(0, '2.0x'), w.play(midnight + 10, 0), w.pause(midnight + 20, 20)];
  for (const block of ['', 'w']) {
    const facts = factsOf('c', [learner(events)], ofDay('2026-03-03', null), null, block);
    expect(facts.find((fact) => fact.block === 'w')?.video?.watched).toEqual([[0, 20]]);
  }
});

it('A track has its own learners only', () => {
  const learners = [learner([submit(1, 1, true)]), learner([submit(2, 1, false)], 'verified')];
  const right = (track: string | null) =>
    factsOf('c', learners, ofDay(null, null, track), null, 'p').map(({ firstRight }) => firstRight);
  expect([right('audit'), right('verified'), right(null)]).toEqual([[1], [0], [1, 0]]);
});

it('A learner who did nothing on a block in a window is none of it', () => {
  const learners = [learner([submit(1, 1, true)]), learner([video('v').load(midnight + 1)])];
  expect(factsOf('c', learners, ofDay('2026-03-03', null), null, 'p')).toEqual([]);
});

it('The days of a group are those on which a learner belonged to it, in order and once each, whatever order events are in', () => {
  const v = video('v');
  const events = [submit(midnight + 5, 2, true), submit(midnight + 9, 3, true), submit(60, 1, false), v.load(70)];
  const played = [v.play(midnight + 1, 0), v.pause(midnight + 9, 8)];
  const [first, second] = [20_514, 20_515];
  const found = activitiesOf('c', [learner(events), learner([...events, ...played], 'verified')], null);
  expect(found.get('p attempted')).toEqual([
    { days: [first, second], track: 'audit' },
    { days: [first, second], track: 'verified' },
  ]);
  // the player was loaded by both and played by one
  expect(found.get('v reached')).toEqual([
    { days: [first], track: 'audit' },
    { days: [first, second], track: 'verified' },
  ]);
  expect(found.get('v viewers')).toEqual([{ days: [second], track: 'verified' }]);
  expect(found.has('v attempted')).toBe(false);
  // completion alone shows that somebody was there, too
  const completed = activitiesOf('c', [learner([event(60, 'progressed', 'h', { progress: 100 })])], null);
  expect(completed.get('h reached')).toEqual([{ days: [first], track: 'audit' }]);
});

describe('the tracks of a course', () => {
  const tracks = (sizes: Readonly<Record<string, number>>) =>
    Object.entries(sizes).map(([track, learners]) => ({ track, learners }));

  it('The tracks that are small are not disclosed, nor one beside a single small one', () => {
    expect([...disclosedTracks(tracks({ audit: 50, honor: 12, verified: 4 }), 10)]).toEqual(['audit']);
  });

  it('The tracks are judged in one order, so that of equal ones the same is hidden whatever the order', () => {
    const [one, other] = [tracks({ audit: 12, honor: 12, verified: 4 }), tracks({ verified: 4, honor: 12, audit: 12 })];
    expect([...disclosedTracks(one, 10)]).toEqual(['honor']);
    expect([...disclosedTracks(other, 10)]).toEqual(['honor']);
  });

  it('The tracks that are not disclosed for another reason are not disclosed here', () => {
    expect([...disclosedTracks(tracks({ audit: 50, honor: 40, verified: 30 }), 10, (one) => one === 'honor')]).toEqual([
      'audit',
    ]);
  });

  it('A track is not disclosed of a block where it is not of the course, however many of it are there', () => {
    const activities = [...Array.from({ length: 50 }, () => 'audit'), ...Array.from({ length: 40 }, () => 'honor')].map(
      (track) => ({ days: [1], track }),
    );
    const isDisclosed = (course: readonly string[]): boolean =>
      disclosable(activities, ofDay(null, null, 'honor'), 10, [], new Set(course)).isTrackDisclosed;
    expect(isDisclosed(['audit', 'honor'])).toBe(true);
    expect(isDisclosed(['audit'])).toBe(false);
  });

  it('A window of all tracks is not judged by the days of one of them', () => {
    const came = (track: string, learners: number, day: number) =>
      Array.from({ length: learners }, () => ({ days: [day], track }));
    const [first, second] = [20_514, 20_515];
    // of 16 on the first day only, 4 are of a track that 20 of the second day are of
    const activities = [
      ...came('audit', 12, first),
      ...came('honor', 4, first),
      ...came('audit', 12, second),
      ...came('honor', 20, second),
    ];
    const told = (track: string | null) =>
      disclosable(activities, ofDay('2026-03-03', null, track), 10, [], new Set(['audit', 'honor']));
    expect([told(null).isAsAsked, told('honor').isAsAsked]).toEqual([true, false]);
    // and where all tracks are asked for, no track is kept back
    expect(told(null).isTrackDisclosed).toBe(true);
  });

  it('A track is disclosed of a block where nobody of it is there, and not where few are', () => {
    const isDisclosed = (some: readonly string[]): boolean =>
      disclosable(
        some.map((track) => ({ days: [1], track })),
        ofDay(null, null, 'honor'),
        10,
        [],
        new Set(['audit', 'honor']),
      ).isTrackDisclosed;
    const audit = Array.from({ length: 50 }, () => 'audit');
    expect(isDisclosed(audit)).toBe(true);
    expect(isDisclosed([...audit, 'honor'])).toBe(false);
  });
});
