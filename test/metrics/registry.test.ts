/** Every file that defines a metric: in the registry, right on the engine by its own examples, and described everywhere. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Content, METRICS, MetricValue, WITHHELD } from '@marginalia/contract';
import { problems } from '../../api/metrics/class/tables/content';
import { panelOf, statedMetrics } from '../../api/metrics/kit/panel';
import { METRIC_FILES } from '../../api/metrics/registry';
import { METRIC_SAMPLES } from '../../src/harness/fixtures/metrics';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

/** Every example of a video's metric is of one as long as this. */
/** What the reports bind: the length of a video, the edits of a problem. */
const BOUND = { seconds: 300, edits: [] };

const ROOT = join(__dirname, '..', '..');
const files = readdirSync(join(ROOT, 'api', 'metrics'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.metric.ts'))
  .map((name) => basename(name, '.metric.ts'));

describe('files that define a metric', () => {
  it('Files that define a metric are named as their metrics, and all of them are in the registry', () => {
    expect(METRIC_FILES.map(({ id }) => id).sort()).toEqual([...files].sort());
  });

  it('Files that define a metric are what the generated files were made from', () => {
    const { status, stderr } = spawnSync(process.execPath, ['api/scripts/generate.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(METRIC_FILES.map((metric) => [metric.id, metric] as const))(
    'The metric %s is described, and has a sample where it has a card',
    (id, metric) => {
      expect(METRICS).toHaveProperty(id, expect.objectContaining({ title: metric.words.title, about: metric.of }));
      const sample = METRIC_SAMPLES[metric.of].find((one) => one.id === id);
      expect(MetricValue.safeParse(sample).success).toBe(metric.member === undefined);
      expect(metric.examples.length).toBeGreaterThan(0);
    },
  );
});

/** One problem, of which nothing else is known. */
const CONTENT: Content = {
  asOf: null,
  definitions: [],
  minLearners: 1,
  window: { from: null, to: null },
  key: null,
  problems: [
    {
      block: { id: 'p', type: 'problem', name: 'P', parent: null },
      section: '',
      subsection: '',
      graded: false,
      course: {
        ...{ learners: WITHHELD, firstTry: WITHHELD, eventual: WITHHELD },
        ...{ meanTries: WITHHELD, medianTries: WITHHELD },
      },
      group: null,
    },
  ],
  videos: [],
};

const LISTED = METRIC_FILES.filter((metric) => metric.of === 'problem' && metric.member === undefined);
it.each(LISTED.map((metric) => [metric.id, metric] as const))(
  'The metric %s has the columns of its shape in the table of problems, and is defined there',
  (id, metric) => {
    const sample = METRIC_SAMPLES.problem.find((one) => one.id === id);
    if (!sample) throw new Error(`${id} has no sample`);
    const { columns, rows, definitions } = problems(CONTENT, { metrics: [metric], values: new Map([['p', [sample]]]) });
    const own = metric.shape.csv.map(({ cell }) => cell(sample as never));
    expect(([...(rows as Iterable<unknown[]>)][0] ?? []).slice(-own.length)).toEqual(own);
    const name = id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(columns.slice(-own.length)).toEqual(
      metric.shape.csv.map(({ head }) => `${name}_${head.replaceAll(' ', '_')}`),
    );
    expect(definitions).toContain(id);
  },
);

describe('examples of a metric', () => {
  let site: TestWorkspace;
  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
  });
  afterAll(() => site.close());

  const cases = METRIC_FILES.flatMap((metric) =>
    metric.examples.map((example, at) => ({ name: `${metric.id} ${at + 1}`, metric, example })),
  );
  it.each(cases)('The example $name is what the engine says', async ({ name, metric, example }) => {
    const rows = example.facts.map((fact, at) => ({
      course_key: 'examples',
      block_id: name,
      learner: `l${at}`,
      version: 1,
      registered: 1,
      ...fact,
    }));
    await site.engine.insert(`${site.engine.databases.own}.facts`, rows);
    const of = { course: 'examples', block: name, registered_only: 1, selected: null } as const;
    const counted = await panelOf(metric.of, [metric]).read(site.engine, of, BOUND);
    const [value] = statedMetrics([metric], counted, { minLearners: 1, isSelection: false }, []);
    expect(value).toMatchObject(example.says);
  });
});
