import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type LoadCounts, loadStatements } from '../../../api/pipeline/ingest/load';
import { RowPacker, insertStatements } from '../../../api/pipeline/ingest/rows';
import { type Accepted, readStatement } from '../../../api/pipeline/ingest/statement';
import { type EngineKind, ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { evaluate, uuid } from '../../support/statements';

const statement = (id: number, response: string): Record<string, unknown> => ({
  ...evaluate({ id, who: `learner ${id}`, seconds: id, attempt: 1, success: true }),
  result: { response, success: true },
});

/** Every character that the format between us and the engine gives a meaning, or that UTF-8 takes several bytes for. */
const ODD = [
  '\\',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\\N',
  '\\t',
  '\\\\',
  'a\\',
  '"',
  "'",
  '\0',
  '\u2028',
  '\uFEFF',
  'ä😀',
  '',
];
const texts = ODD.flatMap((odd, index) => [
  JSON.stringify(statement(index, odd)),
  JSON.stringify(statement(100 + index, `${odd}x${odd}`), null, '\t').replaceAll('\n', '\r\n'),
]);

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe.each(ENGINES)('rows on their way into the %s engine', (kind: EngineKind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  afterAll(() => at.close());
  beforeEach(async () => {
    const { own, xapi } = at.config.databases;
    for (const table of [`${own}.events`, `${own}.statement_times`, `${own}.conflicts`, `${xapi}.xapi_events_all`])
      await at.engine.command(`TRUNCATE TABLE ${table}`);
  });

  const load = (input: Readable): Promise<LoadCounts> =>
    loadStatements(at.engine, input, {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
  const stored = async (table = `${at.config.databases.xapi}.xapi_events_all`): Promise<string[]> =>
    (await at.engine.rows(`SELECT event FROM ${table} ORDER BY event_id`)).map(({ event }) => String(event));
  const sorted = (all: readonly string[]): string[] =>
    [...all].sort((a, b) => ((JSON.parse(a) as Accepted).id < (JSON.parse(b) as Accepted).id ? -1 : 1));

  it('Rows on their way are stored as they were sent, whatever is in them', async () => {
    const input = (): Readable => Readable.from([Buffer.from(`[${texts.join(',\n')}]`)]);
    expect(await load(input())).toMatchObject({ accepted: texts.length, duplicate: 0 });
    expect(await stored()).toEqual(sorted(texts));
    expect(await load(input())).toMatchObject({ accepted: 0, duplicate: texts.length, conflict: 0 });
    const [typed] = await at.engine.rows(
      `SELECT groupArray(response) AS responses FROM
         (SELECT response FROM ${at.config.databases.own}.events WHERE time < '2026-03-02 09:01:00' ORDER BY time)`,
    );
    expect(typed?.responses).toEqual(ODD);
  });

  it('Rows on their way are kept as they were sent where they lose against another', async () => {
    const rivals = texts.map((text) => text.replace('"success"', '"completion":true,"success"'));
    await load(Readable.from([Buffer.from(`[${[...texts, ...rivals].join(',\n')}]`)]));
    // by bytes `c` comes before `s`
    expect(await stored()).toEqual(sorted(rivals));
    expect(await stored(`${at.config.databases.own}.conflicts`)).toEqual(sorted(texts));
  });

  it('Rows on their way are packed again into the same memory once they are stored', async () => {
    const packer = new RowPacker();
    const read = (id: number, response: string): Accepted =>
      readStatement(JSON.stringify(statement(id, response))) as Accepted;
    const all: Accepted[] = [];
    for (let batch = 0; batch < 3; batch += 1) {
      // some hundred bytes and a megabyte: from the first block to others and back
      const some = [1, 1_000_000, 1, 1, 2_000_000, 1].map((size, index) =>
        read(10 * batch + index, 'é'.repeat(size) + batch),
      );
      const packed = some.map((one) => packer.pack(one));
      expect(packed.map(({ text }) => md5(text))).toEqual(some.map(({ text }) => md5(text)));
      // one is left out in the middle, as a duplicate is; one comes from elsewhere
      await insertStatements(at.engine, [...packed.filter((_, index) => index !== 2), some[2] as Accepted]);
      all.push(...some);
      packer.clear();
    }
    expect((await stored()).map(md5)).toEqual(all.map(({ text }) => md5(text)));
  });

  it('Rows on their way are stored while those of the next batch are read', async () => {
    // sixteen of 5 MB: more than two batches
    const input = Array.from({ length: 16 }, (_, id) => JSON.stringify(statement(id, String(id).repeat(5e6 / 2))));
    const counts = await load(Readable.from(input.map((text) => Buffer.from(`${text}\n`))));
    expect(counts).toMatchObject({ accepted: 16 });
    const hashes = await at.engine.rows(
      `SELECT lower(hex(MD5(event))) AS hash FROM ${at.config.databases.xapi}.xapi_events_all ORDER BY event_id`,
    );
    expect(hashes.map(({ hash }) => hash)).toEqual(input.map(md5));
    expect((JSON.parse(input[15] ?? '') as Accepted).id).toBe(uuid(15));
  });
});
