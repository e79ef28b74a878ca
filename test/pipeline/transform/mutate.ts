import { COURSE, EVENTS, type Event, PROBLEM, check, onDisk, question } from './events';
import type { Chance } from './random';

/** What stands in events where nobody expects it. */
const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -0,
  false,
  true,
  [],
  {},
  [[]],
  'x',
  ' 7 ',
  5.5,
  1e300,
  -1,
  'NaN',
  'Infinity',
  '12.5',
  'é😀\ud83d"\\\n\u2028\u0000',
  { a: [1, null, { b: 'c' }] },
  ['a', { submission: {} }],
  { submission: { a: null, b: [] } },
  { problem_id: {}, submission: [] },
  '{"id": "x"}',
  '{"id": ',
  '"input_a_2_1=b"',
  'Org/Num/Run',
  'ccx-v1:Org+Num+Run+ccx@1',
  'library-v1:Org+Lib',
  COURSE,
  PROBLEM,
  'i4x://Org/Num/problem/p',
  '2024-05-01T10:20:30',
  '2024-05-01T10:20:30Z',
  'browser',
  'input_p1_2_1=choice_0',
  'https://x/?activate_block_id=%zz',
  '__proto__',
];
const PREFIXES = ['', '2024-05-01 10:20:30,124 INFO 27 [tracking] [user 7] [ip 192.0.2.9] logger.py:41 - ', '# ', 'x'];

const ELSE: readonly Event[] = [
  ...EVENTS,
  check(undefined),
  check({ a_2_1: question('a', true), a_3_1: question(['b', 'c'], null, 'choiceresponse'), a_4_1: {} }),
  { ...check(undefined), name: 'openassessmentblock.peer_assess', data: { parts: [{ option: { points: 1 } }] } },
  { ...check(undefined), name: 'edx.drag_and_drop_v2.item.dropped', data: { item_id: 0, location: 'a' } },
  { ...check(undefined), name: 'edx.bookmark.added', data: { component_usage_id: PROBLEM, course_id: COURSE } },
  { ...check(undefined), name: '/courses/x/', data: '{"POST": {}, "GET": {}}' },
];
const LIVE = ELSE.map((event) => JSON.stringify(event));
const LOGGED = ELSE.map((event) => JSON.stringify(onDisk(event)));

/** One line of a log: an event, or what damage can make of one. */
export const mutatedLine = (chance: Chance): string => {
  const text = chance.of(chance.next() < 0.3 ? LIVE : LOGGED);
  const kind = chance.next();
  if (kind < 0.1) return text;
  if (kind < 0.6) return chance.of(PREFIXES) + JSON.stringify(changed(JSON.parse(text) as Event, chance));
  if (kind < 0.75) return spoilt(text, chance);
  if (kind < 0.85) return text.slice(0, chance.below(text.length));
  if (kind < 0.9) return JSON.stringify(text.slice(chance.below(3)));
  if (kind < 0.95) return text + chance.of(PREFIXES) + text.slice(0, chance.below(text.length + 1));
  return chance.of(['', ' ', '#', '{}', '[]', '{', '}', '"', '"{"', '"{}"', 'null', '{"name":"play_video"}', '\u0000']);
};

/** One to three members replaced, removed, or renamed. */
const changed = (event: Event, chance: Chance): Event => {
  for (let times = 1 + chance.below(3); times > 0; times -= 1) {
    const [holder, name] = someMember(event, chance);
    const how = chance.next();
    if (how < 0.7) holder[name] = structuredClone(chance.of(ODD));
    else if (how < 0.9) Reflect.deleteProperty(holder, name);
    else holder[`${name}_`] = holder[name];
  }
  return event;
};

const someMember = (event: Event, chance: Chance): [Event, string] => {
  let holder = event;
  for (;;) {
    const name = chance.of(Object.keys(holder)) ?? 'x';
    const value = holder[name];
    const isDeeper = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (!isDeeper || chance.next() < 0.3) return [holder, name];
    holder = value as Event;
  }
};

/** Some characters overwritten, doubled or lost. */
const spoilt = (text: string, chance: Chance): string => {
  let spoiled = text;
  for (let times = 1 + chance.below(4); times > 0; times -= 1) {
    const at = chance.below(spoiled.length);
    const gone = chance.below(3);
    spoiled =
      spoiled.slice(0, at) +
      chance.of(['', '"', '{', '}', '\\', ',', ':', '0', 'é', '\n', '[']) +
      spoiled.slice(at + gone);
  }
  return spoiled;
};
