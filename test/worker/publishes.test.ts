import { Readable } from 'node:stream';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { Recomputation } from '../../api/worker/recomputation';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { COURSE, evaluate, lines, register, usageKey } from '../support/statements';

const P1 = usageKey('problem', 'p1');
const options = {
  onReject: ({ reason }: { reason: string }) => {
    throw new Error(reason);
  },
  onProgress: () => undefined,
  signal: new AbortController().signal,
};

/** A publish as Aspects' sink writes it; each block with its type and place. */
const publish = (n: number, at: string, blocks: [id: string, type: string, section: number, unit: number][]): string =>
  [
    'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped',
    ...blocks.map(([id, type, section, unit], index) => {
      const data = { block_type: type, section, subsection: section, unit };
      const json = JSON.stringify(data).replaceAll('"', '""');
      return `Org,${COURSE},${id},${id.slice(-2)},"${json}",${index + 1},2026-01-0${n},00000000-0000-4000-8000-00000000000${n},${at}`;
    }),
  ].join('\n');

const unit = (name: string): string => usageKey('vertical', name);
const frame: [string, string, number, number][] = [
  [usageKey('course', 'course'), 'course', 0, 0],
  [usageKey('chapter', 's1'), 'chapter', 1, 0],
  [usageKey('sequential', 'ss'), 'sequential', 1, 0],
];
const FIRST = publish(1, '2026-01-01 00:00:00', [
  ...frame,
  [unit('u1'), 'vertical', 1, 1],
  [P1, 'problem', 1, 1],
  [unit('u2'), 'vertical', 1, 2],
]);
const SECOND = publish(2, '2026-02-01 00:00:00', [...frame, [unit('u2'), 'vertical', 1, 1], [P1, 'problem', 1, 1]]);

describe('the latest publish is the structure', () => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterAll(() => at.close());

  const rows = async (): Promise<Map<string, { parent: string | null; reach: unknown }>> => {
    await at.workspace.refresh();
    const { blocks } = await new Reports(at.engine, 1).outline(operatorScope(COURSE), ALL_TIME);
    return new Map(blocks.map(({ id, parent, reach }) => [id, { parent, reach }]));
  };
  const load = (csv: string) => loadCourse(at.engine, Readable.from([Buffer.from(csv)]), options);

  it('A problem that was moved counts where it is now, and a deleted unit is gone', async () => {
    const statement = evaluate({ id: 1, who: 'ada', seconds: 1, attempt: 1, success: true });
    await loadStatements(at.engine, Readable.from([Buffer.from(lines([statement]))]), options);
    await load(FIRST);
    const before = await rows();
    expect(before.get(P1)).toEqual({ parent: unit('u1'), reach: 1 });
    expect([before.get(unit('u1'))?.reach, before.get(unit('u2'))?.reach]).toEqual([1, 0]);

    await load(SECOND);
    const after = await rows();
    expect(after.get(P1)).toEqual({ parent: unit('u2'), reach: 1 });
    expect(after.get(unit('u2'))?.reach).toBe(1);
    expect(after.has(unit('u1'))).toBe(false);
  });

  it('An older publish that arrives late changes nothing, and a repeated one is a duplicate', async () => {
    expect(await load(FIRST)).toMatchObject({ accepted: 0, duplicate: 6 });
    expect((await rows()).get(P1)?.parent).toBe(unit('u2'));
  });

  it('Somebody who registered and did nothing is a learner, but reached nothing', async () => {
    const registered = ['ada', 'ben'].map((who, index) => register({ id: 10 + index, who, seconds: 0 }));
    await loadStatements(at.engine, Readable.from([Buffer.from(lines(registered))]), options);
    expect((await rows()).get(usageKey('course', 'course'))?.reach).toBe(1);
    const { learners } = await new Reports(at.engine, 1).outline(operatorScope(COURSE), ALL_TIME);
    expect(learners).toBe(2);
  });

  it('The latest publish tells of a block when it was changed', async () => {
    const { edits } = await new Reports(at.engine, 1).problem(operatorScope(COURSE), P1, ALL_TIME);
    expect(edits.map(({ at: when }) => when)).toEqual(['2026-01-01', '2026-01-02']);
  });
});

it('Facts that an older version made are made anew at the next start', async () => {
  const at = await openTestWorkspace('embedded');
  try {
    const { own } = at.engine.databases;
    await loadStatements(
      at.engine,
      Readable.from([
        Buffer.from(
          lines([
            register({ id: 1, who: 'a', seconds: 0 }),
            evaluate({ id: 2, who: 'a', seconds: 5, attempt: 1, success: true }),
          ]),
        ),
      ]),
      options,
    );
    await at.workspace.refresh();
    const attempts = async (): Promise<unknown> =>
      (await at.engine.rows(`SELECT attempts FROM ${own}.facts FINAL WHERE block_id = '${P1}'`))[0]?.attempts;
    expect(await attempts()).toBe(1);
    // as an older version would have left it
    await at.engine.command(`INSERT INTO ${own}.facts SELECT * REPLACE (7 AS attempts) FROM ${own}.facts FINAL`);
    await new Recomputation(at.engine).run();
    expect(await attempts()).toBe(7);
    await at.engine.insert(`${own}.state`, [{ name: 'facts-made-by-rules', value: '1' }]);
    await new Recomputation(at.engine).run();
    expect(await attempts()).toBe(1);
  } finally {
    await at.close();
  }
});
