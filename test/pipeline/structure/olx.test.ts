import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { readArchive } from '../../../api/pipeline/structure/archive';
import { readOlx } from '../../../api/pipeline/structure/olx';
import type { PublishedBlock, PublishedCourse } from '../../../api/store/published';
import { unpacked } from '../../../api/pipeline/structure/unpack';
import { COURSE_FILES, EXPORTED, type Files, RUN, archiveOf, entriesOf, keyOf, streamOf, tarOf } from './archives';

const read = async (bytes: Buffer, key: string | null = null): Promise<PublishedCourse> =>
  readOlx(await readArchive(unpacked(streamOf(bytes))), key);
const course = async (files: Files = COURSE_FILES): Promise<PublishedCourse> => read(await archiveOf(files));
const change = (files: Files): Files => ({ ...COURSE_FILES, ...files });
const find = ({ blocks }: PublishedCourse, type: string, name: string): PublishedBlock | undefined =>
  blocks.find(({ id }) => id === keyOf(type, name));
const short = (id: string | null): string => id?.slice(id.indexOf('type@') + 5).replace('+block@', ' ') ?? '';

describe('a course from its export', () => {
  it('The reader of an export knows the course, its blocks in order, and what stands in what', async () => {
    const found = await course();
    expect(found).toMatchObject({
      key: RUN,
      name: 'All kinds of blocks',
      start: '2026-01-05T09:00:00Z',
      end: '2026-06-01T00:00:00Z',
      at: EXPORTED.getTime(),
      rejects: [],
    });
    expect(found.blocks.map(({ id, parent, place }) => `${short(id)} < ${short(parent)} ${place.join('.')}`)).toEqual([
      'course course <  0.0.0',
      'chapter c1 < course course 1.0.0',
      'sequential s1 < chapter c1 1.1.0',
      'vertical u1 < sequential s1 1.1.1',
      'html h1 < vertical u1 1.1.1',
      'problem p1 < vertical u1 1.1.1',
      'video v1 < vertical u1 1.1.1',
      'discussion d1 < vertical u1 1.1.1',
      'vertical u2 < sequential s1 1.1.2',
      'library_content lib1 < vertical u2 1.1.2',
      'problem pool1 < vertical u2 1.1.2',
      'problem pool2 < vertical u2 1.1.2',
      'split_test split1 < vertical u2 1.1.2',
      'vertical va < vertical u2 1.1.2',
      'problem pa < vertical va 1.1.2',
      'vertical vb < vertical u2 1.1.2',
      'html hb < vertical vb 1.1.2',
      'openassessment ora1 < vertical u2 1.1.2',
      'lti_consumer lti1 < vertical u2 1.1.2',
      'drag-and-drop-v2 dnd1 < vertical u2 1.1.2',
      'poll poll1 < vertical u2 1.1.2',
      'word_cloud cloud1 < vertical u2 1.1.2',
      'nobody_knows new1 < vertical u2 1.1.2',
      'problem last < vertical u2 1.1.2',
      'sequential s2 < chapter c1 1.2.0',
      'vertical u3 < sequential s2 1.2.1',
      'html h2 < vertical u3 1.2.1',
      'chapter c2 < course course 2.0.0',
      'sequential s3 < chapter c2 2.1.0',
      'vertical u4 < sequential s3 2.1.1',
      'problem p4 < vertical u4 2.1.1',
    ]);
  });

  it('The reader of an export hands settings down, and lets a policy go before a definition', async () => {
    const found = await course();
    expect(find(found, 'problem', 'p1')).toMatchObject({
      name: 'Sky',
      graded: true,
      format: 'Homework',
      due: '2026-02-01T12:00:00Z',
      isHidden: false,
      content: { maxAttempts: 2, weight: 2.5, showAnswer: 'attempted', variants: false, format: 'Homework' },
    });
    expect(find(found, 'html', 'h1')?.name).toBe('Welcome!');
    expect(find(found, 'problem', 'p4')).toMatchObject({ name: 'p4', graded: false, due: null, isHidden: true });
    expect(find(found, 'problem', 'p4')?.content).toMatchObject({ maxAttempts: 3, parts: [] });
    expect(found.blocks[0]?.content).toEqual({
      language: 'de',
      assignments: [{ type: 'Homework', count: 2, dropped: 1, weight: 1, label: 'HW' }],
      cutoffs: { Pass: 0.5 },
      problems: { maxAttempts: 3, showAnswer: 'attempted', rerandomize: '' },
    });
  });

  it('The reader of an export reads the length of a video and what is said in it', async () => {
    const video = find(await course(), 'video', 'v1');
    expect(video?.content).toMatchObject({ duration: 61.5, languages: ['de', 'en'] });
    expect(video?.transcripts).toEqual(
      new Map([
        [
          'en',
          [
            { from: 0, to: 4.5, text: 'Hello, dear learners.' },
            { from: 5, to: 7, text: 'Let us begin!' },
          ],
        ],
        ['de', [{ from: 1, to: 3, text: 'Guten Tag.' }]],
      ]),
    );
  });

  it('A course from its export takes another key where the course was imported elsewhere', async () => {
    const found = await read(await archiveOf(COURSE_FILES), 'course-v1:Other+X+2027');
    expect(found.key).toBe('course-v1:Other+X+2027');
    expect(found.blocks.map(({ id }) => id)).toContain('block-v1:Other+X+2027+type@problem+block@p1');
    const old = await read(await archiveOf(COURSE_FILES), 'Other/X/2012');
    expect(old.blocks[0]?.id).toBe('i4x://Other/X/course/2012');
    expect(old.blocks.map(({ id }) => id)).toContain('i4x://Other/X/problem/p1');
  });

  it('A course from its export is the same course whatever the order of its files, packed or not, and in whatever folder', async () => {
    const plain = await course();
    const entries = entriesOf(COURSE_FILES);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        fc.boolean(),
        fc.constantFrom('course/', '', './', 'a/b/'),
        async (shuffled, packed, folder) => {
          const moved = shuffled.map(([header, body]): (typeof entries)[number] => [
            { ...header, name: header.name.replace('course/', folder) },
            body,
          ]);
          const tar = await tarOf(moved);
          expect(await read(packed ? gzipSync(tar) : tar)).toEqual(plain);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('A course from its export differs in its hash and in one fingerprint where one block differs', async () => {
    const before = await course();
    const after = await course(change({ 'problem/last.xml': '<problem display_name="Last"><p>new</p></problem>' }));
    expect(after.hash).not.toBe(before.hash);
    const prints = (found: PublishedCourse) => found.blocks.map(({ id, fingerprint }) => `${id} ${fingerprint}`);
    expect(prints(after).filter((print) => !prints(before).includes(print))).toHaveLength(1);
  });

  it('The reader of an export reads a course that stands in one file, with texts, comments and children of children', async () => {
    const found = await course({
      'course.xml':
        '<course url_name="2026" org="Edu" course="Olx" display_name="One"><!-- no --><chapter url_name="c" display_name="C"> \n' +
        '<sequential url_name="s"><vertical url_name="v"><html url_name="h">text</html><problem-builder url_name="pb"><pb-mcq url_name="q"/><b>no block</b></problem-builder></vertical></sequential></chapter></course>',
    });
    expect(found.blocks.map(({ id }) => short(id))).toEqual([
      'course course',
      'chapter c',
      'sequential s',
      'vertical v',
      'html h',
      'problem-builder pb',
      'pb-mcq q',
    ]);
  });
});

describe('names', () => {
  const letters = ['Введение', 'Überblick', 'מבוא', '第一章', 'हिन्दी', 'İstanbul', 'a.b-c~d'];

  it.each(letters)('Names of sections, subsections, units and problems may be of any script: %s', async (name) => {
    const found = await course({
      'course.xml': '<course url_name="2026" org="Edu" course="Olx"/>',
      'course/2026.xml': `<course><chapter url_name="${name}"/><chapter url_name="last"/></course>`,
      [`chapter/${name}.xml`]: `<chapter><sequential url_name="${name}"/></chapter>`,
      [`sequential/${name}.xml`]: `<sequential><vertical url_name="${name}"/></sequential>`,
      // as archives made on some systems have it
      [`vertical/${name.normalize('NFD')}.xml`]: `<vertical><problem url_name="${name}"/></vertical>`,
      [`problem/${name}.xml`]: '<problem/>',
      'chapter/last.xml': '<chapter/>',
    });
    expect(found.rejects).toEqual([]);
    expect(found.blocks.map(({ id }) => short(id))).toEqual([
      'course course',
      ...['chapter', 'sequential', 'vertical', 'problem'].map((type) => `${type} ${name}`),
      'chapter last',
    ]);
  });

  it('Names are made of an older slug or of the title where there is no url_name, as Open edX does', async () => {
    const found = await course({
      'course.xml': `<course url_name="2026" org="Edu" course="Olx"><chapter slug="one"/><chapter display_name="Week 2: Why?">
        <sequential name="A - b" /></chapter></course>`,
    });
    expect(found.blocks.map(({ id }) => short(id))).toEqual([
      'course course',
      'chapter one',
      'chapter Week_2_Why_',
      'sequential A_-_b',
    ]);
  });

  it('Names of the run that older releases left out are told of, unless a key is given', async () => {
    const files = {
      'course.xml': '<course url_name="course" org="Edu" course="Olx"/>',
      'course/course.xml': '<course/>',
    };
    const found = await course(files);
    expect(found.key).toBe('course-v1:Edu+Olx+course');
    expect(found.warnings).toEqual([expect.stringMatching(/names the run "course".*--course KEY/)]);
    expect((await read(await archiveOf(files), 'course-v1:Edu+Olx+2017')).warnings).toEqual([]);
    expect((await course()).warnings).toEqual([]);
  });

  it('Names of the course block of a custom course are those of the platform', async () => {
    const found = await read(await archiveOf(COURSE_FILES), 'ccx-v1:Edu+Olx+2026+ccx@7');
    expect(found.blocks[0]?.id).toBe('ccx-block-v1:Edu+Olx+2026+ccx@7+type@course+block@course');
    expect(found.blocks.map(({ id }) => id)).toContain('ccx-block-v1:Edu+Olx+2026+ccx@7+type@problem+block@p1');
  });
});

describe('what cannot be read', () => {
  const BROKEN: [string, Files, RegExp][] = [
    ['no XML', { 'problem/p1.xml': '<problem><p></problem>' }, /problem\/p1\.xml.*not well-formed/],
    [
      'a file that is missing',
      { 'vertical/u4.xml': '<vertical><problem url_name="gone"/></vertical>' },
      /problem\/gone\.xml: it is not in the archive/,
    ],
    ['no UTF-8', { 'problem/p1.xml': Buffer.from([0x3c, 0x70, 0xff, 0xfe]) }, /problem\/p1\.xml: it is not UTF-8/],
    [
      'entities made of entities',
      { 'problem/p1.xml': '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><problem>&b;</problem>' },
      /problem\/p1\.xml.*DOCTYPE.*refused/,
    ],
    [
      'an entity that names a file',
      { 'problem/p1.xml': '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><problem>&x;</problem>' },
      /DOCTYPE/,
    ],
    [
      'a name that is a path',
      { 'vertical/u4.xml': '<vertical><problem url_name="../../etc/passwd"/></vertical>' },
      /url_name/,
    ],
    ['a block without a name', { 'vertical/u4.xml': '<vertical><problem><p>?</p></problem></vertical>' }, /url_name/],
    ['a block in two places', { 'vertical/u4.xml': '<vertical><problem url_name="p1"/></vertical>' }, /a second time/],
    ['endless nesting', { 'problem/p1.xml': '<a>'.repeat(300) + '</a>'.repeat(300) }, /nested deeper/],
    ['a transcript that is none', { 'static/talk-de.srt': 'Nothing of the kind' }, /talk-de\.srt.*no transcript/],
  ];
  it.each(BROKEN)('A %s in a block is told, and the rest of the course stands', async (_, files, reason) => {
    const found = await course(change(files));
    expect(found.rejects.map(({ path, reason: why }) => `${path}: ${why}`)).toEqual([expect.stringMatching(reason)]);
    expect(find(found, 'problem', 'last')).toBeDefined();
    expect(found.blocks.length).toBeGreaterThanOrEqual(30);
  });

  it.each([
    ['course/2026.xml', '<course>', /course\/2026\.xml cannot be read: it is not well-formed/],
    ['chapter/c1.xml', Buffer.from([0xff]), /chapter\/c1\.xml cannot be read: it is not UTF-8/],
    ['vertical/u1.xml', '<!DOCTYPE x><vertical/>', /vertical\/u1\.xml cannot be read.*DOCTYPE/],
    [
      'vertical/u2.xml',
      '<vertical><split_test url_name="none"/></vertical>',
      /split_test\/none\.xml cannot be read: it is not in the archive/,
    ],
    ['chapter/c1.xml', '<chapter><sequential url_name="a/b"/></chapter>', /<sequential> in .*c1 cannot be read.*lost/],
    ['sequential/s3.xml', '<sequential><vertical><html url_name="h9"/></vertical></sequential>', /<vertical> in .*s3/],
    ['course.xml', '<library/>', /<library>, not <course>/],
    ['course.xml', '<course url_name="2026"/>', /name it with --course/],
  ])('A broken %s refuses the course', async (path, text, message) => {
    await expect(course(change({ [path]: text }))).rejects.toThrow(message);
  });

  it.each([
    ['policies/2026/policy.json', '{"course/2026": {"start": "2026-01-05T09:00:00Z"} "chapter/c2": {}}'],
    ['policies/2026/policy.json', '[1]'],
    ['policies/2026/grading_policy.json', '{'],
  ])('A %s that is no JSON is told of, and the course is read without it', async (path, text) => {
    const found = await course(change({ [path]: text }));
    expect(found.warnings).toEqual([expect.stringMatching(`^${path} cannot be read: `)]);
    expect(found.rejects).toEqual([]);
    expect(found.blocks.map(({ id }) => id)).toEqual((await course()).blocks.map(({ id }) => id));
  });

  it('A section that is missing refuses the course', async () => {
    const { 'chapter/c2.xml': _, ...rest } = COURSE_FILES;
    await expect(course(rest)).rejects.toThrow('chapter/c2.xml cannot be read: it is not in the archive.');
  });
});
