import { Readable } from 'node:stream';
import {
  EXPORTS,
  type ExportId,
  type Outline,
  SITE_EXPORTS,
  type SiteExportId,
  type SiteOverview,
  exportPath,
  fillPath,
  getAttention,
  getBlock,
  getBlockRuns,
  getCards,
  getChoices,
  getComparison,
  getContent,
  getExperiment,
  getExtensionMetric,
  getGroup,
  getOutline,
  getOverview,
  getProblem,
  getSiteOverview,
  getVideo,
  getViews,
  siteExportPath,
} from '@marginalia/contract';
import { loadStatements } from '../../../api/pipeline/ingest/load';
import { loadCourse } from '../../../api/pipeline/structure/loadCourse';
import type { TestApi } from '../../http/api';
import type { TestWorkspace } from '../../support/engine';
import { type Class, KINDS, TRACKS, blockOf, classStatements, courseOf, structureOf } from './madeUp';
import * as hostile from './hostile';
import { type Leaf, leavesOf } from './numbers';

/** Everything that anybody of a course's team may ask. */
export const ROUTES = {
  outline: getOutline,
  problem: getProblem,
  video: getVideo,
  block: getBlock,
  experiment: getExperiment,
  runs: getBlockRuns,
  choices: getChoices,
  attention: getAttention,
  overview: getOverview,
  group: getGroup,
  content: getContent,
  views: getViews,
  comparison: getComparison,
  site: getSiteOverview,
  extension: getExtensionMetric,
} as const;
export type Route = keyof typeof ROUTES;

export interface Ask {
  readonly route: Route;
  /** Of the extension that asks what an attacker would: asked for, or chosen for the outline. */
  readonly metric?: string;
  /** Type and id of the block it is about. */
  readonly block?: readonly [type: string, id: string];
  readonly query?: Readonly<Record<string, string>>;
  /** Asked of a course that runs for so many weeks, beside which the attacked one is put. */
  readonly weeks?: number;
}

const EDGES = ['2026-03-03', '2026-03-12'];
/** From before everything, or some day, to a later day, or after everything. */
const WINDOWS: Record<string, string>[] = [
  {},
  ...EDGES.flatMap((edge, at) => [
    { from: edge },
    { to: edge },
    ...EDGES.slice(at + 1).map((to) => ({ from: edge, to })),
  ]),
];
/** A track that nobody is in is asked for, too. */
export const NOBODYS_TRACK = 'masters';
const everyTrack = (windows: readonly Record<string, string>[]): Record<string, string>[] =>
  windows.flatMap((window) => [window, ...[...TRACKS, NOBODYS_TRACK].map((track) => ({ ...window, track }))]);

const P1 = ['problem', 'p1'] as const;
const V1 = ['video', 'v1'] as const;
const some = WINDOWS.slice(0, 3);
/** What is asked of a course about its blocks, in windows and tracks. */
export const BLOCK_ASKS: Ask[] = [
  ...everyTrack(WINDOWS).flatMap((query): Ask[] => [
    { route: 'problem', block: P1, query },
    { route: 'video', block: V1, query },
  ]),
  ...everyTrack(some).flatMap((query): Ask[] => [
    { route: 'outline', query },
    { route: 'block', block: ['vertical', 'u1'], query },
    { route: 'block', block: ['html', 'h1'], query },
  ]),
  { route: 'choices' },
];
/** Named after its file. */
const EXTENSION = 'hostile';
/** What is asked of the extension: every metric, in every combination of parameters. */
export const EXTENSION_ASKS: Ask[] = [
  ...Object.values(hostile).map(({ id }): Ask => ({ route: 'extension', metric: id, block: P1 })),
  ...[hostile.often, hostile.indicator, hostile.crowd].flatMap(({ id }) =>
    ['2', '3', '4'].map((n): Ask => ({ route: 'extension', metric: id, block: P1, query: { n } })),
  ),
];
const groups = [
  'need_help',
  'passed',
  'on_track',
  ...TRACKS.map((track) => `track:${track}`),
  `track:${NOBODYS_TRACK}`,
];
/** What a panel tells of the block that the extension speaks of. */
export const BESIDE_EXTENSION: Ask[] = [
  { route: 'outline', query: {} },
  ...BLOCK_ASKS.filter(({ route }) => route === 'problem'),
];
/** The same beside every block of the outline, one after another: for each, the site's operator has to choose it. */
export const OUTLINE_ASKS: Ask[] = Object.values(hostile)
  .filter(({ as }) => typeof as === 'object' && ['share', 'middle', 'total'].includes(as.kind))
  .map(({ id }) => ({ route: 'outline', metric: id }));
