import { operatorScope } from '../../auth/scope';
import { blocksOfMetric } from '../../extension/facts.query';
import { fullId } from '../../extension/manifest';
import type { Installed } from '../../extension/registry';
import { coursesWithEvents } from '../../store/queries/events';
import { readStructure } from '../../store/structure';
import type { Workspace } from '../../worker/workspace';
import { reportsOf } from './report';

/** What a metric says of one block. */
interface NumberOfBlock {
  readonly id: string;
  readonly block: string;
  readonly title: string;
  /** JSON */
  readonly said: string;
}

/** What the metrics of an extension say, course by course. @param most blocks of each metric: those of most learners */
export const numbersOf = async (
  workspace: Workspace,
  { name, active }: Installed,
  minLearners: number,
  most = Infinity,
): Promise<NumberOfBlock[]> => {
  const reports = reportsOf(workspace, minLearners);
  const numbers: NumberOfBlock[] = [];
  for (const { course_key: course } of await coursesWithEvents.run(workspace.engine, {}))
    for (const metric of active?.manifest.metrics ?? []) {
      if (!active) continue;
      const id = fullId(name, metric.id);
      const of = { name, revision: active.revision, course, metric: metric.id };
      const blocks =
        metric.tier === 'combine'
          ? ((await readStructure(workspace.engine, course))?.blocks ?? [])
              .filter(({ type }) => metric.on.includes(type))
              .map((one) => one.id)
          : (await blocksOfMetric.run(workspace.engine, of)).map((row) => row.block);
      for (const block of blocks.slice(0, most)) {
        const report = (await reports.metric(operatorScope(course), id, { block }, 'operator')) as Record<
          string,
          unknown
        >;
        const { value, categories, bins, reason } = report;
        numbers.push({
          id,
          block,
          title: metric.title,
          said: JSON.stringify(value ?? categories ?? bins ?? reason ?? null),
        });
      }
    }
  return numbers;
};

/** Numbers shown to whoever looks whether they are right. */
export const SHOWN = 5;
const learnersIn = ({ said }: NumberOfBlock): number =>
  Number(/"of":(\d+)/.exec(said)?.[1] ?? /"learners":(\d+)/.exec(said)?.[1] ?? 0);
/** Values of most learners first, a line each. */
export const largestOf = (numbers: readonly NumberOfBlock[]): string[] =>
  [...numbers]
    .sort((a, b) => learnersIn(b) - learnersIn(a))
    .slice(0, SHOWN)
    .map(({ id, block, said }) => `${id} of ${block}: ${said}`);
