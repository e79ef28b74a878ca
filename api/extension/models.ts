import type { Engine, Row } from '../store/engine';
import type { Micros } from '../lib/time';
import { courseTotals } from '../store/queries/blockTotals';
import { hostName } from './computation';
import { MOST_FAILURES } from './facts.query';
import type { TypeOf } from './histories';
import { LIMITS } from './host/hostProcess';
import type { Hosts } from './hosts';
import {
  type Manifest,
  type MetricManifest,
  type ParamValues,
  defaultsOf,
  fullId,
  variantOf,
  variantsOf,
} from './manifest';
import { inputsOfModel, learnersOfModel, modelRows, sourceKey } from './models.query';
import { type Installed, type Registry, type Revision, isEnabledIn } from './registry';
import { ValueError, valueOf } from './values';

/** A model looks at so many learners at once, at most: then their values fit into one answer. */
export const MOST_LEARNERS = 10_000;
/** What a card says of a block with more. */
const TOO_MANY = `A model looks at no more than ${MOST_LEARNERS.toLocaleString('en')} learners, and more have a value here.`;

/** Metrics that look at a whole class. */
export const modelsOf = ({ metrics }: Manifest): MetricManifest[] => metrics.filter(({ tier }) => tier === 'model');

/** A metric that a model is made from, as it is in one course. */
export interface ModelSource {
  /** As the model names it. */
  readonly id: string;
  readonly extension: Installed;
  readonly revision: Revision;
  readonly metric: MetricManifest;
}

/** What a model is made from in a course: values of its own revision, and those that others answer with. */
export const sourcesOf = async (
  registry: Registry,
  extension: Installed,
  revision: Revision,
  { from = [] }: MetricManifest,
  course: string,
): Promise<ModelSource[]> => {
  const own = revision.manifest.metrics.map((metric) => ({
    id: fullId(extension.name, metric.id),
    extension,
    revision,
    metric,
  }));
  const others = (await registry.metrics()).filter((one) => one.extension.name !== extension.name);
  return [...own, ...others].filter(
    (one) => from.includes(one.id) && isPerLearner(one.metric) && isEnabledIn(one.extension, course),
  );
};

/** Whether a metric says something of each learner by itself, and so may be what a model is made from. */
export const isPerLearner = ({ tier }: Pick<MetricManifest, 'tier'>): boolean => tier === 'each' || tier === 'sql';

/** What a model is asked about at once: one block, in one combination of its parameters. */
export interface Due {
  readonly block: string;
  readonly variant: number;
  readonly params: ParamValues;
  readonly input: string;
  readonly learners: number;
  readonly failures: number;
}

export interface ModelTask {
  readonly extension: Installed;
  readonly revision: Revision;
  readonly course: string;
  readonly metric: MetricManifest;
}

interface Looked {
  readonly due: readonly Due[];
  /** What there are no values for any more. */
  readonly gone: readonly { readonly block: string; readonly variant: number }[];
  /** It was said before that the course is whole. */
  readonly isWhole: boolean;
}

/** What a model is given of a block, by learner in one order. */
export interface ClassValues {
  readonly learners: readonly string[];
  /** By what it is made from, a value or null for each learner. */
  readonly values: readonly (readonly (number | null)[])[];
}

/** A question for the closed machine. @param numbers of the learners */
export const modelText = (
  { id, from = [] }: MetricManifest,
  params: ParamValues,
  { learners, values }: ClassValues,
  numbers: readonly number[] = learners.map((_, at) => at + 1),
): string => JSON.stringify({ id, params, from, numbers, values });

/** Has models look at the learners of a block, all at once and by number. What they say of each is a value like any other. */
export class Models {
  constructor(
    private readonly engine: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
  ) {}

  /** @param before who failed is tried again, if that was before this moment */
  async look(task: ModelTask, typeOf: TypeOf, before: Micros): Promise<Looked> {
    const { extension, revision, course, metric } = task;
    const known = await modelRows.run(this.engine, {
      ...{ name: extension.name, revision: revision.revision, course, metric: metric.id },
    });
    const inputs = (await inputsOfModel.run(this.engine, await this.from(task))).filter(({ block }) =>
      metric.on.includes(typeOf(block)),
    );
    const rows = new Map(known.map((row) => [`${row.variant} ${row.block}`, row]));
    const due = inputs.flatMap(({ block, input, learners }) =>
      variantsOf(metric).flatMap((params, variant): Due[] => {
        const row = rows.get(`${variant} ${block}`);
        const isSame = row?.input === input;
        const isSettled = isSame && (row.failures === 0 || row.failures >= MOST_FAILURES || row.version > before);
        return isSettled ? [] : [{ block, variant, params, input, learners, failures: isSame ? row.failures : 0 }];
      }),
    );
    const there = new Set(inputs.map(({ block }) => block));
    return {
      due,
      gone: known.filter(({ block }) => block !== '' && !there.has(block)),
      isWhole: known.some(({ block }) => block === ''),
    };
  }

