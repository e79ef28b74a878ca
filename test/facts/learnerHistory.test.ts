import fc from 'fast-check';
import { LearnerHistory } from '../../api/facts/learnerHistory';
import { packEvents, unpackEvents } from '../../api/facts/packedEvents';
import { StructureIndex } from '../../api/facts/structureIndex';
import type { Fact, LearnerEvent } from '../../api/facts/types';
import { at, block, event, submit, video } from '../support/history';

/** A history that is told bit by bit says what it says when it is told at once. */

const COURSE = 'course-v1:Org+Num+Run';

const structure = new StructureIndex({
  courseKey: COURSE,
  name: 'C',
  version: '1',
  blocks: [
    block('course', 'course', null, 0),
    block('s', 'chapter', 'course', 1),
    block('ss', 'sequential', 's', 2),
    block('u1', 'vertical', 'ss', 3),
    block('p', 'problem', 'u1', 4),
    block('v', 'video', 'u1', 5),
    block('u2', 'vertical', 'ss', 6),
    block('h', 'html', 'u2', 7),
    block('q', 'problem', 'u2', 8),
    block('s2', 'chapter', 'course', 9),
    block('ss2', 'sequential', 's2', 10),
    block('u3', 'vertical', 'ss2', 11),
    block('w', 'video', 'u3', 12),
  ],
});

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Close to one another, so that plays stay open and are closed elsewhere; now and then hours or days apart. */
const when = fc
  .tuple(fc.nat(90), fc.constantFrom(0, 0, 0, HOUR, HOUR + 60, DAY))
  .map(([seconds, later]) => seconds + later);
