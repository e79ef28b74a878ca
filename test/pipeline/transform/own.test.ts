/** Statements of our own, for events that event-routing-backends leaves aside. */
import { OWN_VERB, VERB } from '../../../api/lib/iris';
import { OWN_TRANSFORMERS, TRANSFORMERS } from '../../../api/pipeline/transform/registry';
import { COURSE, type Event, LMS, PROBLEM, check, key, onDisk } from './events';
import { refusal, statementOf } from './surroundings';

const of = (name: string, data: unknown, block = PROBLEM): Event => {
  const event = check(undefined);
  return { ...event, name, data, context: { ...(event.context as Event), module: { usage_key: block } } };
};
const ORA = key('openassessment', 'o1');
const parts = [
  { criterion: { name: 'Ideas', points_possible: 5 }, option: { name: 'Good', points: 3 }, feedback: 'secret' },
  { criterion: { name: 'Form', points_possible: 3 }, option: { name: 'Fair', points: 1 } },
  { criterion: { name: 'Words only', points_possible: 0 }, feedback: 'secret' },
];
const assessment = { feedback: 'secret', parts, score_type: 'PE', scorer_id: 'a'.repeat(32) };
const INTERACTION = 'http://adlnet.gov/expapi/activities/cmi.interaction';
const ASSESSMENT = 'http://adlnet.gov/expapi/activities/assessment';
const ATTEMPT = 'http://id.tincanapi.com/extension/attempt-id';

const CASES: readonly [
  name: string,
  data: Event,
  block: string,
  verb: keyof typeof OWN_VERB,
  definition: Event,
  result?: Event,
][] = [
  [
    'save_problem_success',
    { problem_id: PROBLEM, answers: { a: 'secret' }, state: {} },
    PROBLEM,
    'saved',
    { type: INTERACTION },
  ],
  ['reset_problem', { problem_id: PROBLEM, old_state: {}, new_state: {} }, PROBLEM, 'reset', { type: INTERACTION }],
  [
    'edx.drag_and_drop_v2.item.dropped',
    { is_correct: true, item: 'Cat', item_id: 0, location: 'Animals', location_id: 'z1' },
    key('drag-and-drop-v2', 'd1'),
    'dropped',
    { type: INTERACTION, interactionType: 'matching' },
    { success: true, response: 'Cat[.]Animals' },
  ],
  [
    'xblock.poll.submitted',
    { url_name: 'x', choice: 'B' },
    key('poll', 'q1'),
    'submitted',
    { type: INTERACTION, interactionType: 'choice' },
    { response: 'B' },
  ],
  [
    'xblock.survey.submitted',
    { url_name: 'x', choices: { enjoy: 'Y', again: 'N' } },
    key('survey', 'q1'),
    'submitted',
    { type: INTERACTION, interactionType: 'choice' },
    { response: '{"enjoy": "Y", "again": "N"}' },
  ],
  [
    'openassessmentblock.create_submission',
    { attempt_number: 1, submission_uuid: 'x', answer: { parts: [{ text: 'secret' }] } },
    ORA,
    'submitted',
    { type: ASSESSMENT, extensions: { [ATTEMPT]: 1 } },
  ],
  ...(['self', 'peer', 'staff'] as const).map((who): (typeof CASES)[number] => [
    `openassessmentblock.${who}_assess`,
    assessment,
    ORA,
    'assessed',
    { type: ASSESSMENT },
    { score: { min: 0, max: 8, raw: 4, scaled: 0.5 } },
  ]),
  ...(
    [
      ['added', 'bookmarked'],
      ['removed', 'unbookmarked'],
    ] as const
  ).map(([what, verb]): (typeof CASES)[number] => [
    `edx.bookmark.${what}`,
    { bookmark_id: 'ana,x', component_type: 'vertical', component_usage_id: key('vertical', 'u1'), course_id: COURSE },
    key('vertical', 'u1'),
    verb,
    { type: 'http://id.tincanapi.com/activitytype/resource' },
  ]),
];

it('The list of own events has an example of each', () => {
  expect(CASES.map(([name]) => name).sort()).toEqual([...OWN_TRANSFORMERS.keys()].sort());
});

it('The list of own events never takes an event or a verb of event-routing-backends', () => {
  expect([...OWN_TRANSFORMERS.keys()].filter((name) => TRANSFORMERS.has(name))).toEqual([]);
  expect(Object.keys(OWN_VERB).filter((verb) => verb in VERB)).toEqual([]);
  expect(Object.values(OWN_VERB).filter((iri) => !iri.startsWith('urn:marginalia:'))).toEqual([]);
});

it.each(CASES.map((one) => [one[0], one] as const))(
  'An event of our own gives its statement: %s',
  (_name, [name, data, block, verb, definition, result]) => {
    const event = of(name, data, block);
    const statement = statementOf(event);
    expect(statement.verb).toEqual({ id: OWN_VERB[verb], display: { en: verb } });
    expect(statement.object).toEqual({ objectType: 'Activity', id: `${LMS}/xblock/${block}`, definition });
    expect(statement.result).toEqual(result);
    expect(statement.context).toMatchObject({ contextActivities: { parent: [{ id: `${LMS}/course/${COURSE}` }] } });
    expect(JSON.stringify(statement)).not.toContain('secret');
    expect(statementOf(onDisk(event))).toEqual(statement);
    expect(refusal(event, { strict: true })).toBe(`ignored: nothing is made of ${name}`);
  },
);

it('A judged event says who judged', () => {
  for (const who of ['self', 'peer', 'staff']) {
    const { context } = statementOf(of(`openassessmentblock.${who}_assess`, assessment, ORA));
    expect(context.extensions).toMatchObject({ 'urn:marginalia:xapi:extension/assessor': who });
  }
});

it('A bookmark names its course itself where the request is about none', () => {
  const [name, data] = CASES.at(-1)!;
  const event = of(name, data);
  const statement = statementOf({ ...event, context: { ...(event.context as Event), course_id: '' } });
  expect(statement).toEqual(statementOf(event));
});

it('Two blocks at one time have two ids', () => {
  const drop = (block: string): string =>
    statementOf(of('edx.drag_and_drop_v2.item.dropped', { item_id: 0, location: 'Z' }, block)).id;
  expect(drop('block-v1:a')).not.toBe(drop('block-v1:b'));
  expect(drop('block-v1:a')).toBe(drop('block-v1:a'));
});

it('What cannot be read is left aside, as event-routing-backends leaves all of them', () => {
  for (const [name] of CASES) expect(refusal(of(name, { course_id: 5 }, ''))).toMatch(/^ignored: /);
  expect(refusal(of('openassessmentblock.peer_assess', { parts: [{ option: { points: 'x' } }] }))).toMatch(
    /^ignored: /,
  );
});
