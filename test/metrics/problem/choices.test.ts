import { groupResponses } from '../../../api/metrics/problem/responseGroups';
import { responseRule } from '../../../api/metrics/problem/responseRules';
import { mergeResponses } from '../../../api/metrics/problem/itemStatistics';
import type { ResponseCount } from '../../../api/metrics/problem/problemSums';
import { statedOf } from '../../support/plainProblem';
import { problemReport } from '../../../api/metrics/problem/problem';
import { withContent } from '../../../api/metrics/problem/problemContent';
import { parseXml } from '../../../api/lib/xml';
import { type PartContent, ProblemContent } from '../../../api/facts/content';
import { NO_SETTINGS } from '../../../api/pipeline/structure/olxSettings';
import { problemContent } from '../../../api/pipeline/structure/problemXml';
import { type Problem, none } from '@marginalia/contract';

type Given = readonly [answer: string, right: boolean, learners: number];

const contentOf = (xml: string): ProblemContent =>
  problemContent(parseXml(`<problem>${xml}</problem>`), {}, {}, NO_SETTINGS);
const singleChoice = (...choices: (readonly [inside: string, right?: boolean])[]): ProblemContent =>
  contentOf(
    `<multiplechoiceresponse><choicegroup>${choices.map(([inside, right = false]) => `<choice correct="${right}">${inside}</choice>`).join('')}</choicegroup></multiplechoiceresponse>`,
  );

const counts = (given: readonly Given[]): ResponseCount[] =>
  given.flatMap(([response, right, learners]) =>
    (['first', 'last'] as const).map((which) => ({
      ...{ which, part: '', response, correctness: right ? (1 as const) : (0 as const), third: null, learners },
    })),
  );

/** The answer about a problem, as the panel has it. */
const problem = (given: readonly Given[], type: string, content: ProblemContent | null, minLearners = 1): Problem => {
  const learners = given.reduce((sum, [, , n]) => sum + n, 0);
  const right = given.reduce((sum, [, isRight, n]) => sum + (isRight ? n : 0), 0);
  const sums = {
    ...{ asOf: 1, tried: learners, attempts: [] },
    rest: { n: 0, inGroup: 0, restSum: 0, restSquares: 0, groupRestSum: 0 },
    questions: [{ part: '', type, question: '', learners, firstRight: right, everRight: right }],
    responses: counts(given),
    pairs: [],
  };
  const context = { courseKey: 'c', minLearners, registeredOnly: false, window: { from: null, to: null } };
  const block = { id: 'p', type: 'problem', name: 'P', parent: null };
  const stated = statedOf([], context);
  return withContent(problemReport(block, stated, sums, [], none('not_computed_yet'), context, content), content);
};

const rows = (given: readonly Given[], content: ProblemContent | null, type = 'choice') =>
  problem(given, type, content).parts[0]!.answers.map(({ value, correct, first, choice }) => [
    ...[value, correct, first],
    ...(choice ? [choice.text] : []),
  ]);
/** Learners on each choice of the course, in its order. */
const onChoices = (given: readonly Given[], content: ProblemContent) => {
  const disclosed = problem(given, 'choice', content).parts[0]!.answers;
  expect(disclosed.every(({ choice }) => typeof choice?.text === 'string')).toBe(true);
  return content.parts[0]!.choices.map(({ text }) =>
    disclosed.filter(({ choice }) => choice?.text === text).map((one) => one.first),
  );
};

