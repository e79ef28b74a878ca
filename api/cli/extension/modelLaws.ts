import type { Installed } from '../../extension/registry';
import { learnersOfCourses } from '../../extension/facts.query';
import { type ClassValues, type ModelTask, Models, modelText, modelsOf } from '../../extension/models';
import { modelProgress, modelRows } from '../../extension/models.query';
import { variantsOf } from '../../extension/manifest';
import type { Workspace } from '../../worker/workspace';

/** Blocks that the law is tried on. */
const BLOCKS = 3;

/** Whether models were computed of all blocks, and whether the order and the numbers of learners matter to them. */
export const modelLaws = async (
  { engine, extensions }: Workspace,
  extension: Installed,
  say: (isGood: boolean, text: string) => void,
): Promise<void> => {
  const { name, active: revision } = extension;
  if (!revision || modelsOf(revision.manifest).length === 0) return;
  for (const { course, metric, blocks, failed, problem } of await modelProgress.run(engine, {
    name,
    revision: revision.revision,
  }))
    say(
      failed === 0,
      `${metric}: ${blocks - failed} of ${blocks} blocks computed in ${course}${failed > 0 ? `: ${problem}` : ''}`,
    );
  const models = new Models(engine, extensions.registry, extensions.hosts);
  for (const { course } of await learnersOfCourses.run(engine, {}))
    for (const metric of modelsOf(revision.manifest)) {
      const task: ModelTask = { extension, revision, course, metric };
      const rows = await modelRows.run(engine, { name, revision: revision.revision, course, metric: metric.id });
      const blocks = [...new Set(rows.flatMap(({ block, problem }) => (block && !problem ? block : [])))];
      const read = await Promise.all(blocks.map((block) => models.read(task, block)));
      const largest = read.sort((a, b) => b.learners.length - a.learners.length).slice(0, BLOCKS);
      if (largest.length > 0)
        say(
          await isOrderless(models, task, largest),
          `law: ${metric.id}: learners in another order and with other numbers, the same value for each`,
        );
    }
};

const isOrderless = async (models: Models, task: ModelTask, all: readonly ClassValues[]): Promise<boolean> => {
  const { metric } = task;
  for (const given of all)
    for (const params of variantsOf(metric)) {
      const count = given.learners.length;
      const turned: ClassValues = {
        learners: [...given.learners].reverse(),
        values: given.values.map((values) => [...values].reverse()),
      };
      // half way round, so that nobody keeps the number or the neighbours
      const numbers = turned.learners.map((_, at) => ((at + Math.ceil(count / 2)) % count) + 1);
      const outcomes = await models.ask(task, [
        modelText(metric, params, given),
        modelText(metric, params, turned, numbers),
      ]);
      const [plain, other] = outcomes.map((outcome) => ('value' in outcome ? valuesIn(outcome.value) : null));
      if (!plain || !other || plain.join() !== other.reverse().join()) return false;
    }
  return true;
};

/** Sums of the same numbers in another order differ in their last digits. */
const valuesIn = (text: string): string[] =>
  (JSON.parse(text) as unknown[]).map((value) => (typeof value === 'number' ? value.toPrecision(9) : String(value)));
