/** Events that one extension derives and another counts, while the first is upgraded, rolled back, and learners go on. */
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorScope } from '../../api/auth/scope';
import { COURSE, PROBLEM, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const LEARNERS = 40;
const DERIVES = (which: string): string => `
  export default sdk.defineEventHandler({ id: 'tried', filter: { verbs: ['evaluated'], types: ['problem'] },
    derive: ({ events }) => events.filter((one) => one.part === '' && ${which}).map((one) => ({ at: one.time, verb: 'up.tried', block: one.block })) });`;
const COUNTS = `
  export default sdk.defineMetric({ id: 'seen', title: 'Seen', sentence: 'Of the learners who tried, those with the event.', on: 'problem',
    events: { verbs: ['up.tried'] }, as: sdk.share({ among: 'tried' }), sql: { value: 'count() > 0' } });`;

describe('derived events across an upgrade', () => {
  let site: Site;
  const folder = join(mkdtempSync(join(tmpdir(), 'marginalia-derived-')), 'up');
  const write = (version: string, which: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@up/derives', version }));
    writeFileSync(join(folder, 'extension.ts'), `import * as sdk from '@marginalia/extension';\n${DERIVES(which)}`);
  };
  const seen = async (): Promise<unknown> => {
    const answer = await site.answers().metric(operatorScope(COURSE), 'other.seen', { block: PROBLEM }, 'operator');
    return 'value' in answer ? (answer.value as { count?: number }).count : answer.state;
  };

  beforeAll(async () => {
    site = await Site.open(statementsOf(undefined, undefined, undefined, LEARNERS));
    // every other learner was wrong at first, and all were right in the end
    write('1.0.0', 'one.success === false');
    await site.run('add', folder);
    await site.run('enable', 'up', '--courses', 'all', '--wait');
    await site.install('other/counts', COUNTS);
  });
  afterAll(() => site.close());

  it('Derived events across an upgrade are those of the old revision until the new one is whole, and then of the new one, for who counts them too', async () => {
    expect(await seen()).toBe(20);
    write('2.0.0', 'one.success === true');
    await site.run('add', folder);
    expect(await seen()).toBe(20);
    await site.settle();
    expect(await seen()).toBe(40);
  });

  it('Derived events across an upgrade are those of the old revision again when it is rolled back', async () => {
    await site.run('rollback', 'up');
    await site.settle();
    expect(await seen()).toBe(20);
  });
});
