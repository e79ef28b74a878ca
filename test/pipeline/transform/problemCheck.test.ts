/** Submissions: single and of several questions, in both forms, and how answers are printed. */
import { type Statement, parseLine, transformEvent } from '../../../api/pipeline/transform';
import { COURSE, type Event, LMS, PROBLEM, check, key, onDisk, question } from './events';
import { OPTIONS, refusal, statementOf, statementsOf } from './surroundings';

const ATTEMPT = 'http://id.tincanapi.com/extension/attempt-id';
const SEVERAL = check({
  p1_3_1: question('blue', true),
  p1_2_1: question(['a', 'é'], false, 'choiceresponse', 'Which?'),
  p1_4_1: question('4', null, 'numericalresponse', ''),
});
const id = `${LMS}/xblock/${PROBLEM}`;
const responseOf = (event: Event): unknown => statementOf(event).result?.response;
/** As it comes from a log: whole floats are told from whole numbers. */
const fromText = (text: string): readonly Statement[] => {
  const parsed = parseLine(text);
  if (parsed.kind !== 'event') throw new Error(parsed.kind);
  const made = transformEvent(parsed.event, OPTIONS);
  if (made.kind !== 'statements') throw new Error(made.reason);
  return made.statements;
};

describe('several questions', () => {
  const children = statementsOf(SEVERAL).slice(1);

  it('The parent of several questions repeats its first question, live', () => {
    expect(statementsOf(SEVERAL)[0]).toMatchObject({
      object: {
        objectType: 'GroupActivity',
        id,
        definition: { description: { 'en-US': 'Sky?' }, interactionType: 'other', extensions: { [ATTEMPT]: 3 } },
      },
      result: { success: true, response: 'blue', score: { min: 0, max: 2, raw: 1, scaled: 0.5 } },
    });
  });

  it('What was logged, taken as live, is the same', () => {
    expect(statementsOf(onDisk(SEVERAL))).toEqual(statementsOf(SEVERAL));
  });

  it('The parent of several questions speaks of the whole problem as logged, taken as it stands, and of no attempt', () => {
    const [parent, ...parts] = statementsOf(onDisk(SEVERAL), { asLive: false });
    expect(parent?.object).toEqual({
      objectType: 'GroupActivity',
      id,
      definition: {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        name: { 'en-US': 'Sky and sea' },
        interactionType: 'other',
      },
    });
    expect(parent?.result).toEqual({ success: false, score: { min: 0, max: 2, raw: 1, scaled: 0.5 } });
    expect(parts.map((part) => part.id)).toEqual(children.map((child) => child.id));
    expect(parts.map((part) => part.result)).toEqual(children.map((child) => child.result));
    expect(JSON.stringify(parts)).not.toContain(ATTEMPT);
  });

  it('The children stand in the order of the event, without a score, with the parent and the course behind them', () => {
    const [parent] = statementsOf(SEVERAL);
    expect(children.map((child) => child.object.id)).toEqual(['_3_1', '_2_1', '_4_1'].map((part) => id + part));
    expect(children.map((child) => child.result)).toEqual([
      { success: true, response: 'blue' },
      { success: false, response: '["a", "é"]' },
      { response: '4' },
    ]);
    expect(children.map((child) => child.object.definition)).toEqual(
      [
        ['Sky?', 'choice'],
        ['Which?', 'choice'],
        ['', 'numeric'],
      ].map(([text, interactionType]) => ({
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        description: { 'en-US': text },
        interactionType,
        extensions: { [ATTEMPT]: 3 },
      })),
    );
    for (const child of children) {
      expect(child.object.objectType).toBe('Activity');
      expect(child.context).toMatchObject({
        contextActivities: { parent: [parent?.object], grouping: [{ id: `${LMS}/course/${COURSE}` }] },
        statement: { objectType: 'StatementRef', id: parent?.id },
      });
    }
    expect(new Set([parent?.id, ...children.map((child) => child.id)]).size).toBe(4);
  });

  it('A hidden question says nothing of itself', () => {
    const hidden = check({ p1_2_1: {}, p1_3_1: question('blue', true) }, { success: 'correct' });
    const [parent, child] = statementsOf(hidden);
    expect(parent?.result?.response).toBe('blue');
    expect(child?.result).toEqual({ success: true });
    expect(child?.object.definition).toMatchObject({ name: { 'en-US': 'Sky and sea' }, interactionType: 'choice' });
  });
});

