import { listSteps, lookedAt } from './findings';
import { STORED_VERSION, type StoredAttention, listedSince } from './attentionReport';
import { triages } from './triage.query';
import { type DifficultyModel, ITEM_LEARNERS, MOST_LEARNERS, difficultySteps } from '../problem/irtDifficulty';
import type { Engine, Row } from '../../store/engine';
import { StructureIndex } from '../../facts/structureIndex';
import type { Micros } from '../../lib/time';
import { sqlTime } from '../../lib/time';
import { courseModel, modelStates } from './courseModels.query';
import { responsePatterns } from '../problem/itemStatistics.query';
import { engineClock } from '../../store/queries/state';
import { readStructure } from '../../store/structure';
import { Background, type Health } from '../../lib/background';
import { inTurns } from '../../lib/steps';
import { type CourseSums, fixedAt, readCourseSums } from './courseModelStatistics';

/** Raise it where a method changes: models of an older revision are computed again. */
const REVISION = 7;

/** How soon after the start and how often courses are looked through, milliseconds, and how old a model has to be before it is replaced. */
const FIRST_LOOK_MS = 500;
const LOOK_MS = 5000;
const AT_MOST_EVERY: Micros = 120_000_000;
/** A course that takes long is computed so seldom that it takes at most this share of the time. */
const SHARE_OF_TIME = 1 / 20;

/**
 * What is computed about whole courses, apart from the facts: difficulties on one scale, and the list of what is worth a
 * look. It runs in the background, gives way to everything else, and stores each result whole with its date.
 */
export class CourseModels {
  private readonly background = new Background(FIRST_LOOK_MS, LOOK_MS);
  /** How long each course took the last time, microseconds. */
  private readonly took = new Map<string, Micros>();

  constructor(private readonly engine: Engine) {}

  /** Reports go on with the models there are. */
  get health(): Health {
    return this.background.health;
  }

  /** Computes one course's models now, unless nothing changed since they were. */
  ensure(course: string): Promise<void> {
    return this.background.alone(async () => {
      const state = (await modelStates.run(this.engine, {})).find((one) => one.course_key === course);
      if (state && isStale(state)) await this.compute(course, state.version);
    });
  }

  /** Computes what is missing, or is stale and has not just been computed. */
  keepUp(): Promise<void> {
    return this.background.alone(() => this.renew());
  }

  /** Keeps the models up to date until `close`. */
  follow(): void {
    this.background.follow(async () => {
      await this.renew();
      return null;
    });
  }

  close(): Promise<void> {
    return this.background.close();
  }

  private async renew(): Promise<void> {
    const now = await this.now();
    for (const state of await modelStates.run(this.engine, {})) {
      if (this.background.stopped) return;
      const pause = Math.max(AT_MOST_EVERY, (this.took.get(state.course_key) ?? 0) / SHARE_OF_TIME);
      if (isStale(state) && now - (state.computed_at ?? 0) >= pause) {
        await this.compute(state.course_key, state.version);
      }
    }
  }

  /** @param version of the facts it is known to be computed from: they may have grown since, and then it is stale again */
  private async compute(course: string, version: Micros): Promise<void> {
    const started = performance.now();
    const structure = await readStructure(this.engine, course);
    const at = await this.now();
    const fixed = fixedAt(await triages.run(this.engine, { courses: [course] }));
    const sums = await readCourseSums(this.engine, course, structure && new StructureIndex(structure), at, fixed);
    const places = new Map(structure?.blocks.map((block) => [block.id, block.order]));
    const before = await this.listedBefore(course);
    const findings = await inTurns(listSteps(sums.versions, before, at, (block) => places.get(block) ?? Infinity));
    const difficulty = await this.difficulty(sums);
    const stored: StoredAttention = {
      stored: STORED_VERSION,
      asOf: sums.asOf,
      learners: sums.learners,
      looked: lookedAt(sums.current),
      reliability: sums.reliability,
      findings,
    };
    const row = (name: string, block: string, learners: number, model: unknown): Row => ({
      course_key: course,
      name,
      block_id: block,
      computed_at: sqlTime(at),
      source_version: version,
      revision: REVISION,
      learners,
      model: JSON.stringify(model),
    });
    const { model, reason, problems, learners, items, unplaced } = difficulty;
    await this.engine.insert(`${this.engine.databases.own}.course_models`, [
      row('difficulty', '', learners, { model, reason, problems }),
      ...[...items].map(([block, item]) => row('difficulty', block, item.of, item)),
      ...unplaced.map((block) => row('difficulty', block, 0, { reason: 'no_relation_to_strength' })),
      row('attention', '', sums.learners, stored),
    ]);
    this.took.set(course, (performance.now() - started) * 1000);
  }

  /** What is on the list now, by key, with when it came there. */
  private async listedBefore(course: string): Promise<Map<string, number>> {
    const [before] = await courseModel.run(this.engine, { course, model: 'attention', blocks: [] });
    return before ? listedSince(before.model) : new Map();
  }

  private async difficulty({ current, args }: CourseSums): Promise<DifficultyModel> {
    const blocks = current.items.filter((item) => item.n >= ITEM_LEARNERS).map((item) => item.block);
    const patterns = await responsePatterns.run(this.engine, {
      ...args,
      blocks,
      most: MOST_LEARNERS,
    });
    return inTurns(difficultySteps(blocks, patterns));
  }

  private async now(): Promise<Micros> {
    return (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
  }
}

type State = Awaited<ReturnType<typeof modelStates.run>>[number];

const isStale = (state: State): boolean => state.source_version !== state.version || state.revision !== REVISION;
