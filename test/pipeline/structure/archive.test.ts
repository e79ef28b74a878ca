import { gzipSync } from 'node:zlib';
import { CourseFormatError } from '../../../api/pipeline/structure/errors';
import { type ArchiveLimits, LIMITS, readArchive } from '../../../api/pipeline/structure/archive';
import { unpacked } from '../../../api/pipeline/structure/unpack';
import { EXPORTED, type Entry, archiveOf, entriesOf, streamOf, tarOf } from './archives';

const SMALL = { 'course.xml': '<course url_name="r" org="o" course="c"/>', 'chapter/c.xml': '<chapter/>' };
const tight = { ratio: 200, beyondBytes: 1000 };

const read = async (bytes: Buffer, limits: Partial<ArchiveLimits> = {}) =>
  readArchive(unpacked(streamOf(bytes), tight), { ...LIMITS, ...limits });
const refused = async (bytes: Buffer, limits: Partial<ArchiveLimits> = {}): Promise<string> => {
  const error: unknown = await read(bytes, limits).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CourseFormatError);
  return (error as Error).message;
};
/** The small course with one more entry. */
const withEntry = (...entry: Entry): Promise<Buffer> => tarOf([...entriesOf(SMALL), entry]);

describe('an archive', () => {
  it('An archive gives the files of the course, and when it was made', async () => {
    const { files, madeAt } = await read(
      await archiveOf({ ...SMALL, 'static/a.png': 'x', 'html/a.html': 'x' }, EXPORTED),
    );
    expect([...files.keys()].sort()).toEqual(['chapter/c.xml', 'course.xml']);
    expect(files.get('chapter/c.xml')?.toString()).toBe('<chapter/>');
    expect(madeAt).toBe(EXPORTED.getTime());
  });

  it.each([new Date(0), new Date('1999-01-01'), new Date('2060-01-01')])(
    'An archive made at a time that cannot be, %s, has none',
    async (time) => {
      expect((await read(await archiveOf(SMALL, time))).madeAt).toBe(0);
    },
  );

  it('An archive leaves out drafts, and what a Mac adds', async () => {
    const { files } = await read(
      await archiveOf({ ...SMALL, 'drafts/problem/p.xml': '<p/>', 'chapter/._c.xml': 'x', '__MACOSX/course.xml': 'x' }),
    );
    expect([...files.keys()].sort()).toEqual(['chapter/c.xml', 'course.xml']);
  });

  it.each([
    '../outside.xml',
    'course/../../outside.xml',
    '/etc/cron.d/job.xml',
    '..\\outside.xml',
    'C:/outside.xml',
    'course/static/../../../x.png',
  ])('An archive with the name %s is refused', async (name) => {
    expect(await refused(await withEntry({ name }, '<x/>'))).toMatch(/refused: the name .* points outside/);
  });

  it.each(['symlink', 'link', 'fifo', 'character-device', 'block-device'] as const)(
    'An archive with a %s is refused',
    async (type) => {
      const message = await refused(
        await withEntry({ name: 'course/chapter/d.xml', type, linkname: '/etc/passwd' }, ''),
      );
      expect(message).toMatch(new RegExp(`d\\.xml" is a ${type}, neither a file nor a folder`));
    },
  );

  it('An archive with two files of one name is refused', async () => {
    expect(await refused(await withEntry({ name: './course//chapter/c.xml' }, '<chapter a="b"/>'))).toMatch(
      /two files named/,
    );
  });

  it('An archive is refused beyond each limit, and read at it', async () => {
    const bytes = await tarOf(entriesOf(SMALL));
    const [one, two] = Object.values(SMALL).map((text) => text.length) as [number, number];
    await read(bytes, { entries: 2, fileBytes: one, keptBytes: one + two });
    expect(await refused(bytes, { entries: 1 })).toMatch(/more than 1 entries/);
    expect(await refused(bytes, { fileBytes: one - 1 })).toMatch(/course\.xml" is larger than/);
    expect(await refused(bytes, { keptBytes: one + two - 1 })).toMatch(/XML and transcripts are larger/);
    expect(await refused(bytes, { totalBytes: bytes.length - 1 })).toMatch(/unpacks to more than/);
  });

  it('An archive is refused by what a file says of its size, before it is read', async () => {
    const tar = await tarOf(entriesOf({ 'static/big.bin': 'x' }));
    tar.write('77777777777\0', 124); // eight gigabytes
    tar.write('        ', 148);
    const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(await refused(tar, { totalBytes: 2 ** 30 })).toMatch(/unpacks to more than 1024 MB/);
  });

  it('An archive packed far too tightly is refused', async () => {
    const bomb = await archiveOf({ ...SMALL, 'static/zeros.bin': Buffer.alloc(2_000_000) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(await refused(bomb)).toMatch(/more than 200 times its size/);
  });

  it('An archive that is cut off or damaged is told so, wherever it is cut', async () => {
    const tar = await tarOf(entriesOf(SMALL));
    const packed = gzipSync(tar);
    for (const share of [0.2, 0.5, 0.9]) {
      expect(await refused(packed.subarray(0, Math.floor(packed.length * share)))).toMatch(/ends in the middle/);
    }
    for (const bytes of [700, 1100]) expect(await refused(tar.subarray(0, bytes))).toMatch(/ends in the middle/);
    const broken = Buffer.from(tar);
    broken.write('not a header at all', 1024);
    expect(await refused(broken)).toMatch(/damaged/);
  });

  it('An archive of something else is told so', async () => {
    expect(await refused(await archiveOf({ 'library.xml': '<library/>' }))).toMatch(/content library/);
    expect(await refused(await archiveOf({ 'readme.xml': '<x/>' }))).toMatch(/no course\.xml/);
  });
});
