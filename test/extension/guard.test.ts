/** Expressions in the engine's own language: honest ones pass, everything else is refused before any row is read. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardError, checkExpression } from '../../api/extension/guard';
import type { Engine } from '../../api/store/engine';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

const GOOD = [
  "countIf(verb = 'asked')",
  'count() > 0',
  'count()',
  'sum(if(success = true, 1, 0))',
  "dateDiff('second', min(time), max(time))",
  'arraySum(x -> least(x, 600), arrayDifference(arraySort(groupArraySorted(1000)(toUnixTimestamp(time)))))',
  'uniqExact(toDate(time))',
  'max(score_raw / nullIf(score_max, 0))',
  'argMin(success, tuple(time, attempt))',
  "countIf(response ILIKE '%not sure%')",
  "countIf(response = 'a; b -- c')",
  'avg(position)',
  'argMax(response, tuple(time, response))',
];
const BAD = readFileSync(join(__dirname, 'bad-sql.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const PROPERTIES = ["JSONExtractString(statement, 'context', 'extensions', 'device')", "platform = 'edx'"];

describe('the guard of expressions', () => {
  let site: TestWorkspace;
  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
  });
  afterAll(() => site.close());

  it.each(GOOD)('The guard of expressions takes %s', async (expression) => {
    expect(await checkExpression(site.engine, expression)).not.toBe('');
  });

  it('The guard of expressions leaves comments out of what it takes', async () => {
    expect(await checkExpression(site.engine, 'count()  >  0')).toBe('(count() > 0)');
  });

  it.each(BAD)('The guard of expressions refuses %s', async (expression) => {
    await expect(checkExpression(site.engine, expression)).rejects.toThrow(GuardError);
    expect(existsSync('./pwn.txt')).toBe(false);
  });

  it('The guard of expressions has the engine read what is written, and no table', async () => {
    const asked: string[] = [];
    const { engine } = site;
    const watched: Engine = {
      ...engine,
      rows: (sql, params, tag) => {
        asked.push(sql);
        return engine.rows(sql, params, tag);
      },
    };
    for (const expression of [...GOOD, ...BAD]) await checkExpression(watched, expression).catch(() => undefined);
    const [trees, texts] = [/^EXPLAIN AST /, /^SELECT formatQuerySingleLine\(\{query:String\}\) AS text$/];
    expect(asked.filter((sql) => trees.test(sql)).length).toBeGreaterThan(GOOD.length);
    expect(asked.filter((sql) => !trees.test(sql) && !texts.test(sql))).toEqual([]);
  });

  it.each(PROPERTIES)('The guard of expressions takes %s of a statement only', async (expression) => {
    expect(await checkExpression(site.engine, expression, true)).not.toBe('');
    await expect(checkExpression(site.engine, expression)).rejects.toThrow(GuardError);
  });
});
