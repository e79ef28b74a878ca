import * as z from 'zod';
import { column, defineQuery } from '../query';

const EXAMPLE = { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x' };

/** A video's transcript in one of these languages, the first of them there is, as of its latest publish. */
export const blockTranscript = defineQuery({
  name: 'block-transcript',
  params: { course: 'String', block: 'String', languages: 'Array(String)' },
  row: z.object({ language: column.text, content: column.text }),
  sql: (db, p) => `
    SELECT substring(part, 12) AS language, content FROM ${db.own}.block_contents
    WHERE course_key = ${p.course} AND block_id = ${p.block} AND has(${p.languages}, substring(part, 12))
      AND startsWith(part, 'transcript/')
    ORDER BY indexOf(${p.languages}, language), published_at DESC, dump_id DESC LIMIT 1`,
  example: { ...EXAMPLE, languages: ['en', 'de'] },
});

/** The publishes of a course whose contents are stored, latest first. */
export const storedPublishes = defineQuery({
  name: 'stored-publishes',
  params: { course: 'String' },
  row: z.object({ dump: column.text, at: column.micros, fingerprint: column.text }),
  sql: (db, p) => `
    SELECT toString(dump_id) AS dump, toUnixTimestamp64Micro(published_at) AS at, fingerprint
    FROM ${db.own}.block_contents
    WHERE course_key = ${p.course} AND part = 'publish'
    ORDER BY published_at DESC, dump_id DESC LIMIT 1 BY dump_id`,
  example: { course: EXAMPLE.course },
});

/** Each block as it was before a moment (microseconds since 1970): which version, and since when. */
export const versionsBefore = defineQuery({
  name: 'versions-before',
  params: { course: 'String', before: 'Int64' },
  row: z.object({ block: column.text, fingerprint: column.text, edited_on: column.text }),
  sql: (db, p) => `
    SELECT block_id AS block, fingerprint, edited_on FROM ${db.own}.block_contents
    WHERE course_key = ${p.course} AND part = '' AND fingerprint != ''
      AND published_at < fromUnixTimestamp64Micro(${p.before}, 'UTC')
    ORDER BY block_id, published_at DESC, dump_id DESC LIMIT 1 BY block_id`,
  example: { course: EXAMPLE.course, before: 0 },
});

/** What these blocks said as of the latest publish that says anything; those of which none does are left out. */
export const latestContents = defineQuery({
  name: 'latest-contents',
  params: { course: 'String', blocks: 'Array(String)' },
  row: z.object({ block: column.text, content: column.text }),
  sql: (db, p) => `
    SELECT block_id AS block, argMax(stored.content, (published_at, dump_id)) AS content
    FROM ${db.own}.block_contents AS stored
    WHERE course_key = ${p.course} AND block_id IN ${p.blocks} AND part = '' AND stored.content != ''
    GROUP BY block_id`,
  example: { course: EXAMPLE.course, blocks: [EXAMPLE.block] },
});
