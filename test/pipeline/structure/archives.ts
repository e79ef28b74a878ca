import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

/** Course archives made in tests, as Studio's export packs them: everything in one folder, `course`. */

export type Files = Record<string, string | Buffer>;
export type Entry = [header: Partial<Header> & { name: string }, body: string | Buffer];

/** 3 March 2026, 12:00 UTC. */
export const EXPORTED = new Date('2026-03-03T12:00:00Z');

export const tarOf = async (entries: readonly Entry[]): Promise<Buffer> => {
  const tar = pack();
  for (const [header, body] of entries) tar.entry(header, Buffer.from(body));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

export const entriesOf = (files: Files, mtime = EXPORTED): Entry[] =>
  Object.entries(files).map(([name, body]) => [{ name: `course/${name}`, mtime }, body]);

export const archiveOf = async (files: Files, mtime = EXPORTED): Promise<Buffer> =>
  gzipSync(await tarOf(entriesOf(files, mtime)));

/** In pieces of odd sizes, as a disk or a network gives them. */
export const streamOf = (bytes: Buffer, piece = 1000): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) => bytes.subarray(i * piece, (i + 1) * piece)),
  );

export const RUN = 'course-v1:Edu+Olx+2026';
export const keyOf = (type: string, name: string): string => `block-v1:Edu+Olx+2026+type@${type}+block@${name}`;

/** Two sections; every kind of block; settings that are handed down; drafts and pictures beside them. */
export const COURSE_FILES: Files = {
  'course.xml': '<course url_name="2026" org="Edu" course="Olx"/>',
  'course/2026.xml': `<course display_name="All blocks" language="de" start="&quot;2026-01-05T09:00:00Z&quot;"
      end="2026-06-01T00:00:00Z" showanswer="attempted" max_attempts="3">
    <chapter url_name="c1"/><chapter url_name="c2"/><wiki slug="Edu.Olx.2026"/>
  </course>`,
  'chapter/c1.xml': '<chapter display_name="Week 1"><sequential url_name="s1"/><sequential url_name="s2"/></chapter>',
  'chapter/c2.xml': '<chapter display_name="Week 2" visible_to_staff_only="true"><sequential url_name="s3"/></chapter>',
  'sequential/s1.xml': `<sequential display_name="Homework" format="Homework" graded="true" due="2026-02-01T12:00:00Z">
    <vertical url_name="u1"/><vertical url_name="u2"/></sequential>`,
  'sequential/s2.xml':
    '<sequential display_name="Reading"><vertical url_name="u3" display_name="Inline">' +
    '<html url_name="h2" filename="h2" display_name="Notes"/></vertical></sequential>',
  'sequential/s3.xml': '<sequential display_name="Secret"><vertical url_name="u4"/></sequential>',
  'vertical/u1.xml': `<vertical display_name="Unit 1"><html url_name="h1"/><problem url_name="p1"/><video url_name="v1"/>
    <discussion url_name="d1" discussion_category="Week 1"/></vertical>`,
  'vertical/u2.xml': `<vertical display_name="Unit 2">
    <library_content url_name="lib1"/>
    <split_test url_name="split1"/>
    <openassessment url_name="ora1" submission_start="2026-01-01"><title>Essay</title><rubric><prompt>Clear?</prompt></rubric></openassessment>
    <lti_consumer url_name="lti1" display_name="Tool" launch_url="https://tool.example.org"/>
    <drag-and-drop-v2 url_name="dnd1" xblock-family="xblock.v1" data="{}"/>
    <poll url_name="poll1"/><word_cloud url_name="cloud1"/><nobody_knows url_name="new1" colour="red"/>
    <problem url_name="last"/>
  </vertical>`,
  'vertical/u4.xml': '<vertical display_name="Unit 4"><problem url_name="p4"/></vertical>',
  'library_content/lib1.xml':
    '<library_content display_name="Pool" max_count="1"><problem url_name="pool1"/><problem url_name="pool2"/></library_content>',
  'split_test/split1.xml':
    '<split_test user_partition_id="7"><vertical url_name="va"/><vertical url_name="vb"/></split_test>',
  'vertical/va.xml': '<vertical display_name="Group A"><problem url_name="pa"/></vertical>',
  'vertical/vb.xml': '<vertical display_name="Group B"><html url_name="hb"/></vertical>',
  'html/h1.xml': '<html filename="h1" display_name="Welcome"/>',
  'html/h1.html': '<p>Hello & good-bye',
  'html/hb.xml': '<html filename="hb"/>',
  'problem/p1.xml': `<problem display_name="Sky" weight="2.5" max_attempts="2"><multiplechoiceresponse>
    <label>What colour is the <b>sky</b>?</label><choicegroup type="MultipleChoice" shuffle="true">
    <choice correct="false">red<choicehint>Look up.</choicehint></choice><choice correct="true">blue</choice>
    </choicegroup></multiplechoiceresponse><demandhint><hint>Think of the sea.</hint></demandhint></problem>`,
  'problem/p4.xml': '<problem/>',
  'problem/last.xml': '<problem display_name="Last"/>',
  'problem/pool1.xml': '<problem display_name="Pool 1"/>',
  'problem/pool2.xml': '<problem display_name="Pool 2"/>',
  'problem/pa.xml': '<problem display_name="For A"/>',
  'video/v1.xml': `<video display_name="Talk" edx_video_id="abc-1" youtube="1.00:xyz" sub="">
    <video_asset client_video_id="talk.mp4" duration="61.5"><transcripts>
    <transcript file_format="srt" language_code="en" provider="Custom"/></transcripts></video_asset>
    <transcript language="de" src="talk-de.srt"/></video>`,
  'static/abc-1-en.srt':
    '1\n00:00:00,000 --> 00:00:02,000\nHello, <i>dear</i>\n\n2\n00:00:02,000 --> 00:00:04,500\nlearners. \n\n3\n00:00:05,000 --> 00:00:07,000\nLet us begin!\n',
  'static/talk-de.srt': '1\r\n00:00:01,000 --> 00:00:03,000\r\nGuten Tag.\r\n',
  'static/picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  'policies/2026/policy.json': JSON.stringify({
    'course/2026': { display_name: 'All kinds of blocks', self_paced: false },
    'html/h1': { display_name: 'Welcome!' },
  }),
  'policies/2026/grading_policy.json': JSON.stringify({
    GRADER: [{ type: 'Homework', min_count: 2, drop_count: 1, weight: 1, short_label: 'HW' }],
    GRADE_CUTOFFS: { Pass: 0.5 },
  }),
  'policies/assets.json': '{}',
  'drafts/vertical/u9.xml': '<vertical this is no XML',
  'drafts/problem/p1.xml': '<problem display_name="Draft"/>',
};
