import { byPrecedence, isRejected, readStatement, sameStatement } from '../../../api/pipeline/ingest/statement';
import { statementsOf } from '../../http/smallCourse';

const GOOD = statementsOf()[1]!;
const having = (change: Record<string, unknown>): string => JSON.stringify({ ...GOOD, ...change });
const without = (name: string): string => having({ [name]: undefined });
const reason = (text: string): string | null => {
  const read = readStatement(text);
  return isRejected(read) ? read.reason : null;
};
/** JSON.stringify itself cannot nest that deeply. */
const nested = (depth: number): string =>
  having({ extra: 0 }).replace('"extra":0', `"extra":${'['.repeat(depth)}${']'.repeat(depth)}`);

it('The check of statements keeps a good one as it was sent', () => {
  const text = having({});
  expect(readStatement(text)).toEqual({
    id: GOOD.id,
    time: Date.parse(GOOD.timestamp) * 1000,
    text,
    isVoiding: false,
  });
  expect(readStatement(having({ id: GOOD.id.toUpperCase() }))).toMatchObject({ id: GOOD.id });
});

it.each<[string, string, RegExp]>([
  ['nothing', '', /^not JSON/],
  ['words', 'hello', /^not JSON/],
  ['half a statement', having({}).slice(0, 100), /^not JSON/],
  ['two in one line', having({}) + having({}), /^not JSON/],
  ['a raw NUL', `{"id":"\u0000"}`, /^not JSON/],
  ['JavaScript’s own numbers', having({}).replace('"result":', '"nan":NaN,"result":'), /^not JSON/],
  ['a list', `[${having({})}]`, /a JSON object is needed/],
  ['text', '"hello"', /a JSON object is needed/],
  ['a number', '12', /a JSON object is needed/],
  ['null', 'null', /a JSON object is needed/],
  ['an empty object', '{}', /no id; give it a UUID/],
  ['no id', without('id'), /no id/],
  ['an id of null', having({ id: null }), /not a UUID/],
  ['an id that is a number', having({ id: 7 }), /not a UUID/],
  ['an id that is no UUID', having({ id: 'statement-7' }), /not a UUID/],
  ['a UUID in braces', having({ id: `{${GOOD.id}}` }), /not a UUID/],
  ['a UUID too long', having({ id: `${GOOD.id}0` }), /not a UUID/],
  ['a UUID with a line end', having({ id: `${GOOD.id}\n` }), /not a UUID/],
  ['no actor', without('actor'), /no actor/],
  ['an actor that is text', having({ actor: 'ada' }), /no actor/],
  ['an actor that is a list', having({ actor: [GOOD.actor] }), /no actor/],
  ['no verb', without('verb'), /no verb\.id/],
  ['a verb that is text', having({ verb: 'evaluated' }), /no verb\.id/],
  ['a verb without an id', having({ verb: { display: { en: 'evaluated' } } }), /no verb\.id/],
  ['a verb with an empty id', having({ verb: { id: '' } }), /no verb\.id/],
  ['a verb id that is a number', having({ verb: { id: 7 } }), /no verb\.id/],
  ['no timestamp', without('timestamp'), /no timestamp/],
  ['a timestamp of null', having({ timestamp: null }), /not an ISO 8601 time/],
  ['a timestamp that is a number', having({ timestamp: 1_772_000_000 }), /not an ISO 8601 time/],
  ['nesting without end', nested(5000), /nested deeper than 1000 levels/],
  ['a number beyond all numbers', having({ extra: 0 }).replace('"extra":0', '"extra":1e999'), /number .* too large/],
  [
    'an integer of thirty digits',
    having({ extra: 0 }).replace('"extra":0', `"extra":${'9'.repeat(30)}`),
    /number .* too large/,
  ],
  [
    'one far below zero',
    having({ extra: 0 }).replace('"extra":0', `"extra":-${'9'.repeat(20)}`),
    /number .* too large/,
  ],
])('A statement is rejected, in words: %s', (_, text, words) => expect(reason(text)).toMatch(words));

it.each<[string, string]>([
  ['a verb nobody knows', having({ verb: { id: 'https://example.org/verbs/juggled' } })],
  ['an object type nobody knows', having({ object: { objectType: 'Juggler', id: 'x' } })],
  ['no object', without('object')],
  ['an object that is text', having({ object: 'x' })],
  ['a context that is a list', having({ context: [] })],
  ['a result of null', having({ result: null })],
  ['nesting of 900 levels', nested(900)],
  ['a large but honest number', having({ extra: 2 ** 63, low: -(2 ** 62), fraction: 1e-300 })],
  ['a response of a megabyte', having({ result: { response: 'x'.repeat(1 << 20) } })],
  ['an escaped NUL', having({ result: { response: 'a\u0000b' } })],
])('A statement is accepted: %s', (_, text) => expect(reason(text)).toBeNull());

