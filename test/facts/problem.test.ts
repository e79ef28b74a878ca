import { problemFact } from '../../api/facts/problem';
import type { LearnerEvent } from '../../api/facts/types';
import { event, submit } from '../support/history';

/** A submission of several questions: the parent has the score, the children whether each was right. */
const check = (
  seconds: number,
  attempt: number,
  marks: Record<string, boolean | null>,
  score?: [number, number],
): LearnerEvent[] => {
  // as production sends it: the parent repeats the first question's answer and mark
  const first = Object.values(marks)[0] ?? null;
  const parent = submit(seconds, attempt, first, score ? { scoreRaw: score[0], scoreMax: score[1] } : {});
  return [
    parent,
    ...Object.entries(marks).map(([part, success]) =>
      event(seconds, 'evaluated', 'p', {
        part,
        attempt,
        success,
        parentId: parent.id,
        response: `${part} ${String(success)}`,
        interactionType: 'choice',
      }),
    ),
  ];
};

describe('attempts', () => {
  it('The first attempt has the lowest number, whatever came first', () => {
    const fact = problemFact([submit(50, 1, true), submit(10, 2, false)]);
    expect(fact).toMatchObject({ attempts: 2, firstRight: true, everRight: true });
    expect(fact?.parts).toMatchObject([{ part: '1', firstResponse: 'right', lastResponse: 'right' }]);
  });

  it('The earliest attempt of equal numbers is first, the latest is last', () => {
    const fact = problemFact([submit(20, 3, true), submit(10, 3, false)]);
    expect(fact).toMatchObject({ attempts: 2, firstRight: false, everRight: true });
    expect(fact?.parts).toMatchObject([{ firstResponse: 'wrong', lastResponse: 'right' }]);
  });

  it('The last attempt is the latest also where attempts were reset and count from 1 again', () => {
    const fact = problemFact([submit(10, 1, false), submit(20, 2, false), submit(30, 3, false), submit(40, 1, true)]);
    expect(fact?.parts).toMatchObject([{ firstResponse: 'wrong', lastResponse: 'right', lastRight: 1 }]);
  });

  it('The highest number of equal times is last', () => {
    const fact = problemFact([submit(10, 2, true), submit(10, 1, false)]);
    expect(fact?.parts).toMatchObject([{ firstResponse: 'wrong', lastResponse: 'right' }]);
  });

  it('The smallest id of equal numbers and times is first, and last', () => {
    const a = submit(10, 1, true);
    const b = submit(10, 1, false);
    expect(problemFact([b, a])).toMatchObject({ firstRight: true });
    expect(problemFact([b, a])?.parts[0]).toMatchObject({ lastResponse: 'right' });
  });

  it('A submission without a number, or without a mark and questions, is no attempt', () => {
    expect(problemFact([submit(10, 0, true)])).toBeNull();
    expect(problemFact([submit(10, 1, null)])).toBeNull();
    expect(problemFact([])).toBeNull();
  });
});

describe('right', () => {
  it.each([
    ['success and no score', true, {}, true],
    ['success and all of the score', true, { scoreRaw: 2, scoreMax: 2 }, true],
    ['success but part of the score: credit, not right', true, { scoreRaw: 1, scoreMax: 2 }, false],
    ['all of the score but no success', false, { scoreRaw: 2, scoreMax: 2 }, false],
    ['a sum of floats that is all of it', true, { scoreRaw: 0.1 + 0.2, scoreMax: 0.3 }, true],
    ['a sum of floats a little below all of it', true, { scoreRaw: 0.7 + 0.1, scoreMax: 0.8 }, true],
    ['a millionth less than all of it', true, { scoreRaw: 0.999999, scoreMax: 1 }, false],
    ['a maximum of 0', true, { scoreRaw: 0, scoreMax: 0 }, true],
    ['a maximum without a score', true, { scoreMax: 2 }, true],
  ])('A submission is right or not: %s', (_, success, score, expected) => {
    expect(problemFact([submit(1, 1, success, score)])?.firstRight).toBe(expected);
  });

  it('Right is, where nothing says right or wrong, what all of the score says, and part of it says nothing', () => {
    expect(problemFact([submit(1, 1, null, { scoreRaw: 2, scoreMax: 2 })])).toMatchObject({
      firstRight: true,
      everRight: true,
      parts: [{ firstRight: 1 }],
    });
    expect(problemFact([submit(1, 1, null, { scoreRaw: 1, scoreMax: 2 })])).toBeNull();
    expect(problemFact([submit(1, 1, null, { scoreRaw: 0, scoreMax: 0 })])).toBeNull();
    const fact = problemFact(check(1, 1, { '2_1': true, '3_1': null }, [2, 2]));
    expect(fact).toMatchObject({ firstRight: true, parts: [{ firstRight: 1 }, { firstRight: 1 }] });
    expect(problemFact(check(1, 1, { '2_1': false, '3_1': null }, [2, 2]))?.firstRight).toBe(false);
    expect(problemFact(check(1, 1, { '2_1': true, '3_1': null }, [1, 2]))?.firstRight).toBe(false);
  });

  it('Right needs every question, whatever the parent says', () => {
    // 2 of 3: the parent of live traffic says true, for that was the first question
    const fact = problemFact(check(1, 1, { '2_1': true, '3_1': true, '4_1': false }, [2, 3]));
    expect(fact).toMatchObject({ attempts: 1, firstRight: false });
    expect(problemFact(check(1, 1, { '2_1': true, '3_1': true }, [2, 2]))?.firstRight).toBe(true);
    expect(problemFact(check(1, 1, { '2_1': true, '3_1': null }))?.firstRight).toBe(false);
  });
});

