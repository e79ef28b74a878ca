import { readArchive } from '../../../api/pipeline/structure/archive';
import { CourseFormatError } from '../../../api/pipeline/structure/errors';
import { readOlx } from '../../../api/pipeline/structure/olx';
import {
  type Around,
  type BlockOlx,
  readUnitOlx,
  unitsIn,
  withContents,
} from '../../../api/pipeline/structure/unitOlx';
import { unpacked } from '../../../api/pipeline/structure/unpack';
import type { CourseContent, ProblemContent } from '../../../api/facts/content';
import type { PublishedBlock, PublishedCourse } from '../../../api/store/published';
import { COURSE_FILES, archiveOf, keyOf, streamOf } from './archives';

const exported = async (): Promise<PublishedCourse> =>
  readOlx(await readArchive(unpacked(streamOf(await archiveOf(COURSE_FILES)))), null);
/** As the LMS's Blocks API has it: nothing of what is in the blocks. */
const bare = (course: PublishedCourse): PublishedCourse => ({
  ...course,
  blocks: course.blocks.map((block) => ({ ...block, content: null, transcripts: new Map(), fingerprint: '' })),
});
const find = (course: PublishedCourse, key: string): PublishedBlock => course.blocks.find(({ id }) => id === key)!;
/** No export told anything. */
const NOTHING: Around = { language: '', handedDown: undefined, earlier: new Map() };
const P1 = keyOf('problem', 'p1');
const V1 = keyOf('video', 'v1');
/** Studio puts the name into the element, which an archive has in the file's name. */
const named = (path: string, name: string): string =>
  String(COURSE_FILES[path]).replace(/^<\w+/, `$& url_name="${name}"`);
const bytes = (name: string): [string, Buffer] => [name, Buffer.from(COURSE_FILES[`static/${name}`]!)];
const TOLD = new Map<string, BlockOlx>([
  [P1, { olx: named('problem/p1.xml', 'p1'), files: new Map() }],
  [V1, { olx: named('video/v1.xml', 'v1'), files: new Map([bytes('abc-1-en.srt'), bytes('talk-de.srt')]) }],
]);