const watching = fc.constantFrom('v', 'w').chain((name) => {
  const v = video(name);
  return fc.oneof(
    fc.tuple(when, fc.nat(60)).map(([s, p]) => v.play(s, p)),
    fc.tuple(when, fc.nat(60)).map(([s, p]) => v.pause(s, p)),
    fc.tuple(when, fc.nat(60), fc.nat(60)).map(([s, p, q]) => v.seek(s, p, q)),
    when.map((s) => v.load(s)),
    fc.tuple(when, fc.constantFrom('1.5x', '0.75x')).map(([s, speed]) => v.speed(s, speed)),
    fc
      .tuple(when, fc.nat(60))
      .map(([s, p]) => ({ ...v.pause(s, p), segments: '0[.]12.5[,]20[.]33' }) satisfies LearnerEvent),
  );
});
const one = fc.oneof(
  { weight: 6, arbitrary: watching },
  {
    weight: 4,
    arbitrary: fc
      .tuple(when, fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.constantFrom('p', 'q'), fc.constantFrom('', '2_1'))
      .map(([s, attempt, right, name, part]) => ({ ...submit(s, attempt, right), block: name, part })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(when, fc.constantFrom('hint', 'answer'), fc.constantFrom('p', 'q'))
      .map(([s, part, name]) => event(s, 'asked', name, { part })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(when, fc.constantFrom('1', '2'), fc.constantFrom('next unit', '2'))
      .map(([s, tabFrom, tabTo]) => event(s, 'navigated', 'ss', { tabFrom, tabTo })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(when, fc.constantFrom(50, 100), fc.constantFrom('h', 'p', 'unknown'))
      .map(([s, progress, name]) => event(s, 'progressed', name, { progress })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(when, fc.constantFrom('registered', 'unregistered', 'passed'))
      .map(([s, verb]) => event(s, verb, COURSE, { mode: 'audit' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(when, fc.constantFrom(COURSE, 'ss'))
      .map(([s, name]) => event(s, 'earned', name, { scoreRaw: 3, scoreMax: 4 })),
  },
);

/** A history, and the batches it is told in, with repetitions; after which of them it is packed. */
const disclosing = fc.array(one, { minLength: 1, maxLength: 40 }).chain((events) =>
  fc.record({
    order: fc.shuffledSubarray(events, { minLength: events.length }),
    again: fc.array(fc.subarray(events), { maxLength: 10 }),
    batches: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 10 }),
    packs: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
    known: fc.constantFrom(structure, null),
  }),
);

const byBlock = (facts: readonly Fact[]): Fact[] => [...facts].sort((a, b) => (a.block < b.block ? -1 : 1));

describe('a history that grows', () => {
  it('A history that grows says what the whole of it says, and which facts to replace', () => {
    fc.assert(
      fc.property(disclosing, ({ order, again, batches, packs, known }) => {
        const rest = [...order];
        const growing = new LearnerHistory(COURSE, rest.splice(0, batches[0]), known);
        const stored = new Map<string, Fact>();
        for (let turn = 1; ; turn += 1) {
          for (const fact of growing.drainChanged()) stored.set(fact.block, fact);
          const far = growing.activity();
          if (packs[turn % packs.length]) growing.pack();
          const added = order.slice(0, order.length - rest.length);
          const whole = new LearnerHistory(COURSE, added, known);
          expect(byBlock([...stored.values()])).toEqual(byBlock(whole.facts()));
          expect(far).toEqual(whole.activity());
          if (rest.length === 0) break;
          const repeated = (again[turn % Math.max(1, again.length)] ?? []).filter((event) => added.includes(event));
          const next = rest.splice(0, batches[turn % batches.length]);
          expect(growing.add([...next, ...repeated])).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
  });

  const v = video('v');
  const watched = (history: LearnerHistory) =>
    history.drainChanged().flatMap((fact) => (fact.video ? [[fact.block, fact.video.watched]] : []));

  it('A history that grows closes an open play by what the learner does elsewhere, though the video has no event', () => {
    const history = new LearnerHistory(COURSE, [v.play(0, 0)], structure);
    expect(watched(history)).toEqual([['v', []]]);
    history.pack();
    history.add([event(20, 'progressed', 'h', { progress: 100 })]);
    expect(watched(history)).toEqual([['v', [[0, 20]]]]);
    history.add([event(10, 'progressed', 'h', { progress: 50 })]);
    expect(watched(history)).toEqual([['v', [[0, 10]]]]);
    history.add([event(15, 'progressed', 'h', { progress: 60 })]);
    expect(watched(history)).toEqual([]);
  });

  it('A history that grows replaces no more than what an event touches', () => {
    const history = new LearnerHistory(
      COURSE,
      [v.play(0, 0), v.pause(10, 10), submit(20, 1, true), { ...submit(30, 1, true), block: 'q' }],
      structure,
    );
    history.drainChanged();
    history.pack();
    history.add([submit(40, 2, true)]);
    expect(
      history
        .drainChanged()
        .map((fact) => fact.block)
        .sort(),
    ).toEqual([COURSE, 'p', 's', 'ss', 'u1'].sort());
    history.add([{ ...submit(25, 1, false), block: 'q' }]);
    // The other problem's fact tells how this one went.
    expect(
      history
        .drainChanged()
        .map((fact) => fact.block)
        .sort(),
    ).toEqual([COURSE, 'p', 'q', 's', 'ss', 'u2'].sort());
    expect(history.drainChanged()).toEqual([]);
  });

  it('A history that grows takes nothing in where one id stands at two times, and another text where the engine has replaced it', () => {
    const first = submit(20, 1, false);
    const history = new LearnerHistory(COURSE, [first], structure);
    history.drainChanged();
    expect(history.add([submit(50, 2, true), { ...first, time: at(10) }])).toBe(false);
    expect(history.add([{ ...first, block: 'q' }])).toBe(false);
    expect(history.drainChanged()).toEqual([]);
    expect(history.add([{ ...first, success: true }])).toBe(true);
    expect(history.facts().find((fact) => fact.block === 'p')).toMatchObject({ attempts: 1, firstRight: 1 });
  });
});

it('Events that were packed and unpacked are the same', () => {
  fc.assert(
    fc.property(fc.array(one, { maxLength: 10 }), (events) => {
      const own = events.map((event) => ({ ...event, block: 'b' }));
      expect(unpackEvents('b', packEvents(own))).toEqual(own);
    }),
    { numRuns: 200 },
  );
});
