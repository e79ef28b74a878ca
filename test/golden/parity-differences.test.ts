import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { Reports } from '../../api/metrics/reports';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { lines, uuid } from '../support/statements';
import { type Typed, typedEvents } from './aspectsModels';
import { Course, type Example, key } from './differences/example';
import { PEOPLE } from './differences/people';
import { PROBLEMS } from './differences/problems';
import { VIDEOS } from './differences/videos';
import { NOTHING_REJECTED } from './loading';

/**
 * docs/differences-from-aspects.md: for each difference ten learners go through the real pipeline; theirs is worked out
 * by their rule from the same stored statements, ours is what the product answers, and the page must print both.
 */

const EXAMPLES = [...PROBLEMS, ...VIDEOS, ...PEOPLE];
const page = readFileSync(join(__dirname, '..', '..', 'docs', 'differences-from-aspects.md'), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);

const HEAD = 'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped';
const structureOf = (course: string, dump: string, blocks: NonNullable<Example['blocks']>): string =>
  [
    HEAD,
    ...blocks.map(([type, name, [section, subsection, unit]], order) => {
      const data = JSON.stringify({ block_type: type, section, subsection, unit, graded: 0 }).replaceAll('"', '""');
      const place = `"${data}",${order},2026-02-01 08:00:00.000000`;
      return `Org,${course},${key(type, name)},${name},${place},${dump},2026-02-01 09:00:00.000000`;
    }),
  ].join('\n');

describe('docs/differences-from-aspects.md', () => {
  let at: TestWorkspace;
  let events: Typed[];
  const courseOf = (example: Example): string => `course-v1:Org+Num+Run${EXAMPLES.indexOf(example)}`;
  const batches = new Map<Example, Set<string>[]>();

  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    for (const example of EXAMPLES) {
      const course = courseOf(example);
      if (example.blocks)
        await loadCourse(
          at.engine,
          Readable.from([Buffer.from(structureOf(course, uuid(EXAMPLES.indexOf(example)), example.blocks))]),
          NOTHING_REJECTED,
        );
      const made = example.batches(new Course(course)) as { id: string }[][];
      for (const batch of made)
        await loadStatements(at.engine, Readable.from([Buffer.from(lines(batch))]), NOTHING_REJECTED);
      batches.set(
        example,
        made.map((batch) => new Set(batch.map(({ id }) => id))),
      );
    }
    await at.workspace.refresh();
    events = await typedEvents(at.engine);
  }, 60_000);
  afterAll(() => at?.close());

  it('The page docs/differences-from-aspects.md has a section for every example, and an example for every section', () => {
    expect([...sections.keys()].sort()).toEqual(EXAMPLES.map(({ title }) => title).sort());
  });

  it.each(EXAMPLES.map((example) => [example.title, example] as const))(
    'The page docs/differences-from-aspects.md is right about: %s',
    async (title, example) => {
      const own = events.filter(({ course_key }) => course_key === courseOf(example));
      const inBatches = (batches.get(example) ?? []).map((ids) => own.filter(({ event_id }) => ids.has(event_id)));
      const scope = operatorScope(courseOf(example));
      const theirs = example.theirs(own, inBatches);
      const ours = await example.ours({
        scope,
        reports: new Reports(at.engine, 1),
        guarded: new Reports(at.engine, 10),
        learners: () =>
          at.engine.rows(
            `SELECT enrolled, toString(last_at) AS last_at FROM ${at.config.databases.own}.facts FINAL
           WHERE course_key = {course:String} AND block_id = {course:String}`,
            { course: scope.courseKey },
          ) as Promise<unknown> as Promise<{ enrolled: number; last_at: string }[]>,
        events: own,
      });
      const section = sections.get(title) ?? '';
      const printed = (who: string): string | undefined =>
        new RegExp(`^\\| ${who} shows \\| (.*) \\|$`, 'm').exec(section)?.[1]?.trim();
      expect({ theirs: printed('Aspects'), ours: printed('Marginalia') }).toEqual({ theirs, ours });
    },
  );
});
