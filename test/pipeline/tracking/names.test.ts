import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openActors, pseudonymOf } from '../../../api/pipeline/tracking/actors';
import { readActorFile, readCourseFile } from '../../../api/pipeline/tracking/names';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

const folder = mkdtempSync(join(tmpdir(), 'mg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (text: string): string => {
  const name = join(folder, 'names.csv');
  writeFileSync(name, text);
  return name;
};

const [A, B] = ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'];

describe('a file of actors', () => {
  it('A file of actors has two columns, with or without their names, ids or usernames', () => {
    const expected = new Map([
      ['7', A],
      ['ana', B],
      ['*', B],
    ]);
    expect(readActorFile(file(`user,actor\n007,${A}\nana,${B}\n*,${B}\n`))).toEqual(expected);
    expect(readActorFile(file(`\uFEFF7, ${A}\n ana ,${B}\n\n"*",${B}`))).toEqual(expected);
  });

  it("A file of actors is the event sink's table too: the latest dump, and xAPI's ids only", () => {
    const rows = [
      'external_user_id,external_id_type,username,user_id,dump_id,time_last_dumped',
      `${B},xapi,ana,7,x,2026-02-01`,
      `${A},xapi,ana,7,x,2026-01-01`,
      `${A},lti,ana,7,x,2026-03-01`,
    ];
    expect(readActorFile(file(rows.join('\n')))).toEqual(
      new Map([
        ['7', B],
        ['ana', B],
      ]),
    );
  });

  it.each([
    ['nothing', '', /empty/],
    ['an address', '7,ana@example.net', /never an address/],
    ['no actor', '7,', /line 1: a user and an actor/],
    ['two actors for one', `7,${A}\n07,${B}`, /line 2: this user has another/],
    ['no CSV', '7,"x', /cannot be read as CSV/],
  ])('A file of actors is refused with %s', (_, text, words) => {
    expect(() => readActorFile(file(text))).toThrow(words);
  });
});

it('A file of courses is read', () => {
  const expected = new Map([
    ['course-v1:a+b+c', 'A, b'],
    ['*', 'Course'],
  ]);
  expect(readCourseFile(file('course_key,name\ncourse-v1:a+b+c,"A, b"\n*,Course'))).toEqual(expected);
});

describe('where ids come from', () => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterAll(() => at.close());
  const open = (more = {}, key: string | null = null) =>
    openActors(at.engine, { dataFolder: folder, actorKey: key }, 'https://lms', {
      file: null,
      pseudonyms: false,
      ...more,
    });

  it('The key of pseudonyms is made once and kept private; another key is refused', async () => {
    const first = await open();
    expect(first.from).toBe('pseudonyms');
    const actor = first.actorOf('7');
    expect(actor).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first.actorOf(' 007 ')).toBe(actor);
    expect(first.actorOf('8')).not.toBe(actor);
    expect(first.actorOf(' ')).toBeNull();
    expect((await open()).actorOf('7')).toBe(actor);
    expect(statSync(join(folder, 'actor-key')).mode & 0o077).toBe(0);
    await expect(open({}, 'x'.repeat(32))).rejects.toThrow(/another key/);
    rmSync(join(folder, 'actor-key'));
    await expect(open()).rejects.toThrow(/is gone/);
  });

  it('The same key and LMS give the same pseudonyms everywhere, and no others', () => {
    const one = pseudonymOf('k', 'https://lms');
    expect(one('ana')).toBe(pseudonymOf('k', 'https://lms')('ana'));
    expect(one('ana')).not.toBe(pseudonymOf('k', 'https://other')('ana'));
    expect(one('ana')).not.toBe(pseudonymOf('l', 'https://lms')('ana'));
  });

  it("The ids are the LMS's own where Aspects wrote them, unless pseudonyms are asked for", async () => {
    const row = (id: string, type: string, user: number, name: string, dumped: string) => ({
      external_user_id: id,
      external_id_type: type,
      username: name,
      user_id: user,
      dump_id: A,
      time_last_dumped: dumped,
    });
    await at.engine.insert(`${at.config.databases.eventSink}.external_id`, [
      row(B, 'xapi', 7, 'ana', '2026-02-01'),
      row(A, 'xapi', 7, 'ana', '2026-01-01'),
      row(A, 'lti', 8, 'ben', '2026-01-01'),
    ]);
    const actors = await open();
    expect(actors.from).toBe('aspects');
    expect(['7', 'ana', '8', 'ben'].map(actors.actorOf)).toEqual([B, B, null, null]);
    await expect(open({ pseudonyms: true })).rejects.toThrow(/is gone/);
  });
});