describe('answers to a question with known choices', () => {
  it.each<[string, ProblemContent, Given[], number[]]>([
    [
      'that differ in case',
      singleChoice(['AA'], ['Aa', true], ['aa']),
      [
        ['AA', false, 3],
        ['Aa', true, 1],
        ['aa', false, 2],
      ],
      [3, 1, 2],
    ],
    [
      'that are numbers of one value',
      singleChoice(['1.5'], ['1.50', true], ['1.500'], ['15e-1']),
      [
        ['1.5', false, 2],
        ['1.50', true, 1],
        ['1.500', false, 1],
        ['15e-1', false, 4],
      ],
      [2, 1, 1, 4],
    ],
    [
      'that differ in white space or in forms of letters',
      singleChoice(['a b'], ['a  b', true], ['ａ b'], [' a b']),
      [
        ['a b', false, 1],
        ['a  b', true, 2],
        ['ａ b', false, 3],
        [' a b', false, 4],
      ],
      [1, 2, 3, 4],
    ],
    [
      'that differ in markup',
      singleChoice(['10<sup>2</sup>', true], ['102'], ['10²']),
      [
        ['102', false, 2],
        ['10<sup>2</sup>', true, 1],
        ['10²', false, 5],
      ],
      [1, 2, 5],
    ],
    [
      'that are pictures',
      singleChoice(
        ['<img src="1.png"/>'],
        ['<img src="2.png"/>', true],
        ['<img src="3.png" alt="x"/>'],
        ['<img src="4.png" alt="x"/>'],
      ),
      [
        ['<img src="1.png"/>', false, 1],
        ['<img src="2.png"/>', true, 2],
        ['<img src="3.png" alt="x"/>', false, 3],
      ],
      [1, 2, 3, 0],
    ],
    [
      'that are about markup',
      singleChoice(['&lt;br/&gt;', true], ['&lt;b&gt;text&lt;/b&gt;'], ['&lt;p&gt;'], ['&amp;amp;nbsp;'], ['text']),
      [
        ['<br/>', true, 2],
        ['<b>text</b>', false, 3],
        ['<p>', false, 4],
        ['&amp;nbsp;', false, 5],
      ],
      [2, 3, 4, 5, 0],
    ],
    [
      'that have both text and markup, and hints',
      singleChoice(['Q &amp; A via <code>x &lt; y</code>'], ['R &amp; D <choicehint>Yes &amp; yes</choicehint>', true]),
      [
        ['Q & A via <code>x &lt; y</code>', false, 1],
        ['R & D <choicehint>Yes &amp; yes</choicehint>', true, 2],
      ],
      [1, 2],
    ],
    [
      'whose hints or white space were others then',
      singleChoice(['R &amp; D\n  <choicehint>Yes</choicehint>\n', true], ['<p>no</p>']),
      [
        ['R & D', true, 1],
        ['R & D <choicehint>Well done</choicehint>', true, 2],
        ['<p>\n  no\n</p> <choicehint/>', false, 4],
      ],
      [3, 4],
    ],
    [
      'that have comments',
      singleChoice(['red<!-- key --> or green', true], ['red']),
      [
        ['red<!-- key --> or green', true, 1],
        ['red or green', true, 2],
      ],
      [3, 0],
    ],
    [
      'that came as names',
      singleChoice(['a'], ['b', true]),
      [
        ["{'x_2_1': 'choice_1'}", true, 2],
        ['choice_0', false, 1],
      ],
      [1, 2],
    ],
  ])('Answers %s are the choices, each with its learners', (_, content, given, learners) => {
    expect(onChoices(given, content)).toEqual(learners.map((one) => [one]));
  });

  it('Answers to a question with known choices are one row for each choice where learners are few: what was sent in two ways is counted before it is withheld', () => {
    const content = singleChoice(['a', true], ['b <choicehint>No</choicehint>']);
    const given: Given[] = [
      ['a', true, 30],
      ['b', false, 7],
      ['b <choicehint>No</choicehint>', false, 6],
    ];
    const [part] = problem(given, 'choice', content, 10).parts;
    expect(part?.answers.map(({ first, choice }) => [choice?.text, first])).toEqual([
      ['a', 30],
      ['b', 13],
    ]);
  });

  it('Answers that two choices share are told apart by their marks, and are one row where they share that too', () => {
    const content = singleChoice(['same', true], ['same'], ['other'], ['other']);
    const given: Given[] = [
      ['same', true, 4],
      ['same', false, 2],
      ['other', false, 3],
    ];
    expect(rows(given, content)).toEqual([
      ['same', true, 4, 'same'],
      ['other', false, 3, 'other'],
      ['same', false, 2, 'same'],
    ]);
  });

  it('Answers that may be one choice or another are said to be neither, and neither is said to be taken by nobody', () => {
    const content = singleChoice(['a b'], ['a  b'], ['y', true]);
    expect(rows([['a   b', false, 3]], content)).toEqual([
      ['a   b', false, 3],
      ['y', true, 0, 'y'],
    ]);
    const stored = ProblemContent.parse(JSON.parse(JSON.stringify(content).replace(/"sent":\[[^\]]*\],/g, '')));
    expect(rows([['y', true, 3]], stored)[0]).toEqual(['y', true, 3, 'y']);
  });

  it('Answers that are no choice of today stay apart, as they were sent', () => {
    expect(
      rows(
        [
          ['Blue', false, 2],
          ['blue', true, 3],
          ['BLUE', false, 1],
        ],
        singleChoice(['blue', true]),
      ),
    ).toEqual([
      ['blue', true, 3, 'blue'],
      ['Blue', false, 2, null],
      ['BLUE', false, 1, null],
    ]);
  });

  it('Answers to a question with known choices keep the mark of their time open where one choice was marked in two ways', () => {
    expect(
      rows(
        [
          ['blue', false, 2],
          ['blue', true, 3],
        ],
        singleChoice(['blue', true]),
      ),
    ).toEqual([['blue', null, 5, 'blue']]);
  });

  it('Answers that are lists are sets of the exact choices, whatever their order', () => {
    const set = contentOf(
      '<choiceresponse><checkboxgroup><choice correct="true">AA</choice><choice correct="false">Aa</choice><choice correct="true">a &amp; <b>a</b></choice></checkboxgroup></choiceresponse>',
    );
    const [part] = problem(
      [
        ['["AA","a & <b>a</b>"]', true, 2],
        ['["a & <b>a</b>","AA"]', true, 1],
        ['["Aa"]', false, 4],
        ['["AA","Aa"]', false, 1],
      ],
      'choice',
      set,
    ).parts;
    expect(part?.answers.map(({ first, choice }) => [first, choice?.text, choice?.right])).toEqual([
      [4, '["Aa"]', false],
      [3, '["AA","a & a"]', true],
      [1, '["AA","Aa"]', false],
    ]);
    expect(part?.choices.map(({ first, choice }) => [choice?.text, first])).toEqual([
      ['AA', 4],
      ['Aa', 5],
      ['a & a', 3],
    ]);
  });

  it('Answers to a question with known choices are exact in a list to drop down, whatever kind of question events say it is', () => {
    const content = contentOf(`<customresponse><optioninput options="('mW','MW','Master's')"/></customresponse>`);
    expect(
      rows(
        [
          ['mW', false, 2],
          ['MW', true, 1],
          ["Master's", false, 3],
        ],
        content,
        'other',
      ),
    ).toEqual([
      ["Master's", false, 3, "Master's"],
      ['mW', false, 2, 'mW'],
      ['MW', true, 1, 'MW'],
    ]);
  });
});

