import { Readable } from 'node:stream';
import { offeredTo } from '../../../api/facts/offered';
import { StructureIndex } from '../../../api/facts/structureIndex';
import { readArchive } from '../../../api/pipeline/structure/archive';
import { readBlocksApi } from '../../../api/pipeline/structure/blocksApi';
import { loadCourse } from '../../../api/pipeline/structure/loadCourse';
import { readOlx } from '../../../api/pipeline/structure/olx';
import { groupsWithin } from '../../../api/pipeline/structure/olxSettings';
import { readStructure } from '../../../api/store/structure';
import { unpacked } from '../../../api/pipeline/structure/unpack';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE_FILES, EXPORTED, type Files, RUN, archiveOf, keyOf, streamOf } from './archives';

const NOW = EXPORTED.getTime() * 1000;
const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };

describe('the groups a block is limited to', () => {
  it.each([
    ['{"50": [2, 1]}', '', '50:1,2'],
    [{ 50: [1] }, '', '50:1'],
    ['{"50": []}', '', ''],
    ['{}', '50:1', '50:1'],
    ['{"51": [3]}', '50:1', '50:1 / 51:3'],
    ['{"50": [1]}', '50:1', '50:1'],
    ['{"50": false}', '', '50:'],
    ['{"50": [1', '', ''],
    [undefined, '50:1', '50:1'],
  ])('The groups of a block limited to %j inside %j are %j', (access, around, groups) =>
    expect(groupsWithin(access, around)).toBe(groups),
  );
});

describe('an export', () => {
  const read = async (files: Files) => {
    const { blocks } = readOlx(
      await readArchive(unpacked(streamOf(await archiveOf({ ...COURSE_FILES, ...files })))),
      null,
    );
    return (type: string, name: string) => blocks.find(({ id }) => id === keyOf(type, name));
  };

  it('An export tells what stands in a bank and in the arms of a split test', async () => {
    const find = await read({});
    const drawn = (by: [string, string], alternative: [string, string]) => ({
      by: keyOf(...by),
      alternative: keyOf(...alternative),
    });
    expect(find('library_content', 'lib1')?.offer).toEqual({ isStated: true, drawn: null, draws: 1 });
    expect(find('problem', 'pool2')?.offer.drawn).toEqual(drawn(['library_content', 'lib1'], ['problem', 'pool2']));
    expect(find('vertical', 'vb')?.offer.drawn).toEqual(drawn(['split_test', 'split1'], ['vertical', 'vb']));
    expect(find('html', 'hb')?.offer.drawn).toBeNull();
    expect(find('problem', 'last')?.offer.drawn).toBeNull();
  });

  it.each([
    ['max_count="3"', 3],
    ['max_count="-1"', Infinity],
    ['', 1],
  ])('An export tells how many a bank gives: %s', async (attribute, draws) => {
    const find = await read({ 'library_content/lib1.xml': `<library_content display_name="P" ${attribute}/>` });
    expect(find('library_content', 'lib1')?.offer.draws).toBe(draws);
  });

  it('An export hands down groups and absence from the outline, by attribute or policy', async () => {
    const find = await read({
      'chapter/c1.xml':
        '<chapter hide_from_toc="true" group_access="{&quot;50&quot;: [1]}"><sequential url_name="s1"/><sequential url_name="s2"/></chapter>',
      'policies/2026/policy.json': JSON.stringify({ 'vertical/u1': { group_access: { 51: [2] } } }),
    });
    expect(find('html', 'h2')).toMatchObject({ groups: '50:1', isUnlisted: true });
    expect(find('problem', 'p1')).toMatchObject({ groups: '50:1 / 51:2', isUnlisted: true });
    expect(find('problem', 'p4')).toMatchObject({ groups: '', isUnlisted: false, isHidden: true });
  });
});

describe('an answer of the Blocks API', () => {
  const block = (type: string, name: string, more: object = {}) => ({
    [keyOf(type, name)]: { id: keyOf(type, name), type, display_name: name, ...more },
  });
  const root = { id: RUN, type: 'course' };
  const answer = (told: object): string =>
    JSON.stringify({
      root: keyOf('course', 'course'),
      blocks: {
        ...block('course', 'course', { ...root, children: [keyOf('chapter', 'c')] }),
        ...block('chapter', 'c', { children: [keyOf('sequential', 's')], hide_from_toc: true, ...told }),
        ...block('sequential', 's', { children: [keyOf('vertical', 'u')], ...told }),
        ...block('vertical', 'u', { children: [keyOf('library_content', 'lib')], ...told }),
        ...block('library_content', 'lib', { children: [keyOf('problem', 'one')], ...told }),
        ...block('problem', 'one', told),
      },
    });

  it('An answer of the Blocks API tells as much as it was asked for', () => {
    const find = (told: object) => readBlocksApi(answer(told)).blocks.find(({ id }) => id === keyOf('problem', 'one'));
    const drawn = { by: keyOf('library_content', 'lib'), alternative: keyOf('problem', 'one') };
    expect(find({ visible_to_staff_only: false })).toMatchObject({
      offer: { isStated: true, drawn },
      isUnlisted: true,
    });
    expect(find({})).toMatchObject({ offer: { isStated: false, drawn } });
  });
});

