import fc from 'fast-check';
import { learnerFactOn, learnerFacts } from '../../api/facts/learner';
import { LearnerHistory } from '../../api/facts/learnerHistory';
import { StructureIndex } from '../../api/facts/structureIndex';
import { REACHED, type LearnerEvent } from '../../api/facts/types';
import { at, block, event, submit, video } from '../support/history';

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
    block('u3', 'vertical', 'ss', 8),
  ],
});

const factsOf = (events: LearnerEvent[], known: StructureIndex | null = structure) =>
  new Map(learnerFacts(COURSE, events, known).map((fact) => [fact.block, fact]));

describe('time to the first attempt', () => {
  const after = (events: LearnerEvent[], known: StructureIndex | null = structure) =>
    factsOf(events, known).get('p')?.firstAttemptAfter;

  it('Time to the first attempt runs from the last arrival at the unit', () => {
    const arrives = [
      event(100, 'navigated', 'ss', { tabFrom: '2', tabTo: '1' }),
      event(130, 'navigated', 'ss', { tabFrom: '2', tabTo: '1' }),
    ];
    expect(after([...arrives, submit(142.5, 1, false), submit(150, 2, true)])).toBe(12_500);
  });

  it('Time to the first attempt runs from the last thing done in the unit, the problem itself included', () => {
    expect(after([video().play(100, 0), submit(160, 1, true)])).toBe(60_000);
    expect(after([video().play(100, 0), event(140, 'asked', 'p', { part: 'hint' }), submit(160, 1, true)])).toBe(
      20_000,
    );
  });

  it('Time to the first attempt does not run from what was done in another unit, where the units are known', () => {
    const elsewhere = event(100, 'interacted', 'h');
    expect(after([elsewhere, submit(160, 1, true)])).toBeNull();
    expect(after([elsewhere, submit(160, 1, true)], null)).toBe(60_000);
  });

  it('Time to the first attempt is not known after a break of more than half an hour, nor by completion that is sent by itself', () => {
    expect(after([video().play(0, 0), submit(1800, 1, true)])).toBe(1_800_000);
    expect(after([video().play(0, 0), submit(1801, 1, true)])).toBeNull();
    expect(after([event(100, 'progressed', 'v', { progress: 100 }), submit(160, 1, true)])).toBeNull();
    expect(after([event(100, 'progressed', 'p', { progress: 50 }), submit(160, 1, true)])).toBeNull();
  });

  it('Time to the first attempt does not run from what was done about the course itself, where the units are not known', () => {
    const about = event(140, 'interacted', COURSE);
    expect(after([event(100, 'interacted', 'h'), about, submit(160, 1, true)], null)).toBe(60_000);
  });
});

describe('seconds from the thing before to the first attempt', () => {
  const latencyAfter = (events: LearnerEvent[]) =>
    new LearnerHistory(COURSE, events, structure).activity().problems.map(({ latency }) => latency);

  it('Seconds from the thing before are counted from another block, wherever in the course', () => {
    expect(latencyAfter([event(100, 'interacted', 'h'), submit(160, 1, true)])).toEqual([60]);
  });

  it('Seconds from the thing before are not counted from the problem itself, nor from the course as a whole', () => {
    const [itself, course] = [event(130, 'asked', 'p', { part: 'hint' }), event(140, 'interacted', COURSE)];
    expect(latencyAfter([event(100, 'interacted', 'h'), itself, course, submit(160, 1, true)])).toEqual([60]);
    expect(latencyAfter([itself, course, submit(160, 1, true)])).toEqual([null]);
  });
});

describe('reach', () => {
  it('Reach goes up from a block with any event to everything around it', () => {
    const facts = factsOf([submit(10, 1, true)]);
    expect([...facts.keys()].sort()).toEqual([COURSE, 'p', 's', 'ss', 'u1'].sort());
    expect(facts.get('u1')).toMatchObject({ reached: REACHED.activity, tried: 1, firstRight: 1, firstAt: at(10) });
  });

  it('Reach by completion says so, and whether it is complete', () => {
    const facts = factsOf([event(1, 'progressed', 'h', { progress: 100 })]);
    expect(facts.get('h')).toMatchObject({ reached: REACHED.completion, completed: true });
    expect(facts.get('u2')).toMatchObject({ reached: REACHED.completion, completed: false });
    expect(factsOf([event(1, 'progressed', 'h', { progress: 50 })]).get('h')?.completed).toBe(false);
  });

  it.each([
    ['next unit from 1', '1', 'next unit', ['u1', 'u2']],
    ['previous unit from 3', '3', 'previous unit', ['u2', 'u3']],
    ['a tab', '1', '3', ['u1', 'u3']],
    ['next from the last one leaves the subsection', '3', 'next unit', ['u3']],
  ])('Reach by navigation finds the units: %s', (_, tabFrom, tabTo, units) => {
    const facts = factsOf([event(1, 'navigated', 'ss', { tabFrom, tabTo })]);
    expect(
      [...facts.values()]
        .filter((fact) => fact.block.startsWith('u'))
        .map((fact) => fact.block)
        .sort(),
    ).toEqual(units);
    expect(facts.get('ss')?.reached).toBe(REACHED.navigation);
  });

  it('Reach is not made of grades, enrolments and links', () => {
    const facts = factsOf([
      event(1, 'registered', COURSE),
      event(2, 'earned', 'ss'),
      event(3, 'passed', COURSE),
      event(4, 'navigated', 'https://elsewhere.example.org/'),
    ]);
    expect([...facts.keys()]).toEqual([COURSE]);
  });

  it('Reach without a structure knows the blocks only', () => {
    expect([...factsOf([submit(10, 1, true)], null).keys()].sort()).toEqual([COURSE, 'p']);
  });
});