  /** @param version taken before. @returns whether it was tried; false: the extension is paused */
  async make(task: ModelTask, due: Due, version: Micros): Promise<boolean> {
    const store = (more: Row): Promise<void> => this.store(task, due, version, { input: due.input, ...more });
    const found = due.learners > MOST_LEARNERS ? null : await this.read(task, due.block);
    if (found === null || found.learners.length > MOST_LEARNERS) {
      await store({ problem: TOO_MANY });
      return true;
    }
    const [outcome] = await this.ask(task, [modelText(task.metric, due.params, found)]);
    if (!outcome) return false;
    try {
      if ('error' in outcome) throw new ValueError(outcome.error);
      await store(checked(task.metric, found.learners, outcome.value));
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      await store({ failures: Math.min(MOST_FAILURES, due.failures + 1), problem: error.message });
    }
    return true;
  }

  /** Takes away what is said of blocks of which nobody says anything any more. */
  async drop(task: ModelTask, gone: Looked['gone'], version: Micros): Promise<void> {
    for (const one of gone) await this.store(task, one, version, { removed: 1 });
  }

  /** Notes that everything there was to look at was looked at. */
  noteWhole(task: ModelTask, version: Micros): Promise<void> {
    return this.store(task, { block: '', variant: 0 }, version, {});
  }

  /** The learners of a block, as the model is given them. */
  async read(task: ModelTask, block: string): Promise<ClassValues> {
    const rows = await learnersOfModel.run(this.engine, { ...(await this.from(task)), block });
    return {
      learners: rows.map(({ learner }) => learner),
      values: (task.metric.from ?? []).map((_, at) =>
        rows.map(({ places, values }) => values[places.indexOf(at + 1)] ?? null),
      ),
    };
  }

  ask({ extension, revision }: ModelTask, texts: readonly string[]): ReturnType<Hosts['each']> {
    const bundle = (): Promise<string> => this.registry.bundle(extension.name, revision.revision);
    return this.hosts.each(hostName(extension, revision), bundle, null, 'model', texts, LIMITS.model);
  }

  private async from({ extension, revision, course, metric }: ModelTask): Promise<{
    readonly course: string;
    readonly registered_only: number;
    readonly names: string[];
    readonly revisions: string[];
    readonly keys: string[];
  }> {
    const sources = await sourcesOf(this.registry, extension, revision, metric, course);
    const totals = await courseTotals.run(this.engine, { course });
    return {
      course,
      registered_only: Number(totals.some(({ registered }) => registered)),
      names: sources.map((one) => one.extension.name),
      revisions: sources.map((one) => one.revision.revision),
      keys: (metric.from ?? []).map((id) => {
        const one = sources.find((source) => source.id === id);
        return one ? sourceKey(one.extension.name, one.metric.id, variantOf(one.metric, defaultsOf(one.metric))) : '';
      }),
    };
  }

  private async store(
    { extension, revision, course, metric }: ModelTask,
    { block, variant }: { readonly block: string; readonly variant: number },
    version: Micros,
    more: Row,
  ): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.extension_models`, [
      {
        ...{ name: extension.name, revision: revision.revision, course_key: course, metric: metric.id, variant },
        ...{ block_id: block, version, input: '0', failures: 0, problem: '', learners: [], values: [] },
        ...more,
      },
    ]);
  }
}

/** What a model said, by learner. @throws ValueError */
const checked = ({ id, as }: MetricManifest, learners: readonly string[], text: string): Row => {
  const said = JSON.parse(text) as unknown[];
  if (as === 'score' || !Array.isArray(said) || said.length !== learners.length)
    throw new ValueError(`${id}: return a list with a value or null for each row, in their order`);
  const places = as.kind === 'counts' ? as.categories : null;
  const found = learners.flatMap((learner, at) => {
    const value = said[at];
    if (value === null) return [];
    return [[learner, valueOf(as, typeof value === 'number' && places ? places[value] : value, id)] as const];
  });
  return { learners: found.map(([learner]) => learner), values: found.map(([, value]) => value) };
};
