import { type QuestionResponse, type Problem, type ProblemPart, WITHHELD, none } from '@marginalia/contract';
import { withContent } from '../../../api/metrics/problem/problemContent';
import type { PartContent, ProblemContent } from '../../../api/facts/content';
import { part, problem, rate } from '../../../src/harness/fixtures/reports';

const choice = (n: number, text: string, correct: boolean | null, hint = '', sent = [text]) => ({
  id: `choice_${n}`,
  text,
  sent,
  correct,
  hint,
});
const question = (over: Partial<PartContent> = {}): PartContent => ({
  part: '2_1',
  question: 'What colour is the sky?',
  responseType: 'multiplechoiceresponse',
  isSet: false,
  choices: [choice(0, 'red', false, 'Look up.'), choice(1, 'blue', true), choice(2, 'n < m', false)],
  accepted: [],
  isCaseSensitive: false,
  ...over,
});
const content = (...parts: PartContent[]): ProblemContent => ({
  due: null,
  graded: true,
  format: 'Homework',
  isHidden: false,
  parts,
  hints: ['Think.'],
  maxAttempts: 2,
  weight: 1,
  showAnswer: 'finished',
  variants: false,
});
const row = (
  value: string,
  correct: boolean | null,
  first: QuestionResponse['first'],
  last = first,
): QuestionResponse => ({
  value,
  correct,
  first,
  last,
});
const answered = (over: Partial<ProblemPart>): Problem =>
  problem({ parts: [part({ other: null, question: 'Question 1', ...over })] });
const rows = ({ parts }: Problem, at = 0) =>
  parts[at]!.answers.map(({ value, correct, first, choice: own }) => [value, correct, first, own?.text, own?.right]);

