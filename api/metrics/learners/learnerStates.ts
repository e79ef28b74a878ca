import { ClassSums, basisOf, type Judged } from './classSums';
import { courseView, phaseOf } from './courseView';
import type { CourseView } from './rules';
import { Replay, weeksOf } from './replay';
import { type StoredLearners, isOutgrown } from '../class/stored';
import type { Settings } from './thresholds';
import { LEARNER_STATES } from '@marginalia/contract';
import type { Engine, Row } from '../../store/engine';
import type { LearnerActivity } from '../../facts/activity';
import type { Seconds } from '../../facts/days';
import { StructureIndex } from '../../facts/structureIndex';
import type { Micros } from '../../lib/time';
import { sqlTime } from '../../lib/time';
import { yieldToEventLoop } from '../../lib/yieldToEventLoop';
import { courseTotals } from '../../store/queries/blockTotals';
import { activities, firstTriesByDay, sendsCompletion } from '../class/learnerActivity.query';
import { factVolumes, judgedCourses } from '../class/learnerStates.query';
import { engineClock } from '../../store/queries/state';
import { type CourseMoment, readMoments } from '../class/courseMoment';
import { readStructure } from '../../store/structure';
import { Background, type Health } from '../../lib/background';

/** Raise it where a rule changes: states of an older revision are computed again. */
const REVISION = 6;
const FIRST_LOOK_MS = 700;
const LOOK_MS = 5000;
const AT_MOST_EVERY: Micros = 120_000_000;
/** Where facts are still being made, a course that waits for them is looked at again this soon, milliseconds. */
const SOON = 2000;
/** It waits for them at most so long: where statements never stop coming, it is judged by what there is. */
const LONGEST_WAIT: Micros = 120_000_000;
/** A course that takes long is computed so seldom that it takes at most this share of the time. */
const SHARE_OF_TIME = 1 / 20;
const LEARNERS_AT_ONCE = 1000;
const DAY: Micros = 86_400_000_000;

/**
 * Judges the learners of each course in the background: who may need help now, and how good each rule was over the
 * weeks that lie behind. States rest on the day as well as on events, so they are made anew every day while a course
 * runs.
 */
export class LearnerStates {
  private readonly background = new Background(FIRST_LOOK_MS, LOOK_MS);
  private readonly took = new Map<string, Micros>();
  /** Since when a course waits to be judged by whole facts. */
  private readonly waiting = new Map<string, Micros>();
  /** On which day each course was last found to be up to date: nothing but a new day or new events changes that. */
  private readonly checked = new Map<string, number>();

  /** @param isBehind whether facts are being made of statements that are stored already */
  constructor(
    private readonly engine: Engine,
    private readonly settingsOf: (course: string) => Settings,
    private readonly isBehind: () => boolean = () => false,
  ) {}

  get health(): Health {
    return this.background.health;
  }

  /** Judges one course now, unless nothing changed since it was. */
  ensure(course: string): Promise<void> {
    return this.background.alone(async () => {
      const state = (await judgedCourses.run(this.engine, {})).find((one) => one.course_key === course);
      if (state) await this.computeIfStale(state, 0);
    });
  }

  follow(): void {
    this.background.follow(() => this.keepUp());
  }

  close(): Promise<void> {
    return this.background.close();
  }