describe('the stored structure', () => {
  let at: TestWorkspace;
  beforeEach(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterEach(() => at.close());

  const offered = async (): Promise<(type: string, name: string) => string> => {
    const structure = await readStructure(at.engine, RUN);
    if (!structure) throw new Error('there is no structure');
    const index = new StructureIndex(structure);
    return (type, name) => {
      const { to, limit } = offeredTo(index, keyOf(type, name), NOW);
      return limit ? `${to} ${limit}` : to;
    };
  };

  it('The structure of a file that an earlier version loaded says more when it is loaded once more', async () => {
    const bytes = await archiveOf(COURSE_FILES);
    await loadCourse(at.engine, streamOf(bytes), options);
    const { own, eventSink } = at.config.databases;
    for (const table of [`${eventSink}.course_blocks`, `${eventSink}.course_overviews`, `${own}.block_contents`]) {
      const rows = await at.engine.rows(`SELECT * FROM ${table}`);
      await at.engine.command(`TRUNCATE TABLE ${table}`);
      await at.engine.insert(
        table,
        rows.map((row) => ({
          ...row,
          ...('part' in row && row.part === 'publish' ? { fingerprint: 'as an earlier version read it' } : {}),
          ...('xblock_data_json' in row ? { xblock_data_json: without(row.xblock_data_json, 'audience') } : {}),
        })),
      );
    }
    const before = await offered();
    expect([before('vertical', 'u1'), before('vertical', 'u4'), before('problem', 'pool1')]).toEqual([
      'unknown',
      'nobody staff_only',
      'unknown bank',
    ]);
    expect(await loadCourse(at.engine, streamOf(bytes), options)).toMatchObject({ accepted: 31, duplicate: 0 });
    expect(await loadCourse(at.engine, streamOf(bytes), options)).toMatchObject({ accepted: 0, duplicate: 31 });
    const after = await offered();
    expect([after('vertical', 'u1'), after('problem', 'pool1'), after('problem', 'last')]).toEqual([
      'all',
      'some bank',
      'all',
    ]);
  });

  it('The structure of Aspects’ sink says that it does not say, and what may stand in a bank or a split test', async () => {
    const row = (order: number, type: string, name: string, place: number[]): string =>
      [
        'Edu',
        RUN,
        keyOf(type, name),
        name,
        `"${JSON.stringify({ block_type: type, detached: 0, graded: 0, completion_mode: '', section: place[0], subsection: place[1], unit: place[2] }).replaceAll('"', '""')}"`,
        order,
        '2026-03-03 12:00:00.000000+00:00',
        '11111111-2222-4333-8444-555555555555',
        '2026-03-03 12:00:00.000000+00:00',
      ].join(',');
    const csv = [
      'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped',
      row(1, 'course', 'course', [0, 0, 0]),
      row(2, 'chapter', 'c', [1, 0, 0]),
      row(3, 'sequential', 's', [1, 1, 0]),
      row(4, 'vertical', 'u', [1, 1, 1]),
      row(5, 'problem', 'before', [1, 1, 1]),
      row(6, 'itembank', 'bank', [1, 1, 1]),
      row(7, 'problem', 'inside', [1, 1, 1]),
      row(8, 'vertical', 'x', [1, 1, 2]),
      row(9, 'split_test', 'st', [1, 1, 2]),
      row(10, 'vertical', 'arm', [1, 1, 3]),
    ].join('\n');
    await loadCourse(at.engine, Readable.from([Buffer.from(csv)]), options);
    const found = await offered();
    expect([
      found('vertical', 'u'),
      found('problem', 'before'),
      found('problem', 'inside'),
      found('vertical', 'x'),
      found('vertical', 'arm'),
    ]).toEqual(['unknown', 'unknown', 'unknown bank', 'unknown', 'unknown experiment']);
  });

  it('The stored structure tells which units came with a later publish', async () => {
    const without2 = { ...COURSE_FILES, 'sequential/s1.xml': '<sequential><vertical url_name="u1"/></sequential>' };
    await loadCourse(
      at.engine,
      streamOf(await archiveOf(without2, new Date(EXPORTED.getTime() - 86_400_000))),
      options,
    );
    await loadCourse(at.engine, streamOf(await archiveOf(COURSE_FILES)), options);
    const structure = await readStructure(at.engine, RUN);
    const addedAt = (name: string) => structure?.blocks.find(({ id }) => id === keyOf('vertical', name))?.addedAt;
    expect([addedAt('u1'), addedAt('u2')]).toEqual([null, NOW]);
  });
});

const without = (json: unknown, member: string): string => {
  const { [member]: _, ...rest } = JSON.parse(String(json)) as Record<string, unknown>;
  return JSON.stringify(rest);
};