describe('answers where the course is not loaded', () => {
  const value = (given: readonly Given[], type: string): unknown[] => rows(given, null, type);

  it('Answers to a question with choices are never folded, and stand without the hints sent with them', () => {
    const given: Given[] = [
      ['Aa', true, 4],
      ['AA', false, 3],
      ['1.5', false, 2],
      ['1.50', false, 1],
      ['R & D <choicehint>No.</choicehint>', false, 5],
      ['R & D <choicehint label="x">Never.</choicehint>\n', false, 1],
    ];
    expect(value(given, 'choice')).toEqual([
      ['R & D', false, 6],
      ['Aa', true, 4],
      ['AA', false, 3],
      ['1.5', false, 2],
      ['1.50', false, 1],
    ]);
    expect(
      value(
        [
          ['["b <choicehint/>","a"]', false, 2],
          ['["a","b"]', false, 1],
        ],
        'choice',
      ),
    ).toEqual([['["a","b"]', false, 3]]);
  });

  it.each(['true-false', 'likert'])('Answers to a %s question are never folded', (type) => {
    expect(
      value(
        [
          ['True', true, 2],
          ['true', false, 1],
        ],
        type,
      ),
    ).toHaveLength(2);
  });

  it('Answers in own words or numbers are folded where the grader did not tell them apart', () => {
    expect(
      value(
        [
          ['DNA', true, 2],
          [' dna ', true, 1],
          ['Rna', false, 3],
          ['rna', false, 1],
        ],
        'fill-in',
      ),
    ).toEqual([
      ['Rna', false, 4],
      ['DNA', true, 3],
    ]);
    expect(
      value(
        [
          ['1.50', true, 2],
          ['1.5', true, 1],
          ['1,5', false, 1],
        ],
        'numeric',
      ),
    ).toEqual([
      ['1.50', true, 3],
      ['1,5', false, 1],
    ]);
  });

  it('Answers where the course is not loaded are never folded where they were marked differently', () => {
    expect(
      value(
        [
          ['DNA', true, 1],
          ['dna', false, 2],
        ],
        'fill-in',
      ),
    ).toEqual([
      ['dna', false, 2],
      ['DNA', true, 1],
    ]);
    // one text, drawn with other values for others
    expect(
      value(
        [
          ['5', true, 2],
          ['5', false, 1],
          ['5.0', false, 4],
        ],
        'numeric',
      ),
    ).toEqual([
      ['5.0', false, 4],
      ['5', null, 3],
    ]);
  });

  it('Answers with raised digits are no other number', () => {
    expect(
      value(
        [
          ['10²', false, 2],
          ['102', false, 1],
          ['１０２', false, 1],
        ],
        'fill-in',
      ),
    ).toEqual([
      ['102', false, 2],
      ['10²', false, 2],
    ]);
  });
});

describe('answers in own words', () => {
  const fold = (part: PartContent | undefined, type = 'fill-in') =>
    groupResponses(
      counts([
        ['Dna', false, 3],
        ['dna', false, 2],
        [' dna', false, 1],
      ]),
      responseRule(type, part),
    ).map(({ first }) => first);

  it('Answers in own words keep their case where the course says that it counts', () => {
    const [kept] = contentOf('<stringresponse answer="DNA"><textline/></stringresponse>').parts;
    const [folded] = contentOf('<stringresponse answer="DNA" type="ci"><textline/></stringresponse>').parts;
    expect(fold(kept)).toEqual([3, 3]);
    expect(fold(folded)).toEqual([6]);
    expect(fold(undefined)).toEqual([6]);
  });
});