/** What is asked about the class. */
export const CLASS_ASKS: Ask[] = [
  { route: 'runs', block: P1 },
  { route: 'runs', block: V1 },
  { route: 'attention' },
  { route: 'attention', query: { since: '2026-03-04' } },
  { route: 'overview' },
  { route: 'overview', query: { hours: 'true' } },
  { route: 'content' },
  { route: 'views' },
  { route: 'comparison' },
  { route: 'site' },
  ...groups.flatMap((group): Ask[] => [
    { route: 'group', query: { group } },
    { route: 'content', query: { group } },
  ]),
];

const MONDAYS = ['2026-03-02', '2026-03-09', '2026-03-16'];
/** Courses that run, for as many weeks each: beside one of them the attacked course is told as of that week. */
const RUNNING = [1, 2, 3];
/** What is told of the class week by week, to be solved together. */
export const WEEK_ASKS: Ask[] = [
  { route: 'overview' },
  ...RUNNING.map((weeks): Ask => ({ route: 'comparison', weeks })),
  ...MONDAYS.flatMap((from, at): Ask[] => [
    { route: 'site', query: { from } },
    { route: 'site', query: { to: from } },
    ...MONDAYS.slice(at + 1).map((to): Ask => ({ route: 'site', query: { from, to } })),
  ]),
];

export interface Given {
  readonly ask: Ask;
  /** The answer with the course's own keys taken out, so that courses can be laid on one another. */
  readonly json: Record<string, unknown>;
  readonly leaves: readonly Leaf[];
}

/** What the site answers is of all courses: asked for one, it is known for the others. */
const ofSite = new WeakMap<TestApi, Map<string, string>>();

const bodyOf = async (api: TestApi, url: string): Promise<string> => {
  const known = ofSite.get(api) ?? new Map<string, string>();
  ofSite.set(api, known);
  const before = known.get(url);
  if (before !== undefined) return before;
  const response = await api.get(url, 'global');
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.body}`);
  if (url.startsWith(getSiteOverview.path)) known.set(url, response.body);
  return response.body;
};

export const ask = async (api: TestApi, run: string, asked: Ask): Promise<Given> => {
  const [type, id] = asked.block ?? ['', ''];
  const block = blockOf(run, type, id);
  const course = courseOf(asked.weeks === undefined ? run : runOfWeeks(asked.weeks));
  const path = fillPath(ROUTES[asked.route].path, {
    course,
    block,
    name: EXTENSION,
    metric: asked.metric ?? '',
  });
  const query = new URLSearchParams({
    ...asked.query,
    ...(asked.block && asked.metric ? { block } : {}),
    ...(asked.weeks === undefined ? {} : { with: courseOf(run) }),
  }).toString();
  const body = await bodyOf(api, query === '' ? path : `${path}?${query}`);
  const json = JSON.parse(body.replaceAll(`Edu+Attacked+${run}`, '@')) as Given['json'];
  // figures that are not there yet come by themselves
  if ((json as { extension?: { state: string } }).extension?.state === 'filling') return ask(api, run, asked);
  // parameters are what was asked
  const { params: _, ...told } = asked.route === 'outline' ? withCounts(json) : ofOwn(asked, json);
  return { ask: asked, json, leaves: leavesOf(told) };
};

/** Of an answer about several courses week by week, what it tells of the attacked one. */
const ofOwn = ({ route, weeks, query }: Ask, json: Given['json']): Given['json'] =>
  weeks !== undefined || (route === 'site' && query !== undefined)
    ? { week: json.week, courses: (json as unknown as SiteOverview).courses.filter(({ key }) => key.endsWith('@')) }
    : json;

/** An outline in which each share of an extension says of how many it is made: whoever has it can multiply. */
const withCounts = (json: Given['json']): Given['json'] => {
  const { extension, blocks } = json as unknown as Outline;
  if (extension?.shape !== 'share') return json;
  return {
    ...json,
    blocks: blocks.map((block) =>
      block.extension?.kind === 'value'
        ? { ...block, extension: { ...block.extension, count: Math.round(block.extension.value * block.extension.of) } }
        : block,
    ),
  };
};

/** The numbers in a table as a file, without its head; `since` needs a day. */
const QUERIES: Partial<Record<ExportId, Record<string, string>>> = {
  since: { since: '2026-03-04' },
};

const linesOf = (body: string): string[] =>
  body.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('\uFEFF#'));

const numbersIn = (lines: readonly string[]): number[] =>
  lines
    .flatMap((line) => line.split(','))
    .filter((cell) => /^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell))
    .map(Number);

/** Every file that names no single learners, and the numbers in it. */
export const askFiles = async (api: TestApi, run: string): Promise<Map<string, number[]>> => {
  const course = Object.keys(EXPORTS).filter((id) => !EXPORTS[id as ExportId].gated) as ExportId[];
  const paths = [
    ...course.map((id) => exportPath(courseOf(run), id, QUERIES[id])),
    ...Object.keys(SITE_EXPORTS).map((id) => siteExportPath(id as SiteExportId)),
  ];
  const found = new Map<string, number[]>();
  for (const path of paths) found.set(path, numbersIn(linesOf(await askFile(api, path)).slice(1)));
  return found;
};

/** The numbers in the files of the extension, of the attacked problem. */
export const askExtensionFiles = async (api: TestApi, run: string): Promise<number[]> => {
  const found: number[] = [];
  for (const { id } of Object.values(hostile)) {
    const lines = linesOf(await askFile(api, exportPath(courseOf(run), `${EXTENSION}.${id}`)));
    found.push(...numbersIn(lines.filter((line) => line.startsWith(blockOf(run, ...P1)))));
  }
  return found;
};

const askFile = async (api: TestApi, path: string): Promise<string> => {
  const response = await api.get(path, 'global');
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.body}`);
  return response.body;
};