describe('without a submission, as before March 2014', () => {
  const single = statementOf(check(undefined));

  it('An event without a submission has the name of the problem, the mark of the whole, and the answers as Python prints them', () => {
    expect(single.object.definition).toEqual({
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      name: { 'en-US': 'Sky and sea' },
      interactionType: 'other',
      extensions: { [ATTEMPT]: 3 },
    });
    expect(single.result).toEqual({
      success: false,
      response: "{'p1_2_1': 'choice_0'}",
      score: { min: 0, max: 2, raw: 1, scaled: 0.5 },
    });
  });

  it.each([
    [{ a: ["it's", 'say "hi"', 'it\'s "it"'] }, `{'a': ["it's", 'say "hi"', 'it\\'s "it"']}`],
    [{ a: true, b: false, c: null, d: 1.5, e: -3 }, "{'a': True, 'b': False, 'c': None, 'd': 1.5, 'e': -3}"],
    [{ a: 'é日😀', b: 'x\n\t\\y\u0007\u00a0\u2028' }, "{'a': 'é日😀', 'b': 'x\\n\\t\\\\y\\x07\\xa0\\u2028'}"],
    [{ a: 1e-7, b: 0.0001, c: 1.5e300 }, "{'a': 1e-07, 'b': 0.0001, 'c': 1.5e+300}"],
  ])('An event without a submission prints the answers as Python does: %j', (answers, printed) =>
    expect(responseOf(check(undefined, { answers }))).toBe(printed),
  );
});

describe('an answer', () => {
  it.each([
    ['blue', 'blue'],
    ['', ''],
    [5, '5'],
    [2.5, '2.5'],
    [true, 'True'],
    [[], '[]'],
    [['a "b"', 'é\n', 1, null, true, { k: ['v'] }], '["a \\"b\\"", "é\\n", 1, null, true, {"k": ["v"]}]'],
    [{ k: 'v' }, "{'k': 'v'}"],
    [null, undefined],
  ])('The answer %j is told as %j', (answer, said) =>
    expect(responseOf(check({ p1_2_1: question(answer, true) }))).toBe(said),
  );

  it.each([
    ['5.0', '5.0'],
    ['5.00', '5.0'],
    ['-0.0', '-0.0'],
    ['1e3', '1000.0'],
    ['1e16', '1e+16'],
    ['12345678901234567890', '12345678901234567890'],
    ['5', '5'],
    ['[1.0, {"a": 2.0}]', '[1.0, {"a": 2.0}]'],
    ['{"a": [3.0], "b": 3}', "{'a': [3.0], 'b': 3}"],
  ])('An answer written as %s is told as %s', (literal, said) => {
    const event = check({ p1_2_1: question('ANSWER', true) });
    for (const shape of [event, onDisk(event)]) {
      expect(fromText(JSON.stringify(shape).replace('"ANSWER"', literal))[0]?.result?.response).toBe(said);
    }
  });

  it.each([
    [true, true],
    ['', false],
    [null, undefined],
    ['x', true],
  ])('An answer marked %j counts as %j', (correct, success) => {
    expect(statementOf(check({ p1_2_1: question('blue', correct) })).result?.success).toBe(success);
  });
});

it.each([
  ['choiceresponse multiplechoiceresponse optionresponse choicetextresponse', 'choice'],
  ['numericalresponse', 'numeric'],
  ['stringresponse formularesponse annotationresponse symbolicresponse', 'fill-in'],
  ['imageresponse', 'matching'],
  ['truefalseresponse', 'true-false'],
  ['customresponse coderesponse externalresponse schematicresponse jsmeresponse', 'other'],
])('A question has its kind of interaction: %s: %s', (types, interaction) => {
  for (const type of types.split(' ')) {
    const { definition } = statementOf(check({ p1_2_1: question('blue', true, type) })).object;
    expect(definition.interactionType).toBe(interaction);
  }
});