describe('answers to a question whose choices have numbers to fill in', () => {
  /** As Python writes the fields of the form. */
  const fields = (...pairs: readonly (readonly [field: string, value: string])[]): string =>
    `{${pairs.map(([field, value]) => `'a1_2_1_choiceinput_${field}': '${value}'`).join(', ')}}`;
  const taken = (choice: number, ...typed: readonly string[]): (readonly [string, string])[] => [
    [`${choice}bc`, `a1_2_1_choiceinput_${choice}bc`],
    ...typed.map((value, at): [string, string] => [`${choice}_numtolerance_input_${at}`, value]),
  ];
  const radio = contentOf(`<choicetextresponse><radiotextgroup>
    <choice correct="true" name="own">x is <numtolerance_input answer="5"/></choice><choice correct="false">no solution</choice>
    <choice correct="false">between <decoy_input/> and <decoy_input/></choice></radiotextgroup></choicetextresponse>`);
  const check = contentOf(`<choicetextresponse><checkboxtextgroup>
    <choice correct="true">square <numtolerance_input answer="9"/></choice><choice correct="true">cube <numtolerance_input answer="8"/></choice>
    <choice correct="false">zero</choice></checkboxtextgroup></choicetextresponse>`);

  it('Answers to a question whose choices have numbers to fill in are the choice and what was typed beside it, whatever was typed beside others', () => {
    const given: Given[] = [
      [fields(...taken(0, '5')), true, 4],
      [fields(['2_numtolerance_input_0', ''], ['2_numtolerance_input_1', ''], ...taken(0, ' 5.0')), true, 1],
      [fields(...taken(0, '6'), ['2_numtolerance_input_0', '3']), false, 3],
      [fields(...taken(2, '1', '2')), false, 2],
    ];
    expect(rows(given, radio)).toEqual([
      ['choice_0 (5)', true, 5, 'x is (5)'],
      ['choice_0 (6)', false, 3, 'x is (6)'],
      ['choice_2 (1; 2)', false, 2, 'between and (1; 2)'],
      ['no solution', false, 0, 'no solution'],
    ]);
    expect(problem(given, 'choice', radio).parts[0]!.answers.map(({ choice }) => choice?.right)).toEqual([
      ...[true, false, false, false],
    ]);
  });

  it('Answers as JSON are the same, and without the course told by the names in it', () => {
    const python = fields(...taken(1));
    const given: Given[] = [
      [python, false, 2],
      [python.replaceAll("'", '"'), false, 3],
      [fields(...taken(0, '5')), true, 1],
    ];
    expect(rows(given, radio)[0]).toEqual(['choice_1', false, 5, 'no solution']);
    expect(rows(given, null)).toEqual([
      ['choice_1', false, 5],
      ['choice_0 (5)', true, 1],
    ]);
  });

  it('Answers of which several may be taken are a set, counted choice by choice', () => {
    const given: Given[] = [
      [fields(...taken(1, '8'), ...taken(0, '9')), true, 6],
      [fields(...taken(0, '9')), false, 3],
      [fields(...taken(0, '7'), ...taken(1, '8')), false, 2],
    ];
    const [part] = problem(given, 'choice', check).parts;
    expect(part!.answers.map(({ choice, first }) => [choice?.text, choice?.right, first])).toEqual([
      ['["cube (8)","square (9)"]', true, 6],
      ['["square (9)"]', false, 3],
      ['["cube (8)","square (7)"]', false, 2],
    ]);
    expect(part!.choices.map(({ value, first }) => [value, first])).toEqual([
      ['cube', 8],
      ['square', 11],
      ['zero', 0],
    ]);
  });

  it('Answers to a question whose choices have numbers to fill in are one in the statistics of distractors, too', () => {
    const row = (answer: string, learners: number) => ({
      ...{ block: 'b', part: '', answer, type: 'choice', right: false, learners },
      ...{ rested: learners, restSum: 1, upper: 0, lower: 0 },
    });
    const merged = mergeResponses([row(fields(...taken(2, '1', '2')), 3), row(fields(...taken(2, '1.0', '2')), 4)]);
    expect(merged.map(({ answer, learners }) => [answer, learners])).toEqual([['choice_2 (1; 2)', 7]]);
  });

  it.each([
    'the field _choiceinput_ of a form',
    "{'a_2_1_choiceinput_0bc': 'x', 'b_2_1_choiceinput_1bc': 'y'}",
    "{'a_2_1_choiceinput_0_numtolerance_input_0': '5'}",
  ])('The answer %s stays as it was sent', (answer) =>
    expect(rows([[answer, false, 1]], null)).toEqual([[answer, false, 1]]),
  );
});
