import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { type LoadCounts, type Reject, noCounts } from '../../../api/pipeline/ingest/load';
import { blockTranscript, storedPublishes } from '../../../api/store/queries/contents';
import { type PanelInput, PanelInputs } from '../../../api/metrics/problem/panelInputs';
import { CourseFormatError, type CourseOptions, loadCourse } from '../../../api/pipeline/structure/loadCourse';
import { readStructure } from '../../../api/store/structure';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE_FILES, EXPORTED, type Files, RUN, archiveOf, keyOf, streamOf } from './archives';

const DAY = 86_400_000;
const day = (n: number): Date => new Date(EXPORTED.getTime() + n * DAY);
const P1 = keyOf('problem', 'p1');
const V1 = keyOf('video', 'v1');
const problem = (text: string): Files => ({
  ...COURSE_FILES,
  'problem/p1.xml': `<problem display_name="Sky"><stringresponse answer="x"><label>${text}</label><textline/></stringresponse></problem>`,
});

describe.each(ENGINES)('loading a course into the %s engine', (kind) => {
  let at: TestWorkspace;
  let rejects: Reject[] = [];
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  beforeEach(async () => {
    rejects = [];
    const { own, eventSink } = at.config.databases;
    for (const table of [`${own}.block_contents`, `${eventSink}.course_blocks`, `${eventSink}.course_overviews`])
      await at.engine.command(`TRUNCATE TABLE ${table}`);
  });
  afterAll(() => at.close());

  const load = (bytes: Buffer, options: Partial<CourseOptions> = {}): Promise<LoadCounts> =>
    loadCourse(at.engine, streamOf(bytes), {
      onReject: (reject) => rejects.push(reject),
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...options,
    });
  const inputs = (block: string): Promise<PanelInput> => new PanelInputs(at.engine).get(RUN, block);
  const question = async (): Promise<string> => {
    const { content } = await inputs(P1);
    return (JSON.parse(content || '{"parts":[]}') as { parts: { question: string }[] }).parts[0]?.question ?? '';
  };
  const rows = async (table: string): Promise<number> =>
    Number((await at.engine.rows(`SELECT count() AS n FROM ${table}`))[0]?.n);

  it('Loading a course stores the structure and what is in the blocks', async () => {
    expect(await load(await archiveOf(COURSE_FILES))).toEqual({ ...noCounts(), read: 31, accepted: 31 });
    const structure = await readStructure(at.engine, RUN);
    expect(structure).toMatchObject({ name: 'All kinds of blocks', language: 'de' });
    const stored = structure?.blocks.map(({ id, type, parent }) => [id, type, parent]);
    expect(stored).toHaveLength(31);
    expect(stored).toContainEqual([keyOf('problem', 'pool1'), 'problem', keyOf('vertical', 'u2')]);
    expect(stored).toContainEqual([keyOf('problem', 'pa'), 'problem', keyOf('vertical', 'va')]);
    expect(stored).toContainEqual([keyOf('problem', 'last'), 'problem', keyOf('vertical', 'u2')]);
    expect(structure?.blocks.find(({ id }) => id === keyOf('discussion', 'd1'))?.isMeasured).toBe(false);
    expect(structure?.blocks.find(({ id }) => id === P1)?.graded).toBe(true);

    expect(await question()).toBe('What colour is the sky?');
    const said = await blockTranscript.run(at.engine, { course: RUN, block: V1, languages: ['fr', 'de', 'en'] });
    expect(said.map(({ language, content }) => [language, JSON.parse(content) as unknown])).toEqual([
      ['de', [{ from: 1, to: 3, text: 'Guten Tag.' }]],
    ]);
    const overview = (
      await at.engine.rows(`SELECT display_name, course_start FROM ${at.config.databases.eventSink}.course_overviews`)
    )[0];
    expect(overview).toEqual({ display_name: 'All kinds of blocks', course_start: '2026-01-05 09:00:00.000000+00:00' });
  });

  it('The same export once more is a duplicate; one made later replaces it; one made earlier changes nothing', async () => {
    const first = await archiveOf(problem('first?'), day(1));
    await load(first);
    expect(await load(first)).toMatchObject({ read: 31, accepted: 0, duplicate: 31 });
    const { 'chapter/c2.xml': _, ...smaller } = problem('second?');
    const second = { ...smaller, 'course/2026.xml': '<course><chapter url_name="c1"/></course>' };
    expect(await load(await archiveOf(second, day(2)))).toMatchObject({ accepted: 27 });
    expect(await question()).toBe('second?');
    expect((await readStructure(at.engine, RUN))?.blocks).toHaveLength(27);
    expect(await load(await archiveOf(problem('before?'), day(0)))).toMatchObject({ accepted: 31 });
    expect(await question()).toBe('second?');
    expect((await readStructure(at.engine, RUN))?.blocks).toHaveLength(27);
    expect((await storedPublishes.run(at.engine, { course: RUN })).map((row) => row.at / 1000)).toEqual(
      [2, 1, 0].map((n) => day(n).getTime()),
    );
  });

  it('Loading a course reads an export anew that was stored by a release that read less of it, and is a duplicate from then on', async () => {
    const archive = await archiveOf(COURSE_FILES);
    await load(archive);
    const table = `${at.config.databases.own}.block_contents`;
    const stored = await at.engine.rows(`SELECT * FROM ${table}`);
    await at.engine.command(`TRUNCATE TABLE ${table}`);
    const older = { fingerprint: 'of another reading', dump_id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' };
    await at.engine.insert(table, [
      ...stored.filter((row) => row.part === 'publish').map((row) => ({ ...row, ...older })),
      ...stored.filter((row) => row.part !== 'publish').map((row) => ({ ...row, ...older, content: '' })),
    ]);
    expect(await question()).toBe('');
    expect(await load(archive)).toMatchObject({ accepted: 31 });
    expect(await question()).toBe('What colour is the sky?');
    expect(await load(archive)).toMatchObject({ accepted: 0, duplicate: 31 });
  });

  it('Loading a course tells of a block when it was changed: where one export differs from the one before', async () => {
    for (const [n, text] of ['a?', 'a?', 'b?', 'b?', 'a?'].entries())
      await load(await archiveOf(problem(text), day(n)));
    expect((await inputs(P1)).edits).toEqual(['2026-03-05 12:00:00.000000+00:00', '2026-03-07 12:00:00.000000+00:00']);
    expect((await inputs(V1)).edits).toEqual([]);
  });

  it('Loading a course completes what was stored in part', async () => {
    const bytes = await archiveOf(COURSE_FILES);
    await load(bytes);
    const { own, eventSink } = at.config.databases;
    await at.engine.command(`TRUNCATE TABLE ${own}.block_contents`);
    expect(await load(bytes)).toMatchObject({ accepted: 31 });
    expect(await question()).toBe('What colour is the sky?');
    expect(await rows(`${eventSink}.course_blocks`)).toBe(31);
    expect(await rows(`${eventSink}.course_overviews`)).toBe(1);
  });

  it('Loading a course stores nothing of an export that is refused', async () => {
    const bytes = await archiveOf({ ...COURSE_FILES, 'vertical/u4.xml': '<vertical>' });
    await expect(load(bytes)).rejects.toThrow(CourseFormatError);
    await expect(load((await archiveOf(COURSE_FILES)).subarray(0, -100))).rejects.toThrow(
      /ends in the middle.*Nothing/,
    );
    await expect(load(gzipSync('course,what\n1,2\n'))).rejects.toThrow(/not a course file/);
    await expect(load(Buffer.from(''))).rejects.toThrow(CourseFormatError);
    const { own, eventSink } = at.config.databases;
    for (const table of [`${own}.block_contents`, `${eventSink}.course_blocks`, `${eventSink}.course_overviews`])
      expect(await rows(table)).toBe(0);
  });

  it('Loading a course tells of each block that could not be read', async () => {
    const counts = await load(await archiveOf({ ...COURSE_FILES, 'problem/p1.xml': '<problem>' }));
    expect(counts).toEqual({ ...noCounts(), read: 32, accepted: 31, rejected: 1 });
    expect(rejects).toEqual([
      {
        line: 1,
        reason: expect.stringMatching(/^problem\/p1\.xml: it is not well-formed XML/) as string,
        text: 'problem/p1.xml',
      },
    ]);
    expect((await readStructure(at.engine, RUN))?.blocks.map(({ id }) => id)).toContain(P1);
  });

  it('A course may be loaded as another course, or its contents only', async () => {
    await load(await archiveOf(COURSE_FILES), { courseKey: 'course-v1:X+Y+Z' });
    expect((await readStructure(at.engine, 'course-v1:X+Y+Z'))?.blocks).toHaveLength(31);
    expect(await readStructure(at.engine, RUN)).toBeNull();
    await load(await archiveOf(COURSE_FILES), { contentOnly: true });
    expect(await readStructure(at.engine, RUN)).toBeNull();
    expect(await question()).toBe('What colour is the sky?');
    await expect(load(await archiveOf(COURSE_FILES), { courseKey: 'X Y' })).rejects.toThrow(/not a course key/);
  });

  it('A course is loaded with what its owner should know, where a policy is no JSON', async () => {
    const warnings: string[] = [];
    const broken = await archiveOf({ ...COURSE_FILES, 'policies/2026/policy.json': '{"a": {} "b": {}}' });
    expect(await load(broken, { onWarning: (sentence) => void warnings.push(sentence) })).toMatchObject({
      rejected: 0,
    });
    expect(warnings).toEqual([expect.stringMatching(/^policies\/2026\/policy.json cannot be read: .*missing\.$/)]);
  });

  it('Loading a course stops when told to, and stores nothing', async () => {
    const stop = new AbortController();
    const bytes = await archiveOf(COURSE_FILES);
    const half = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 1000);
        stop.abort();
        yield bytes.subarray(1000);
        return Promise.resolve();
      })(),
    );
    const options = { onReject: () => undefined, onProgress: () => undefined, signal: stop.signal };
    expect(await loadCourse(at.engine, half, options)).toEqual(noCounts());
    expect(await rows(`${at.config.databases.own}.block_contents`)).toBe(0);
  });

  describe('from the Blocks API', () => {
    const id = (type: string, name: string): string => keyOf(type, name);
    const block = (type: string, name: string, more: object = {}) => ({
      [id(type, name)]: {
        id: id(type, name),
        block_id: name,
        lms_web_url: 'x',
        type,
        display_name: `The ${name}`,
        ...more,
      },
    });
    const answer = (more: object = {}) => ({
      root: id('course', 'course'),
      blocks: {
        ...block('problem', 'p1'),
        ...block('video', 'v1', {
          student_view_data: { duration: 95.5, transcripts: { en: 'https://x', 'zh-cn': 'y' } },
        }),
        ...block('html', 'h1', { student_view_data: { enabled: false } }),
        ...block('vertical', 'u1', { children: [id('html', 'h1'), id('library_content', 'l1'), id('video', 'v1')] }),
        ...block('library_content', 'l1', { children: [id('problem', 'p1'), id('problem', 'unseen')] }),
        ...block('sequential', 's1', {
          children: [id('vertical', 'u1')],
          graded: true,
          format: 'Exam',
          due: '2026-04-01T00:00:00Z',
        }),
        ...block('chapter', 'c1', { children: [id('sequential', 's1')] }),
        ...block('course', 'course', { children: [id('chapter', 'c1')], graded: false }),
        ...more,
      },
    });
    const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

    it('Loading from the Blocks API stores the structure, and the length of videos', async () => {
      expect(await load(json(answer()))).toMatchObject({ read: 8, accepted: 8 });
      const structure = await readStructure(at.engine, RUN);
      expect(structure?.blocks.map(({ id: block, name, parent, graded }) => [block, name, parent, graded])).toEqual([
        [id('course', 'course'), 'The course', null, false],
        [id('chapter', 'c1'), 'The c1', id('course', 'course'), false],
        [id('sequential', 's1'), 'The s1', id('chapter', 'c1'), true],
        [id('vertical', 'u1'), 'The u1', id('sequential', 's1'), true],
        [id('html', 'h1'), 'The h1', id('vertical', 'u1'), true],
        [id('library_content', 'l1'), 'The l1', id('vertical', 'u1'), true],
        [id('problem', 'p1'), 'The p1', id('vertical', 'u1'), true],
        [id('video', 'v1'), 'The v1', id('vertical', 'u1'), true],
      ]);
      expect(JSON.parse((await inputs(V1)).content)).toMatchObject({
        duration: 95.5,
        languages: ['en', 'zh-cn'],
        due: '2026-04-01T00:00:00Z',
      });
    });

    it('Loading from the Blocks API knows a course of before 2014 by its key', async () => {
      const old = (type: string, name: string): string => `i4x://Edu/Old/${type}/${name}`;
      const blocks = [
        { id: old('course', '2013_Fall'), type: 'course', children: [old('chapter', 'c1')] },
        { id: old('chapter', 'c1'), type: 'chapter', children: [old('problem', 'p1')] },
        { id: old('problem', 'p1'), type: 'problem' },
      ];
      const course = { root: blocks[0]?.id, blocks: Object.fromEntries(blocks.map((one) => [one.id, one])) };
      expect(await load(json(course))).toMatchObject({ read: 3, accepted: 3 });
      const structure = await readStructure(at.engine, 'Edu/Old/2013_Fall');
      expect(structure?.blocks.map((one) => one.id)).toEqual(blocks.map((one) => one.id));
      await expect(load(json({ ...course, root: old('chapter', 'c1') }))).rejects.toThrow(/not of a whole course/);
    });

    it('Loading from the Blocks API takes nothing away that an export told, and is stored once', async () => {
      await load(await archiveOf(COURSE_FILES));
      expect(await load(json(answer()))).toMatchObject({ accepted: 8 });
      expect(await load(gzipSync(json(answer())))).toMatchObject({ accepted: 0, duplicate: 8 });
      expect(await question()).toBe('What colour is the sky?');
      expect(await load(json(answer(block('problem', 'p1', { display_name: 'New name' }))))).toMatchObject({
        accepted: 8,
      });
      expect(await load(json(answer()))).toMatchObject({ accepted: 8 });
      expect((await readStructure(at.engine, RUN))?.blocks).toHaveLength(8);
    });

    it('Blocks that are nested as deep as in no course are refused, however many', async () => {
      for (const depth of [300, 100_000]) {
        const chain = Array.from({ length: depth }, (_, n) => [
          id('wrapper', `w${n}`),
          { id: id('wrapper', `w${n}`), type: 'wrapper', children: [id('wrapper', `w${n + 1}`)] },
        ]);
        const deep = answer(block('vertical', 'u1', { children: [id('wrapper', 'w0')] }));
        const value = { ...deep, blocks: { ...deep.blocks, ...Object.fromEntries(chain) } };
        await expect(load(json(value))).rejects.toThrow(/nested deeper than \d+ levels/);
      }
    });

    it.each([
      ['a course without children', answer(block('course', 'course')), /which block is in which/],
      ['a part of a course', { ...answer(), root: id('vertical', 'u1') }, /not of a whole course/],
      ['something else', { results: [] }, /not an answer of the Blocks API/],
      ['a list', [{ id: 1 }], /not an answer of the Blocks API/],
    ])('The Blocks API is refused that sends %s, with what to ask for', async (_, value, message) => {
      await expect(load(json(value))).rejects.toThrow(message);
      await expect(load(json(value))).rejects.toThrow(/requested_fields=children/);
    });
  });
});