describe('what is in a unit, as Studio says it', () => {
  it('What is in a unit is what the export of the course says, to the version of each block', async () => {
    const course = await exported();
    const filled = withContents(bare(course), TOLD, { ...NOTHING, language: 'de' });
    for (const key of [P1, V1]) {
      const { content, transcripts, fingerprint } = find(course, key);
      // Not said by the block itself, but by its course: that is in no unit.
      const own = key === P1 ? { ...content, showAnswer: 'finished' } : content;
      expect(find(filled, key)).toMatchObject({ content: own, fingerprint });
      expect(find(filled, key).transcripts).toEqual(transcripts);
    }
    expect(find(filled, keyOf('problem', 'last'))).toMatchObject({ content: null, fingerprint: '' });
    expect(filled.hash).not.toBe(course.hash);
  });

  it('What is in a unit keeps what the course says of its problems, as far as an earlier export told it', async () => {
    const course = await exported();
    const last = keyOf('problem', 'last');
    const earlier = new Map([[last, find(course, last).content as ProblemContent]]);
    expect(earlier.get(last)).toMatchObject({ maxAttempts: 3, showAnswer: 'attempted' });
    const said = (olx: string) =>
      find(withContents(bare(course), new Map([[last, { olx, files: new Map() }]]), { ...NOTHING, earlier }), last)
        .content;
    expect(said('<problem/>')).toMatchObject({ maxAttempts: 3, showAnswer: 'attempted' });
    expect(said('<problem max_attempts="5"/>')).toMatchObject({ maxAttempts: 5, showAnswer: 'attempted' });
  });

  it('What is in a unit falls back on what the course says, and not on what its problem said before', async () => {
    const course = await exported();
    const handedDown = (find(course, keyOf('course', 'course')).content as CourseContent).problems;
    expect(handedDown).toEqual({ maxAttempts: 3, showAnswer: 'attempted', rerandomize: '' });
    const before = { ...(find(course, P1).content as ProblemContent), maxAttempts: 7, showAnswer: 'never' };
    const told = new Map([[P1, { olx: '<problem/>', files: new Map<string, Buffer>() }]]);
    const filled = withContents(bare(course), told, { ...NOTHING, handedDown, earlier: new Map([[P1, before]]) });
    expect(find(filled, P1).content).toMatchObject({ maxAttempts: 3, showAnswer: 'attempted' });
  });

  it('What is in a unit is another publish where a block says something else, and the same where none does', async () => {
    const course = bare(await exported());
    const other = new Map(TOLD).set(P1, { olx: '<problem><p>New</p></problem>', files: new Map() });
    const hashes = [TOLD, new Map(TOLD), other].map(
      (told) => withContents(course, told, { ...NOTHING, language: 'de' }).hash,
    );
    expect(new Set(hashes).size).toBe(2);
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('What is in a unit leaves a block as it was that cannot be read, and says so', async () => {
    const course = bare(await exported());
    const filled = withContents(course, new Map([[P1, { olx: '<problem', files: new Map() }]]), NOTHING);
    expect(find(filled, P1)).toEqual(find(course, P1));
    expect(filled.rejects).toEqual([{ path: P1, reason: expect.stringContaining('XML') }]);
  });

  it('What is in a unit leaves a block as it was where Studio says that it is another', async () => {
    const course = bare(await exported());
    const filled = withContents(course, new Map([[P1, { olx: '<html><p/></html>', files: new Map() }]]), NOTHING);
    expect(find(filled, P1)).toEqual(find(course, P1));
    expect(filled.rejects).toEqual([{ path: P1, reason: 'it is <html>, not <problem>' }]);
  });

  it('What is in a unit has no transcript that is not UTF-8, and none that is too large', async () => {
    const transcript = (text: string, size = 0): Buffer =>
      Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(size)]);
    const olx = `<video><transcript language="de" src="a.srt"/><transcript language="fr" src="b.srt"/></video>`;
    const files = new Map([
      ['a.srt', transcript('1\n00:00:00,000 --> 00:00:02,000\nGrün\n')],
      ['b.srt', transcript('1\n00:00:00,000 --> 00:00:02,000\nVert\n', 2 * 2 ** 20)],
    ]);
    const filled = withContents(bare(await exported()), new Map([[V1, { olx, files }]]), NOTHING);
    expect([...find(filled, V1).transcripts.keys()]).toEqual([]);
    expect(filled.rejects.map(({ reason }) => reason)).toEqual(['it is not UTF-8', 'it is larger than 2 MB']);
  });

  it.each(['<html>', '[]', '{}', '{"blocks": []}', '{"blocks": {"a": {}}}'])(
    'What is in a unit is refused as %s',
    (text) => {
      expect(() => readUnitOlx(text)).toThrow(CourseFormatError);
    },
  );
});

describe('what Studio is asked for', () => {
  const asked = async (...published: string[]): Promise<string[]> =>
    unitsIn(await exported(), published).map(({ unit }) => unit);
  const units = (...names: string[]): string[] => names.map((name) => keyOf('vertical', name));

  it('What Studio is asked for is a unit, where a unit was published', async () => {
    expect(await asked(keyOf('vertical', 'u1'))).toEqual(units('u1'));
  });
  it('What Studio is asked for is each unit of a section, and not once more what is in them', async () => {
    expect(await asked(keyOf('chapter', 'c1'), keyOf('vertical', 'u2'))).toEqual(units('u1', 'u2', 'u3'));
    expect(await asked(keyOf('course', 'course'))).toEqual(units('u1', 'u2', 'u3', 'u4'));
  });
  it('What Studio is asked for is a block, where that alone was published', async () => {
    expect(await asked(P1)).toEqual([P1]);
  });
  it('What Studio is asked for is nothing for a block that the course does not have', async () => {
    expect(await asked(keyOf('vertical', 'gone'))).toEqual([]);
  });
});
