import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { generateDemo } from '../../api/demo/course';
import { writeDemo } from '../../api/demo/writeDemo';
import { all, CURRENT, delivered, demo, EARLIER, inCourse, timeOf } from './reading';

const SMALL = { learners: 30, earlierLearners: 12 };
const digest = (values: Iterable<unknown>): string => {
  const hash = createHash('sha256');
  for (const value of values) hash.update(JSON.stringify(value));
  return hash.digest('hex');
};

describe('the demo', () => {
  it('The demo is the same for the same seed and another for another', () => {
    const once = generateDemo(SMALL);
    const again = generateDemo(SMALL);
    expect(digest(again.statements)).toBe(digest(once.statements));
    expect(digest(again.courseBlocks)).toBe(digest(once.courseBlocks));
    expect(digest(once.statements)).toBe(digest(once.statements));
    expect(digest(generateDemo({ ...SMALL, seed: 2 }).statements)).not.toBe(digest(once.statements));
  });

  it('The demo does not look at the clock', () => {
    const before = digest(generateDemo(SMALL).statements);
    jest.useFakeTimers({ now: new Date('2031-03-04T05:06:07Z') });
    try {
      expect(digest(generateDemo(SMALL).statements)).toBe(before);
    } finally {
      jest.useRealTimers();
    }
  });

  it('The demo has the size that was asked for, in the ten weeks before its end', () => {
    expect(delivered.length).toBeGreaterThan(60_000);
    expect(delivered.length).toBeLessThan(90_000);
    const times = inCourse(CURRENT).map(timeOf);
    const latest = times.reduce((a, b) => Math.max(a, b));
    expect(latest).toBeLessThan(Date.parse('2026-11-16'));
    expect(latest).toBeGreaterThan(Date.parse('2026-11-09'));
    expect(times.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(Date.parse('2026-08-20'));
    expect(
      inCourse(EARLIER)
        .map(timeOf)
        .reduce((a, b) => Math.max(a, b)),
    ).toBeLessThan(Date.parse('2025-11-24'));
  });

  it('The demo moves with the date it starts on, and carries the root URL it was given', () => {
    const moved = generateDemo({ ...SMALL, startsOn: '2027-01-04', lms: 'https://lms.example.org' });
    const statements = [...moved.statements];
    expect(JSON.stringify(statements)).not.toContain('localhost');
    expect(statements.every((s) => s.actor.account.homePage === 'https://lms.example.org')).toBe(true);
    const latest = statements.map(timeOf).reduce((a, b) => Math.max(a, b));
    expect(latest).toBeGreaterThan(Date.parse('2027-01-04'));
    expect(latest).toBeLessThan(Date.parse('2027-03-15'));
  });

  it('The demo is delivered a little out of order, with a few repeats and no contradictions', () => {
    const repeats = delivered.length - all.length;
    expect(repeats).toBeGreaterThan(100);
    expect(repeats).toBeLessThan(delivered.length * 0.02);
    const bodies = new Map<string, string>();
    const contradictions = delivered.filter((statement) => {
      const body = JSON.stringify(statement);
      const before = bodies.get(statement.id) ?? body;
      bodies.set(statement.id, body);
      return body !== before;
    });
    expect(contradictions).toEqual([]);
    let newest = 0;
    let hoursLate = 0;
    for (const statement of delivered) {
      if (newest - timeOf(statement) > 3_600_000) hoursLate += 1;
      newest = Math.max(newest, timeOf(statement));
    }
    expect(hoursLate).toBeGreaterThan(100);
    expect(hoursLate).toBeLessThan(delivered.length * 0.05);
  });
});

describe('the course rows', () => {
  const dumps = (course: string): string[] => [
    ...new Set(demo.courseBlocks.filter((row) => row.course_key === course).map((row) => row.time_last_dumped)),
  ];
  const publish = (course: string, dumpedAt: string | undefined) =>
    demo.courseBlocks.filter((row) => row.course_key === course && row.time_last_dumped === dumpedAt);

  it('The course rows number sections, subsections and units as the walk of the course goes', () => {
    let here = [0, 0, 0];
    const first = publish(CURRENT, dumps(CURRENT)[0]);
    first.forEach((row, index) => {
      const data = JSON.parse(row.xblock_data_json) as Record<string, number | string>;
      expect(row.order).toBe(index + 1);
      expect(row.location).toContain(`+type@${data.block_type}+block@`);
      const [section = 0, subsection = 0, unit = 0] = here;
      if (data.block_type === 'chapter') here = [section + 1, 0, 0];
      if (data.block_type === 'sequential') here = [section, subsection + 1, 0];
      if (data.block_type === 'vertical') here = [section, subsection, unit + 1];
      if (data.detached === 1) here = [0, 0, 0];
      expect([data.section, data.subsection, data.unit]).toEqual(here);
    });
    const count = (type: string): number => first.filter((row) => row.location.includes(`+type@${type}+`)).length;
    expect([count('course'), count('chapter'), count('sequential')]).toEqual([1, 3, 6]);
    expect(count('vertical')).toBeGreaterThanOrEqual(12);
    expect(count('static_tab')).toBe(1);
    expect(new Set(first.map((row) => row.location)).size).toBe(first.length);
  });

  it('The course rows publish one problem a second time', () => {
    expect(dumps(EARLIER)).toHaveLength(1);
    expect(dumps(CURRENT)).toHaveLength(2);
    const [first, second] = dumps(CURRENT).sort();
    const before = new Map(publish(CURRENT, first).map((row) => [row.location, row]));
    const changed = publish(CURRENT, second).filter((row) => before.get(row.location)?.edited_on !== row.edited_on);
    expect(changed.map((row) => row.display_name)).toEqual(['How many comparisons?']);
    const [after] = changed;
    const untouched = before.get(after?.location ?? '');
    expect(Date.parse(after?.edited_on ?? '')).toBeGreaterThan(Date.parse(untouched?.edited_on ?? ''));
    const dumpIds = new Set(demo.courseBlocks.map((row) => row.dump_id));
    expect(dumpIds.size).toBe(3);
    expect(new Set(demo.courseOverviews.map((row) => row.dump_id))).toEqual(dumpIds);
  });

  it('The course rows keep block ids from run to run', () => {
    const ids = (course: string): string[] =>
      publish(course, dumps(course)[0]).map((row) => row.location.replace(/^.*\+type@/, ''));
    expect(ids(CURRENT)).toEqual(ids(EARLIER));
  });
});

describe('writeDemo', () => {
  it('The function writeDemo writes what was generated, and the same bytes again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-'));
    try {
      const once = await writeDemo(join(folder, 'a'), SMALL);
      const again = await writeDemo(join(folder, 'b', 'c'), SMALL);
      for (const file of ['courseBlocks', 'courseOverviews', 'statements'] as const) {
        expect((await readFile(once[file])).equals(await readFile(again[file]))).toBe(true);
      }
      expect(once.studioExports).toHaveLength(2);
      for (const [at, file] of once.studioExports.entries()) {
        expect((await readFile(file)).equals(await readFile(again.studioExports[at] ?? ''))).toBe(true);
      }
      const made = generateDemo(SMALL);
      const rows = parse(await readFile(once.courseBlocks, 'utf8'), { columns: true }) as Record<string, string>[];
      expect(rows).toEqual(made.courseBlocks.map((row) => ({ ...row, order: String(row.order) })));
      const overviews = parse(await readFile(once.courseOverviews, 'utf8'), { columns: true }) as object[];
      expect(overviews).toEqual(made.courseOverviews.map((row) => ({ ...row, self_paced: 'false' })));
      const lines = gunzipSync(await readFile(once.statements))
        .toString('utf8')
        .trimEnd()
        .split('\n');
      expect(lines).toEqual([...made.statements].map((statement) => JSON.stringify(statement)));
      expect(once.lines).toBe(lines.length);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