/** The cards of the extension on the attacked problem. */
export const askCards = async (api: TestApi, run: string): Promise<Leaf[]> => {
  const query = new URLSearchParams({ block: blockOf(run, ...P1) });
  const response = await api.get(`${fillPath(getCards.path, { course: courseOf(run) })}?${query}`, 'global');
  if (response.statusCode !== 200) throw new Error(response.body);
  return leavesOf(response.json());
};

/** The run of the course in which one learner of the kind is alone. */
export const runOfKind = (kind: number): string => `K${kind}`;

/** The courses in which one learner is alone. */
export const ALONE: readonly (readonly [run: string, counts: Class])[] = KINDS.map((_, kind) => [
  runOfKind(kind),
  KINDS.map((__, one) => Number(one === kind)),
]);

const runOfWeeks = (weeks: number): string => `W${weeks}`;

/** When the attacked courses begin, and those that run: so many Mondays ago. */
const startsOf = (runs: readonly string[]): { run: string; start: string; end: string }[] => [
  ...runs.map((run) => ({ run, start: MONDAYS[0] ?? '', end: '' })),
  ...RUNNING.map((weeks) => {
    const today = new Date();
    const monday = Date.UTC(
      today.getUTCFullYear(),
      today.getUTCMonth(),
      today.getUTCDate() - ((today.getUTCDay() + 6) % 7),
    );
    return {
      run: runOfWeeks(weeks),
      start: new Date(monday - weeks * 7 * 86_400_000).toISOString().slice(0, 10),
      end: '2100-01-01',
    };
  }),
];

export const loadCourses = async (
  { workspace }: TestWorkspace,
  classes: Readonly<Record<string, Class>>,
): Promise<void> => {
  const options = {
    onReject: ({ reason }: { reason: string }) => {
      throw new Error(reason);
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  };
  const running = RUNNING.map((weeks): [string, Class] => [runOfWeeks(weeks), KINDS.map(() => 2)]);
  const all = [...Object.entries(classes), ...ALONE, ...running];
  for (const [run] of all) await loadCourse(workspace.engine, Readable.from([Buffer.from(structureOf(run))]), options);
  const lines = all.flatMap(([run, counts]) => classStatements(run, counts).map((one) => `${JSON.stringify(one)}\n`));
  await loadStatements(workspace.engine, Readable.from([Buffer.from(lines.join(''))]), options);
  const day = (date: string): string => (date === '' ? '' : `${date} 00:00:00+00:00`);
  await workspace.engine.insert(
    `${workspace.engine.databases.eventSink}.course_overviews`,
    startsOf([...Object.keys(classes), ...ALONE.map(([run]) => run)]).map(({ run, start, end }) => ({
      ...{ org: 'Edu', course_key: courseOf(run), display_name: 'Attacked', course_data_json: '{}' },
      ...{ course_start: day(start), course_end: day(end) },
      ...{ modified: '2026-02-01 00:00:00', time_last_dumped: '2026-02-01 00:00:00' },
    })),
  );
  await workspace.refresh();
};