  /**
   * Judges what is stale: a course that was judged before after a while, one that was not, or that changed by much, as
   * soon as its facts are whole. @returns how soon to look again
   */
  async keepUp(): Promise<number | null> {
    let isWaiting = false;
    const now = (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
    const states = await judgedCourses.run(this.engine, {});
    const changed = states.filter((state) => state.version !== state.source_version).map((state) => state.course_key);
    const volumes = await this.volumes(changed);
    for (const state of states) {
      if (this.background.stopped) return null;
      const isNew =
        state.computed_at === null ||
        isOutgrown(state.judged_volume, volumes.get(state.course_key) ?? state.judged_volume);
      if (!isNew) {
        this.waiting.delete(state.course_key);
        const pause = (this.took.get(state.course_key) ?? 0) / SHARE_OF_TIME;
        await this.computeIfStale(state, Math.max(AT_MOST_EVERY, pause));
        continue;
      }
      const since = this.waiting.get(state.course_key) ?? now;
      this.waiting.set(state.course_key, since);
      if (this.isBehind() && now - since < LONGEST_WAIT) isWaiting = true;
      else {
        // without a pause: each such time there is a tenth more
        await this.computeIfStale(state, 0);
        this.waiting.delete(state.course_key);
      }
    }
    return isWaiting ? SOON : null;
  }

  private async computeIfStale(state: State, pause: Micros): Promise<void> {
    const now = (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
    if (state.computed_at !== null && state.revision !== null && now - state.computed_at < pause) return;
    const course = state.course_key;
    const isSame = state.source_version === state.version && state.revision === REVISION;
    const today = Math.floor(now / DAY);
    if (isSame && this.checked.get(course) === today) return;
    const started = performance.now();
    const known = (await readMoments(this.engine, [course], now)).get(course);
    if (!known) return;
    if (!isSame || state.model !== basisOf(known.at, this.settingsOf(course).thresholds))
      await this.compute(state, now, known);
    this.checked.set(course, today);
    this.took.set(course, (performance.now() - started) * 1000);
  }

  private async compute({ course_key: course, version }: State, now: Micros, moment: CourseMoment): Promise<void> {
    const { thresholds } = this.settingsOf(course);
    const volume = (await this.volumes([course])).get(course) ?? 0;
    const structure = await readStructure(this.engine, course);
    const index = structure && new StructureIndex(structure);
    const registeredOnly = Number(moment.registered);
    const weeks = weeksOf(Math.max(moment.start, 0) || moment.firstActive, moment.at);
    const view = await this.view(course, index, moment, weeks);
    const sums = new ClassSums(moment.at, view, thresholds);
    const total = (await courseTotals.run(this.engine, { course })).find((row) => row.registered === moment.registered);
    const replay = new Replay(weeks, moment.at, view, thresholds);
    let learners = 0;
    for await (const page of this.pages(course, registeredOnly)) {
      const rows: Row[] = [];
      const pause = yieldToEventLoop();
      for (const { learner, activity } of page) {
        await pause();
        replay.add(activity);
        const judged = sums.add(activity);
        if (judged) rows.push(stateRow(course, learner, now, judged));
      }
      learners += page.length;
      await this.engine.insert(`${this.engine.databases.own}.learner_states`, rows);
      if (this.background.stopped) return;
    }
    const history = replay.result();
    const stored: StoredLearners = sums.result(
      basisOf(moment.at, thresholds),
      moment.running,
      volume,
      total?.as_of ?? 0,
      history.weeks > 0 && history.learners > 0 ? history : null,
      replay.past(),
    );
    await this.engine.insert(`${this.engine.databases.own}.course_models`, [
      {
        course_key: course,
        name: 'learners',
        block_id: '',
        computed_at: sqlTime(now),
        source_version: version,
        revision: REVISION,
        learners,
        model: JSON.stringify(stored),
      },
    ]);
  }

  /** What the rules go by in a course. @param weeks the past moments that are judged besides the present one */
  private async view(
    course: string,
    index: StructureIndex | null,
    { at, start, end, registered }: CourseMoment,
    weeks: readonly Seconds[],
  ): Promise<CourseView> {
    const who = { course, registered_only: Number(registered) };
    // the days before are judged at the hour of the present moment, the weeks at that of the first of them
    const phases = [...new Set([at, ...weeks].map(phaseOf))];
    const tries = await firstTriesByDay.run(this.engine, { ...who, phases });
    const [completion] = await sendsCompletion.run(this.engine, who);
    return courseView(
      index,
      tries.map(({ n_right, ...row }) => ({ ...row, right: n_right })),
      { start, end, anybodyRegistered: registered, sendsCompletion: completion?.any_done ?? false },
    );
  }

  private async volumes(courses: readonly string[]): Promise<Map<string, number>> {
    if (courses.length === 0) return new Map();
    return new Map((await factVolumes.run(this.engine, { courses })).map((row) => [row.course_key, row.volume]));
  }

  private async *pages(
    course: string,
    registeredOnly: number,
  ): AsyncGenerator<{ learner: string; activity: LearnerActivity }[]> {
    for (let after = ''; ;) {
      const page = await activities.run(this.engine, {
        course,
        registered_only: registeredOnly,
        after,
        limit: LEARNERS_AT_ONCE,
      });
      const last = page[page.length - 1];
      if (!last) return;
      yield page;
      after = last.learner;
    }
  }
}

type State = Awaited<ReturnType<typeof judgedCourses.run>>[number];

const date = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const stateRow = (course: string, learner: string, now: Micros, judged: Judged): Row => ({
  course_key: course,
  learner,
  computed_at: sqlTime(now),
  state: judged.state,
  state_rank: LEARNER_STATES.indexOf(judged.state),
  rules: judged.flags.map((flag) => flag.rule),
  since: judged.since.map(date),
  sections: [...judged.sections],
  marks: JSON.stringify(judged.flags),
});