it.each([
  [
    { grade: 0, max_grade: 0 },
    { min: 0, max: 0, raw: 0, scaled: 0 },
  ],
  [
    { grade: 3, max_grade: 2 },
    { min: 0, max: 2, raw: 3, scaled: 1.5 },
  ],
  [
    { grade: null, max_grade: 2 },
    { min: 0, max: 2 },
  ],
  [
    { grade: 1, max_grade: undefined },
    { min: 0, raw: 1 },
  ],
])('The grade %j gives the score %j', (grades, score) => {
  expect(statementOf(check({ p1_2_1: question('blue', true) }, grades)).result?.score).toEqual(score);
});

describe('from a browser', () => {
  const sent = (data: unknown, referer?: string): Event => {
    const event = structuredClone(check(undefined));
    const context = { ...(event.context as Event), event_source: 'browser', module: undefined };
    return { ...event, data, context: referer === undefined ? context : { ...context, referer } };
  };
  const form = 'input_p1_2_1=choice_0&input_p1_3_1%5B%5D=choice_1';

  it('An event from a browser is attempted, without a result, and its block is in the form', () => {
    for (const event of [sent(form), onDisk(sent(form)), onDisk(sent(JSON.stringify(form)))]) {
      const statement = statementOf(event);
      expect(statement.verb.display.en).toBe('attempted');
      expect(statement.result).toBeUndefined();
      expect(statement.object).toEqual({
        objectType: 'Activity',
        id,
        definition: { type: 'http://adlnet.gov/expapi/activities/cmi.interaction', interactionType: 'other' },
      });
    }
  });

  it('The block of an event from a browser may be in the address of the page, where it may be a subsection', () => {
    const block = key('sequential', 's1');
    const referer = `${LMS}/x?activate_block_id=&a=b&activate_block_id=${encodeURIComponent(block)}#f`;
    expect(statementOf(sent(form, referer)).object.id).toBe(`${LMS}/xblock/${block}`);
    expect(statementOf(sent(['form', '<html>'], referer)).object.id).toBe(`${LMS}/xblock/${block}`);
  });

  it.each([
    ['no block in the form', sent('x=1'), 'neither referer nor data names the problem'],
    ['nothing sent', sent(''), 'neither referer nor data names the problem'],
    ['a list', sent(['form', '<html>']), 'data is not the text of a form'],
    ['no referer', sent(form, ''), 'referer is missing'],
  ])('An event from a browser is rejected: %s', (_what, event, reason) =>
    expect(refusal(event)).toBe(`rejected: problem_check: ${reason}`),
  );

  it('The keys of blocks in a custom course (CCX) say so', () => {
    const event = sent(form);
    const ccx = { ...event, context: { ...(event.context as Event), course_id: 'ccx-v1:Org+Num+Run+ccx@1' } };
    expect(statementOf(ccx).object.id).toBe(`${LMS}/xblock/ccx-block-v1:Org+Num+Run+ccx@1+type@problem+block@p1`);
  });
});

describe('keys of another form', () => {
  const several = (problem: string, prefix: string): Event => {
    const event = check({ [`${prefix}_2_1`]: question('a', true), [`${prefix}_3_1`]: question('b', false) });
    return { ...event, data: { ...(event.data as object), problem_id: problem } };
  };
  it.each([
    ['i4x://Org/Num/problem/p1', 'i4x-Org-Num-problem-p1'],
    ['lb:Org:lib:problem:p1', 'p1'],
    ['lib-block-v1:Org+lib+type@problem+block@p1', 'p1'],
  ])('The question of %s is what stands at the end of its id', (problem, prefix) => {
    const ids = statementsOf(several(problem, prefix)).map(({ object }) => object.id);
    expect(ids).toEqual(['', '_2_1', '_3_1'].map((end) => `${LMS}/xblock/${problem}${end}`));
  });

  it('A key of another form is in strict mode as event-routing-backends has it', () => {
    const [, first] = statementsOf(several('i4x://Org/Num/problem/p1', 'i4x-Org-Num-problem-p1'), { strict: true });
    expect(first?.object.id).toBe(`${LMS}/xblock/i4x-Org-Num-problem-p1_2_1`);
  });
});

it.each([
  ['unknown', undefined, true],
  ['', false, false],
])('A correctness of %j counts as %j, in strict mode as %j', (correct, success, strictly) => {
  const event = check({ p1_2_1: question('blue', correct) });
  expect(statementOf(event).result?.success).toBe(success);
  expect(statementOf(event, { strict: true }).result?.success).toBe(strictly);
});