describe('a problem beside what the course says of it', () => {
  it('A problem beside what the course says of it is as it was where the course says nothing', () => {
    const before = problem();
    expect(withContent(before, null)).toEqual(before);
  });

  it('A problem beside what the course says of it has every choice with the right one marked, also one nobody took, and its settings', () => {
    const disclosed = withContent(
      answered({ answers: [row('blue', true, 38), row('red', false, 23)] }),
      content(question()),
    );
    expect(disclosed.parts[0]?.question).toBe('What colour is the sky?');
    expect(rows(disclosed)).toEqual([
      ['blue', true, 38, 'blue', true],
      ['red', false, 23, 'red', false],
      ['n < m', false, 0, 'n < m', false],
    ]);
    expect(disclosed.parts[0]?.answers.map((answer) => answer.choice?.hint)).toEqual(['', 'Look up.', '']);
    expect(disclosed.settings).toEqual({
      due: null,
      graded: true,
      format: 'Homework',
      isHidden: false,
      hints: ['Think.'],
      maxAttempts: 2,
      weight: 1,
      showAnswer: 'finished',
    });
  });

  it('A problem beside what the course says of it keeps an answer that is offered no more, and the key of its time beside that of today', () => {
    const disclosed = withContent(
      answered({ answers: [row('green', true, 20), row('blue', null, 41)] }),
      content(question()),
    );
    expect(rows(disclosed).slice(0, 2)).toEqual([
      ['green', true, 20, null, null],
      ['blue', null, 41, 'blue', true],
    ]);
  });

  it.each([
    ['<p>blue</p> <choicehint>Yes!</choicehint>\n', 'blue'],
    ['blue<choicehint>Yes!</choicehint>', 'blue'],
    ['choice_1', 'blue'],
    ["{'abc_2_1': 'choice_1'}", 'blue'],
    ['n <  m', 'n < m'],
    ['Blue', null],
    ['N < M', null],
    ['n &lt; m', 'n < m'],
    ['mask_0', null],
    ['constructor', null],
  ])('A problem beside what the course says of it knows %j as the choice %j', (value, text) => {
    const disclosed = withContent(answered({ answers: [row(value, null, 61)] }), content(question()));
    expect(rows(disclosed)[0]?.slice(0, 4)).toEqual([value, null, 61, text]);
    expect(disclosed.parts[0]?.answers).toHaveLength(text === null ? 4 : 3);
  });

  it('A problem beside what the course says of it never says that nobody took a choice where that is not known', () => {
    const few = withContent(answered({ firstTry: WITHHELD, eventual: WITHHELD, answers: [] }), content(question()));
    expect(rows(few).map(([, , first]) => first)).toEqual([WITHHELD, WITHHELD, WITHHELD]);
    expect(few.parts[0]?.answers.every((answer) => answer.withheld)).toBe(true);
    const other = { texts: 2, first: WITHHELD, last: WITHHELD };
    const among = withContent(answered({ other, answers: [row('blue', true, 50)] }), content(question()));
    expect(rows(among).map(([, , first]) => first)).toEqual([
      50,
      none('among_other_answers'),
      none('among_other_answers'),
    ]);
  });

  it('A problem beside what the course says of it adds no choices where breakdowns are withheld as a whole', () => {
    const before = { ...answered({ answers: [] }), breakdowns: 'withheld' as const };
    const after = withContent(before, content(question()));
    expect(after.parts[0]).toMatchObject({ question: 'What colour is the sky?', answers: [] });
  });

  it('A problem beside what the course says of it lists single choices of list answers, and the right set where nobody had it', () => {
    const set = question({
      responseType: 'choiceresponse',
      isSet: true,
      choices: [choice(0, 'a', true), choice(1, 'b', false), choice(2, 'c', true)],
    });
    const value = '["a","b"]';
    const disclosed = withContent(
      answered({
        answers: [row(value, false, 61), row('["a","gone"]', false, 12)],
        choices: [
          { value: 'a', first: 73, last: 73 },
          { value: 'b', first: 61, last: 61 },
          { value: 'gone', first: 12, last: 12 },
        ],
      }),
      content(set),
    );
    expect(rows(disclosed)).toEqual([
      [value, false, 61, '["a","b"]', false],
      ['["a","gone"]', false, 12, null, null],
      ['["a","c"]', true, 0, '["a","c"]', true],
    ]);
    expect(
      disclosed.parts[0]?.choices.map((one) => [one.value, one.first, one.choice?.text, one.choice?.right]),
    ).toEqual([
      ['a', 73, 'a', true],
      ['b', 61, 'b', false],
      ['gone', 12, null, null],
      ['c', 0, 'c', true],
    ]);
    const right = withContent(
      answered({ answers: [row("{'x_2_1': ['choice_2', 'choice_0']}", true, 61)] }),
      content(set),
    );
    expect(rows(right)).toEqual([["{'x_2_1': ['choice_2', 'choice_0']}", true, 61, '["a","c"]', true]]);
  });

  it('A problem beside what the course says of it tells what is accepted where there are no choices, and adds no rows', () => {
    const accepted = [{ text: '3.14', tolerance: '5%', isPattern: false }];
    const numeric = question({ responseType: 'numericalresponse', choices: [], accepted });
    const disclosed = withContent(answered({ answers: [row('3', false, 61)] }), content(numeric));
    expect(disclosed.parts[0]).toMatchObject({ accepted, answers: [row('3', false, 61)] });
  });

  it('A problem beside what the course says of it joins questions by their numbers, and adds those that nobody answered', () => {
    const two = content(question({ part: '10_1', question: 'Ten?' }), question({ part: '3_1', question: 'Three?' }));
    const disclosed = withContent(
      problem({
        parts: [
          part({ part: '3_1', answers: [row('blue', true, 61)], other: null }),
          part({ part: '4_1', question: 'old' }),
        ],
      }),
      two,
    );
    expect(disclosed.parts.map((one) => [one.part, one.question, one.firstTry.kind])).toEqual([
      ['3_1', 'Three?', 'value'],
      ['4_1', 'old', 'value'],
      ['10_1', 'Ten?', 'none'],
    ]);
    expect(rows(disclosed, 2).map(([value, , first]) => [value, first])).toEqual([
      ['red', 0],
      ['blue', 0],
      ['n < m', 0],
    ]);
    const nobody = withContent(problem({ learners: 0, firstTry: none('no_attempts'), parts: [] }), content(question()));
    expect(nobody.parts.map((one) => [one.part, one.interactionType])).toEqual([['1', 'choice']]);
  });

  it('A problem beside what the course says of it does not take the one question of today for one of several of before', () => {
    const disclosed = withContent(
      problem({ parts: [part({ part: '2_1', firstTry: rate(1, 50) }), part({ part: '3_1' })] }),
      content(question()),
    );
    expect(disclosed.parts.map((one) => one.answers.some((answer) => answer.choice))).toEqual([true, false]);
  });
});
