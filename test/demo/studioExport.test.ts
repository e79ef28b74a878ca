import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { DEMO_COURSE, EARLIER_RUN, PATTERNS, generateDemo, usageKey } from '../../api/demo/course';
import { ProblemContent, VideoContent } from '../../api/facts/content';
import { readArchive } from '../../api/pipeline/structure/archive';
import { readOlx } from '../../api/pipeline/structure/olx';
import type { PublishedCourse } from '../../api/store/published';

const read = async (key: string): Promise<PublishedCourse> => {
  const found = (await generateDemo().studioExports()).find(({ courseKey }) => courseKey === key);
  return readOlx(await readArchive(Readable.from([gunzipSync(found?.archive ?? '')])), null);
};
const rightIn = (course: PublishedCourse, slug: string): unknown => {
  const content = ProblemContent.parse(
    course.blocks.find(({ id }) => id === usageKey(course.key, 'problem', slug))?.content,
  );
  return content.parts.map(({ choices, accepted }) =>
    choices.length > 0
      ? choices.filter(({ correct }) => correct).map(({ text }) => text)
      : accepted.map(({ text }) => text),
  );
};

describe('the exports of the demo', () => {
  let [current, earlier]: PublishedCourse[] = [];
  beforeAll(async () => {
    [current, earlier] = [await read(DEMO_COURSE), await read(EARLIER_RUN)];
  });

  it('The exports of the demo are read without a reject, with the blocks that the tables have, in their order', () => {
    const rows = generateDemo().courseBlocks.filter(
      ({ course_key: key, location }) => key === EARLIER_RUN && !location.includes('+type@static_tab+'),
    );
    expect(earlier?.rejects).toEqual([]);
    expect(earlier?.blocks.map(({ id, name }) => [id, name])).toEqual(
      rows.map(({ location, display_name }) => [location, display_name]),
    );
    expect(current?.rejects).toEqual([]);
  });

  it('The exports of the demo mark the answers right that were marked right in each run', () => {
    if (!current || !earlier) throw new Error('no course was read');
    expect(rightIn(current, PATTERNS.wrongKey.slug)).toEqual([['9 times']]);
    expect(rightIn(earlier, PATTERNS.wrongKey.slug)).toEqual([['10 times']]);
    expect(rightIn(current, 'three-loops')).toEqual([['0'], ['2'], ['2']]);
    expect(rightIn(current, 'ending-loops')).toEqual([['for i in range(3)', 'while i < 3: i = i + 1']]);
  });

  it('The exports of the demo tell lengths of videos, and what is said in them', () => {
    const video = current?.blocks.find(({ id }) => id === usageKey(DEMO_COURSE, 'video', PATTERNS.rewatched.slug));
    expect(VideoContent.parse(video?.content)).toMatchObject({ duration: 360, languages: ['en'] });
    expect(video?.transcripts.get('en')?.find(({ from }) => from === PATTERNS.rewatched.from)).toEqual({
      from: 140,
      to: 152,
      text: 'Now watch what happens to the name in each round: it is given the next value before the body runs.',
    });
  });
});