describe('enrolment', () => {
  it('Who ever registered stays, and enrolled is the last of the two', () => {
    const events = [
      event(1, 'registered', COURSE, { mode: 'audit' }),
      event(2, 'registered', COURSE, { mode: 'verified' }),
      event(3, 'unregistered', COURSE, { mode: 'verified' }),
      submit(4, 1, true),
    ];
    const facts = factsOf(events);
    expect(facts.get(COURSE)).toMatchObject({ registered: true, enrolled: false, mode: 'verified' });
    expect(facts.get('p')).toMatchObject({ registered: true });
    expect(factsOf(events.slice(0, 2)).get(COURSE)).toMatchObject({ enrolled: true });
    expect(factsOf([submit(4, 1, true)]).get('p')).toMatchObject({ registered: false });
  });
});

describe('help and the rest', () => {
  it('A fact counts hints and shown answers', () => {
    const asked = (seconds: number, part: string) => event(seconds, 'asked', 'p', { part });
    expect(factsOf([asked(1, 'hint'), asked(2, 'hint'), asked(3, 'answer')]).get('p')).toMatchObject({
      hints: 2,
      answersShown: 1,
      tried: 0,
    });
  });

  it('A fact tells of a problem how the learner fared with the others', () => {
    const other = (name: string, success: boolean) => ({ ...submit(5, 1, success), block: name });
    const facts = factsOf([submit(1, 1, false), other('q', true), other('r', false)]);
    expect(facts.get('p')).toMatchObject({ restRight: 1, restTried: 2 });
    expect(facts.get('q')).toMatchObject({ restRight: 0, restTried: 2 });
  });
});

describe('order and repetition', () => {
  const v = video();
  const one = fc.oneof(
    fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 3 }), fc.boolean()).map(([s, n, right]) => submit(s, n, right)),
    fc.tuple(fc.nat(300), fc.nat(60)).map(([s, p]) => v.play(s, p)),
    fc.tuple(fc.nat(300), fc.nat(60)).map(([s, p]) => v.pause(s, p)),
    fc.tuple(fc.nat(300), fc.nat(60), fc.nat(60)).map(([s, p, q]) => v.seek(s, p, q)),
    fc.nat(300).map((s) => v.load(s)),
    fc.nat(300).map((s) => event(s, 'navigated', 'ss', { tabFrom: '1', tabTo: 'next unit' })),
    fc.nat(300).map((s) => event(s, 'registered', COURSE)),
  );

  it('Order and repetition make no difference', () => {
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 40 }).chain((events) =>
          fc.record({
            events: fc.constant(events),
            delivered: fc.shuffledSubarray(events, { minLength: events.length }),
            again: fc.subarray(events),
          }),
        ),
        ({ events, delivered, again }) => {
          expect(learnerFacts(COURSE, [...delivered, ...again], structure)).toEqual(
            learnerFacts(COURSE, events, structure),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('Order and repetition lead to the same fact where only one block is looked at', () => {
    const others = new Set([COURSE, 'course', 's', 'ss', 'u1', 'u2', 'u3']);
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (events) => {
        const all = learnerFacts(COURSE, events, structure).filter((fact) => !others.has(fact.block));
        for (const fact of all) expect(learnerFactOn(fact.block, COURSE, events, structure)).toEqual(fact);
        expect(learnerFactOn('nothing-here', COURSE, events, structure)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('No second is watched that no interval could hold', () => {
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (events) => {
        for (const fact of learnerFacts(COURSE, events, structure)) {
          for (const [from, to] of fact.video?.watched ?? []) expect(to).toBeGreaterThan(from);
          expect(fact.everRight).toBeGreaterThanOrEqual(fact.firstRight);
          expect(fact.tried).toBeLessThanOrEqual(fact.attempts);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