it('The last of two submissions at one moment is the one with the higher number, whichever id it has', () => {
  const [one, other] = [submit(5, 2, true, { response: 'b' }), submit(5, 1, false, { response: 'a' })];
  const swapped = [
    { ...one, id: other.id },
    { ...other, id: one.id },
  ];
  for (const events of [[one, other], swapped])
    expect(problemFact(events)?.parts[0]).toMatchObject({ firstResponse: 'a', lastResponse: 'b' });
});

describe('questions', () => {
  it('Questions without a named parent go to the same one of two at the same moment, in whatever order they came', () => {
    const [a, b] = [submit(5, 1, true), submit(5, 1, true)];
    const child = event(5, 'evaluated', 'p', { part: '2_1', attempt: 1, success: false, response: 'x' });
    expect(problemFact([b, a, child])).toEqual(problemFact([a, b, child]));
  });

  it('Questions each have their first and last answer, from the first and last submission', () => {
    const fact = problemFact([
      ...check(30, 2, { '2_1': true, '3_1': true }),
      ...check(10, 1, { '2_1': false, '3_1': true }),
    ]);
    expect(fact?.attempts).toBe(2);
    expect(fact?.parts).toMatchObject([
      { part: '2_1', firstResponse: '2_1 false', firstRight: 0, lastResponse: '2_1 true', lastRight: 1, everRight: 1 },
      { part: '3_1', firstResponse: '3_1 true', firstRight: 1, lastRight: 1, everRight: 1 },
    ]);
  });

  it('A question that the first submission lacks has no first answer', () => {
    const fact = problemFact([...check(10, 1, { '2_1': false }), ...check(20, 2, { '2_1': true, '3_1': false })]);
    expect(fact?.parts[1]).toMatchObject({ part: '3_1', firstRight: -1, firstResponse: '', lastRight: 0 });
  });

  it('A question that the last submission lacks is worded as the first one has it, though it came later than another', () => {
    const ask = (seconds: number, attempt: number, part: string, question: string): LearnerEvent[] => {
      const parent = submit(seconds, attempt, true);
      return [parent, event(seconds, 'evaluated', 'p', { part, question, success: true, parentId: parent.id })];
    };
    // attempts were reset: the first by its number is the second in time
    const fact = problemFact([
      ...ask(10, 2, '2_1', 'How many?'),
      ...ask(20, 1, '2_1', 'How many cogs?'),
      ...ask(30, 3, '3_1', 'Why?'),
    ]);
    expect(fact?.parts).toMatchObject([
      { part: '2_1', question: 'How many cogs?', firstRight: 1, lastRight: -1 },
      { part: '3_1', question: 'Why?', firstRight: -1, lastRight: 1 },
    ]);
  });

  it('Questions stand in the order of their names, whichever was answered first', () => {
    const one = submit(5, 1, true);
    const ask = (part: string) => event(5, 'evaluated', 'p', { part, success: true, parentId: one.id });
    expect(problemFact([one, ask('3_1'), ask('2_1')])?.parts.map(({ part }) => part)).toEqual(['2_1', '3_1']);
  });

  it('Questions that one submission states twice have one answer, in whatever order they came', () => {
    const one = submit(5, 1, true);
    const twice = ['a', 'b'].map((response) =>
      event(5, 'evaluated', 'p', { part: '2_1', success: true, parentId: one.id, response }),
    );
    const responses = [twice, [...twice].reverse()].map(
      (questions) => problemFact([one, ...questions])?.parts[0]?.firstResponse,
    );
    expect(responses).toEqual(['b', 'b']);
  });

  it('Questions are found by attempt and time where the parent is not named', () => {
    const events = check(10, 1, { '2_1': true, '3_1': false }).map((one) => ({ ...one, parentId: '' }));
    expect(problemFact(events)).toMatchObject({ attempts: 1, firstRight: false });
  });

  it('Questions without their parent are no submission', () => {
    expect(problemFact(check(10, 1, { '2_1': true }).slice(1))).toBeNull();
  });
});
