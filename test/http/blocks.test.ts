import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { StatementMaker } from '../../api/demo/statements';
import { openServices } from '../../api/metrics';
import { Block, BlockRuns, Choices, fillPath, getBlock, getBlockRuns, getChoices } from '@marginalia/contract';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi } from './api';
import {
  COURSE,
  HTML,
  LMS,
  PROBLEM,
  START,
  UNIT,
  VIDEO,
  blockKey,
  lines,
  loadCsv,
  loadText,
  statementsOf,
  structureCsv,
} from './smallCourse';

const LATER = blockKey('vertical', 'u2');
const READING = blockKey('html', 'h2');
const OLD = 'course-v1:Edu+Ada+2025';
const inOld = (block: string): string => block.replace('+2026+', '+2025+');

/** The small course with a unit after its own: 11 of its twelve learners read that, ten of these did all there is. */
const structure = structureCsv((csv) => {
  const html = csv.find((line) => line.includes(HTML)) ?? '';
  const unit = csv.find((line) => line.includes(UNIT)) ?? '';
  const second = (line: string, order: number): string =>
    line
      .replace('block@u1', 'block@u2')
      .replace('block@h1', 'block@h2')
      .replace('Wheels', 'Belts')
      .replace('Notes', 'Reading')
      .replace('""unit"":1', '""unit"":2')
      .replace(/,\d+,2026-02-01 08/, `,${order},2026-02-01 08`);
  return [...csv, second(unit, 7), second(html, 8)];
});

const done = (learners: number, block: string): unknown[] => {
  const actors = [...new Set(statementsOf().map(({ actor }) => JSON.stringify(actor)))];
  const make = new StatementMaker(LMS, COURSE, 'Ada');
  return actors.slice(0, learners).flatMap((actor, n) =>
    make.completion({ actor: 'a', time: START + n * 7e6 + 10 * 60e6, session: `s${n}` }, block).map((statement) => ({
      ...statement,
      id: `00000000-0000-4000-8000-${block.slice(-1)}${String(n).padStart(11, '0')}`,
      actor: JSON.parse(actor) as unknown,
    })),
  );
};

let at: TestWorkspace;
let api: TestApi;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCsv(at.workspace, structure);
  await loadText(at.workspace, lines(statementsOf()));
  await loadText(at.workspace, lines([...done(10, HTML), ...done(11, READING)]));
  await loadText(at.workspace, lines(statementsOf(OLD, inOld(PROBLEM), inOld(VIDEO), 20)));
  const services = openServices(at.engine, 1, NO_RULES);
  api = await openTestApi({ services: () => services });
});
afterAll(async () => {
  await api.close();
  await at.close();
});

const block = async (id: string, query = '', username = 'author') =>
  Block.parse((await api.get(`${fillPath(getBlock.path, { course: COURSE, block: id })}${query}`, username)).json());

describe('GET /api/v1/courses/:course/blocks/:block', () => {
  it('The route of a block tells how far learners get in a unit', async () => {
    expect(await block(UNIT)).toMatchObject({
      learners: 12,
      reach: 12,
      attempted: 12,
      firstTry: { count: 6, of: 12 },
      right: { count: 12, of: 12 },
      // the problem and the video are never completed by anybody, so that the text is all there is to do
      finished: { count: 10, of: 12 },
      before: null,
    });
  });

  it('The route of a block tells who never reached the unit after one', async () => {
    expect(await block(LATER)).toMatchObject({
      reach: 11,
      right: { kind: 'none', reason: 'no_attempts' },
      finished: { count: 11, of: 11 },
      before: { block: { id: UNIT, name: 'Wheels' }, notReached: { count: 1, of: 12 } },
    });
  });

  it('The route of a block counts a section by all of its blocks: who did both texts', async () => {
    expect(await block(blockKey('chapter', 'c1'))).toMatchObject({ reach: 12, finished: { count: 10, of: 12 } });
    expect(await block(HTML)).toMatchObject({ reach: 10, finished: { count: 10, of: 10 } });
  });

  it('The route of a block tells in a window only what the outline tells there', async () => {
    expect(await block(UNIT, '?from=2026-03-01&to=2026-03-08')).toMatchObject({
      reach: 12,
      right: { kind: 'none', reason: 'all_time_only' },
      finished: { kind: 'none', reason: 'all_time_only' },
      before: null,
    });
  });

  it('The route of a block knows only blocks of the course', async () => {
    const there = await api.get(fillPath(getBlock.path, { course: COURSE, block: blockKey('html', 'no') }), 'author');
    expect(there.json()).toMatchObject({ code: 'unknown_block' });
  });

  it('The route of a block withholds who did not go on where they are few', async () => {
    const services = openServices(at.engine, 5, NO_RULES);
    const strict = await openTestApi({ services: () => services });
    const answer = await strict.get(fillPath(getBlock.path, { course: COURSE, block: LATER }), 'author');
    await strict.close();
    expect(answer.json()).toMatchObject({ reach: 11, before: { notReached: { kind: 'withheld' } } });
  });
});

describe('GET /api/v1/courses/:course/blocks/:block/runs', () => {
  const runs = async (id: string, username: string) =>
    BlockRuns.parse((await api.get(fillPath(getBlockRuns.path, { course: COURSE, block: id }), username)).json()).runs;

  it('The route of other runs tells how a problem and a video fared in another run', async () => {
    expect(await runs(PROBLEM, 'orgstaff')).toMatchObject([
      { run: '2025', attempted: 20, firstTry: { count: 10, of: 20 }, viewers: { kind: 'none' } },
    ]);
    expect(await runs(VIDEO, 'orgstaff')).toMatchObject([
      { run: '2025', viewers: 20, coverage: 0.5, completion: { count: 0, of: 20 }, attempted: { kind: 'none' } },
    ]);
  });

  it('The route of other runs leaves out runs without the block, and those that one may not see', async () => {
    expect(await runs(HTML, 'orgstaff')).toEqual([]);
    expect(await runs(PROBLEM, 'author')).toEqual([]);
  });
});

describe('GET /api/v1/courses/:course/choices', () => {
  const choices = async (username: string) =>
    Choices.parse((await api.get(fillPath(getChoices.path, { course: COURSE }), username)).json());

  it('The route of choices names tracks, and the runs one may see', async () => {
    expect(await choices('orgstaff')).toMatchObject({
      tracks: [{ track: 'audit', learners: 12 }],
      runs: [{ run: '2025', name: OLD }],
    });
    expect((await choices('author')).runs).toEqual([]);
    expect((await choices('global')).runs).toHaveLength(1);
  });
});