describe('timestamps', () => {
  const at = (timestamp: string): string | null => {
    const read = readStatement(having({ timestamp }));
    return isRejected(read)
      ? null
      : new Date(read.time / 1000).toISOString().replace('Z', '') + String(read.time % 1000).padStart(3, '0');
  };
  it.each([
    ['2026-03-02T10:20:30Z', '2026-03-02T10:20:30.000000'],
    ['2026-03-02T10:20:30.5Z', '2026-03-02T10:20:30.500000'],
    ['2026-03-02T10:20:30.123456Z', '2026-03-02T10:20:30.123456'],
    ['2026-03-02T10:20:30.123456789Z', '2026-03-02T10:20:30.123456'],
    ['2026-03-02T10:20:30,25Z', '2026-03-02T10:20:30.250000'],
    ['2026-03-02T10:20:30+00:00', '2026-03-02T10:20:30.000000'],
    ['2026-03-02T10:20:30+05:30', '2026-03-02T04:50:30.000000'],
    ['2026-03-02T10:20:30-0800', '2026-03-02T18:20:30.000000'],
    ['2026-03-02T10:20:30+02', '2026-03-02T08:20:30.000000'],
    ['2026-03-02t10:20:30z', '2026-03-02T10:20:30.000000'],
    ['2026-03-02 10:20:30', '2026-03-02T10:20:30.000000'],
    ['2026-03-02T10:20', '2026-03-02T10:20:00.000000'],
    ['2026-03-02', '2026-03-02T00:00:00.000000'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59.000000'],
  ])('The timestamp %s is %s', (timestamp, expected) => expect(at(timestamp)).toBe(expected));

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-03',
    '20260302T102030Z',
    '2026-W10-1',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-03-00T00:00:00Z',
    '2026-03-02T24:30:00Z',
    '2026-03-02T10:60:00Z',
    '2026-03-02T10:20:61Z',
    '2026-03-02T10:20:30+99:00',
    '2026-03-02T10:20:30+05:75',
    '2026-03-02T10:20:30 CET',
    'Mon, 02 Mar 2026 10:20:30 GMT',
    '1772000000',
    '-2026-03-02T10:20:30Z',
    '0026-03-02T10:20:30Z',
    '1899-12-31T23:59:59Z',
    '2255-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '12026-03-02T10:20:30Z',
  ])('The timestamp "%s" is no time that can be kept', (timestamp) => expect(at(timestamp)).toBeNull());
});

describe('halves of characters', () => {
  const response = (escaped: string): string => {
    const read = readStatement(having({ result: { response: '@' } }).replace('"@"', `"${escaped}"`));
    if (isRejected(read)) throw new Error(read.reason);
    return (JSON.parse(read.text) as { result: { response: string } }).result.response;
  };
  it.each([
    ['a pair stays', '\\ud83d\\ude00', '😀'],
    ['half at the end', 'a\\ud83d', 'a\uFFFD'],
    ['the other half alone', '\\uDE00a', '\uFFFDa'],
    ['halves the wrong way round', '\\ude00\\ud83d', '\uFFFD\uFFFD'],
    ['half before a pair', '\\ud83d\\ud83d\\ude00', '\uFFFD😀'],
    ['a backslash and letters that look like one', '\\\\ud83d', '\\ud83d'],
    ['half after a backslash', '\\\\\\ud83d', '\\\uFFFD'],
    ['other escapes', '\\u00e4\\n\\"\\ud83d', 'ä\n"\uFFFD'],
  ])('A half of a character is mended, and else nothing is: %s', (_, escaped, expected) =>
    expect(response(escaped)).toBe(expected),
  );
});

describe('two deliveries of one statement', () => {
  it.each<[string, string, boolean]>([
    ['the same bytes', having({}), true],
    ['members in another order', JSON.stringify(Object.fromEntries(Object.entries(GOOD).reverse())), true],
    ['other white space', JSON.stringify(GOOD, null, 2), true],
    ['what an LRS adds', having({ stored: '2026-03-03T00:00:00Z', authority: { name: 'lrs' } }), true],
    [
      'another version of the program',
      JSON.stringify(GOOD).replace('routing-backends@10.0.0', 'routing-backends@11.0.0'),
      true,
    ],
    ['another result', having({ result: { success: false } }), false],
    ['another time', having({ timestamp: '2026-03-02T10:00:00.000001Z' }), false],
    ['a member more', having({ more: 1 }), false],
    ['an authority deeper inside', having({ result: { ...GOOD.result, authority: 1 } }), false],
  ])('Two deliveries are one statement, or are not: %s', (_, other, same) =>
    expect(sameStatement(having({}), other)).toBe(same),
  );

  it('The comparison of two deliveries compares what is nested as deeply as may be', () => {
    const deep = nested(990);
    expect(sameStatement(deep, deep.replace('"extra"', ' "extra"'))).toBe(true);
  });

  it('The earliest delivery stays, then the smallest by bytes (not by characters)', () => {
    const one = (time: number, text: string) => ({ time, text });
    expect(byPrecedence(one(1, 'b'), one(2, 'a'))).toBeLessThan(0);
    expect(byPrecedence(one(1, 'b'), one(1, 'a'))).toBeGreaterThan(0);
    expect(byPrecedence(one(1, '\uFFFD'), one(1, '😀'))).toBeLessThan(0);
    expect(byPrecedence(one(1, 'a'), one(1, 'a'))).toBe(0);
  });
});
