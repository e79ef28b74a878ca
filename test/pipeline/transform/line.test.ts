/** Lines of tracking logs as they stand on disk. */
import { parseLine } from '../../../api/pipeline/transform';

const EVENT = {
  name: 'play_video',
  username: 'ana',
  event: '{"id": "b", "currentTime": 1.5}',
  time: '2024-05-01T10:20:30+00:00',
};
const TEXT = JSON.stringify(EVENT);
const reasonOf = (line: string): string => {
  const parsed = parseLine(line);
  return parsed.kind === 'rejected' ? parsed.reason : parsed.kind;
};

describe('a line that holds an event', () => {
  it.each([
    ['bare', TEXT],
    ['with blanks and a carriage return around it', `  ${TEXT} \r`],
    ['with a byte order mark', `\uFEFF${TEXT}`],
    [
      'behind the prefix of Tutor',
      `2024-05-01 10:20:30,124 INFO 27 [tracking] [user 7] [ip 192.0.2.9] logger.py:41 - ${TEXT}`,
    ],
    [
      'behind the prefix of Tutor, of nobody',
      `2024-05-01 10:20:30,124 INFO 27 [tracking] [user None] [ip None] logger.py:41 - ${TEXT}`,
    ],
    ['behind the prefix of syslog', `May  1 10:20:30 host-1 ${TEXT}`],
    [
      'behind the prefix of a remote syslog',
      `[service_variant=lms][tracking][env:x] INFO [host 27] [logger.py:41] - ${TEXT}`,
    ],
    ['encoded once more', JSON.stringify(TEXT)],
    ['encoded twice more', JSON.stringify(JSON.stringify(TEXT))],
    ['encoded once more, behind a prefix', `2024-05-01 INFO [tracking] - ${JSON.stringify(TEXT)}`],
    [
      "in Docker's record of the output",
      JSON.stringify({ log: `INFO [tracking] - ${TEXT}\n`, stream: 'stdout', time: 'x' }),
    ],
  ])('A line holds an event: %s', (_form, line) => expect(parseLine(line)).toEqual({ kind: 'event', event: EVENT }));

  it('A line that holds an event may be longer than 50,000 characters', () => {
    const event = { ...EVENT, event: { text: 'x'.repeat(200_000) } };
    expect(parseLine(JSON.stringify(event))).toEqual({ kind: 'event', event });
  });

  it('A line that holds an event is one even where nobody knows it', () => {
    expect(parseLine('{}')).toEqual({ kind: 'event', event: {} });
  });
});

describe('the record of a log shipper', () => {
  const nested = (names: string[], inner: unknown): unknown =>
    names.reduceRight<unknown>((value, name) => ({ [name]: value, '@timestamp': 'x' }), inner);
  it.each([
    ...['log', 'message', 'MESSAGE', 'msg', '_raw', 'line', 'body', 'textPayload', 'short_message', 'event'].map(
      (name): [string, unknown] => [name, { [name]: TEXT, kubernetes: { pod: 'lms' } }],
    ),
    ...['_source', 'jsonPayload', 'fields', 'message'].map((name): [string, unknown] => [
      name,
      { [name]: EVENT, _index: 'i' },
    ]),
    ['_source.message', nested(['_source', 'message'], TEXT)],
    ['result._raw', nested(['result', '_raw'], TEXT)],
    ['a record in a record', nested(['message'], JSON.stringify({ log: `${TEXT}\n`, stream: 'stdout' }))],
    ['a name of its own', { name: 'lms-1', log: `INFO [tracking] - ${TEXT}` }],
    ['an empty member first', { log: '', message: TEXT }],
    ['a member that no shipper is known for', { content: { message: TEXT }, id: 7 }],
    ['a list of one record', { records: [EVENT] }],
  ])('The record of a log shipper is read: %s', (_name, record) =>
    expect(parseLine(JSON.stringify(record))).toEqual({ kind: 'event', event: EVENT }),
  );

  it.each([
    ['of CRI', `2024-05-01T10:20:30.000000000Z stdout F ${TEXT}`],
    ['a list of one', `[${TEXT}]`],
    ['one of a list', `${TEXT},`],
  ])('The record of a log shipper is read: %s', (_name, line) =>
    expect(parseLine(line)).toEqual({ kind: 'event', event: EVENT }),
  );

  it.each([
    ['a line of another log', { log: 'GET /heartbeat 200', stream: 'stdout' }],
    ['another record', { message: '{"level": "info"}', '@timestamp': 'x' }],
    ['a line that is cut off', { message: TEXT.slice(0, -4), '@timestamp': 'x' }],
    ['nothing', { '@timestamp': 'x', kubernetes: {} }],
    ['one word', { log: 'x' }],
    ['odd members', { log: { toString: 1 }, message: null }],
    ['several events', { records: [EVENT, EVENT] }],
    ['lines of several events', { records: [{ log: TEXT }, { log: TEXT }] }],
  ])('The record of a log shipper is rejected with a reason where it carries %s', (_name, record) =>
    expect(parseLine(JSON.stringify(record)).kind).toBe('rejected'),
  );
});

it.each([[''], ['  \t\r'], ['# a comment'], ['  # {"name": "play_video"}']])('The line %j is blank', (line) =>
  expect(parseLine(line)).toEqual({ kind: 'blank' }),
);

describe('a line that holds none', () => {
  it('Every cut of an event is told as cut off', () => {
    for (const whole of [TEXT, `INFO [tracking] - ${TEXT}`]) {
      for (let end = whole.indexOf('{') + 1; end < whole.length; end += 1) {
        expect([end, reasonOf(whole.slice(0, end))]).toEqual([end, 'cut off: its JSON object does not end']);
      }
    }
  });

  it.each([
    ['nothing', 'there is no JSON object in it'],
    ['[1, 2]', 'there is no JSON object in it'],
    ['"text"', 'there is no JSON object in it'],
    ['}{', 'cut off: its JSON object does not end'],
    [`${TEXT}${TEXT}`, 'there are two records on the line'],
    [`${TEXT} ${TEXT.slice(0, 30)}`, 'text follows the JSON object'],
    [`${TEXT} and more`, 'text follows the JSON object'],
    ['{"name": play}', 'not JSON: Unexpected token'],
    ['{"time": NaN}', 'not JSON: Unexpected token'],
    [JSON.stringify(TEXT).slice(0, -9), 'cut off: its text does not end'],
    ['{"a":'.repeat(300) + '1' + '}'.repeat(300), 'nested deeper than 200 levels'],
    ['{"a":[' + '['.repeat(100_000) + ']'.repeat(100_000) + ']}', 'nested deeper than 200 levels'],
  ])('A line holds no event: number %#', (line, reason) => expect(reasonOf(line)).toContain(reason));

  it('A line that holds none never quotes the line in the reason', () => {
    expect(reasonOf('{"username": "ana", "event": oops}')).not.toMatch(/ana|oops/);
  });
});
