import {
  LEARNER_RULES,
  LEARNER_STATES,
  type LearnerRule,
  type LearnerState,
  type Thresholds,
} from '@marginalia/contract';
import { type LearnerActivity } from '../../facts/activity';
import { type Day, type Seconds, dayOf } from '../../facts/days';
import type { Micros } from '../../lib/time';
import { type CourseView, DAY, isJudged, type Judgement, judge, newestUntil, since } from './rules';
import type { StoredLearners } from '../class/stored';

/** One learner as judged now, with since when. */
export interface Judged extends Judgement {
  readonly since: readonly Day[];
  /** The sections in which the learner struggles. */
  readonly sections: readonly string[];
}

/** Where somebody struggles: in sections far below the class, and in those of the problems they are stuck on. */
const strugglesIn = ({ flags }: Judgement, view: CourseView): string[] => [
  ...new Set(
    flags.flatMap((flag) =>
      flag.rule === 'struggling'
        ? [...flag.sections.map((one) => one.section), ...flag.stuck.map((one) => view.sectionOf(one.problem))]
        : [],
    ),
  ),
];

/** Judges a class, one learner after another, and adds up what may be disclosed of it as a whole. */
export class ClassSums {
  private learners = 0;
  private flagged = 0;
  private readonly now = new Map<LearnerRule, number>();
  private readonly before = new Map<LearnerRule, number>();
  private then = 0;
  private newest: Seconds = 0;
  private readonly states = new Map<LearnerState, number>();
  private readonly quadrants = new Map<string, number>();
  private readonly sections = new Map<string, { of: number; struggling: number }>();

  constructor(
    private readonly at: Seconds,
    private readonly view: CourseView,
    private readonly thresholds: Thresholds,
  ) {}

  /** @returns null where the learner is none of those judged */
  add(of: LearnerActivity): Judged | null {
    const { at, view, thresholds } = this;
    this.newest = Math.max(this.newest, newestUntil(of, at));
    if (!isJudged(of, at, view)) return null;
    const judged = judge(of, at, view, thresholds);
    this.learners += 1;
    this.flagged += Number(judged.flags.length > 0);
    plus(this.states, judged.state);
    for (const flag of judged.flags) plus(this.now, flag.rule);
    if (judged.succeeding !== null) plus(this.quadrants, `${Number(judged.active)}${Number(judged.succeeding)}`);
    const weekAgo = at - 7 * DAY;
    if (isJudged(of, weekAgo, view)) {
      this.then += 1;
      for (const flag of judge(of, weekAgo, view, thresholds).flags) plus(this.before, flag.rule);
    }
    const sections = strugglesIn(judged, view).filter((section) => section !== '');
    this.addSections(of, new Set(sections));
    return { ...judged, since: since(of, at, view, thresholds, judged.flags), sections };
  }

  private addSections(of: LearnerActivity, worse: ReadonlySet<string>): void {
    const tried = new Map<string, number>();
    for (const problem of of.problems)
      if ((problem.submissions[0] ?? Infinity) <= this.at) plus(tried, this.view.sectionOf(problem.block));
    for (const [section, count] of tried) {
      // a learner who is stuck may have attempted fewer
      if (section === '' || (count < this.thresholds.strugglingProblems && !worse.has(section))) continue;
      const sums = this.sections.get(section) ?? { of: 0, struggling: 0 };
      sums.of += 1;
      sums.struggling += Number(worse.has(section));
      this.sections.set(section, sums);
    }
  }

  /** @param asOf the newest event of the course: what came after the moment judged does not count */
  result(
    basis: string,
    running: boolean,
    volume: number,
    asOf: Micros,
    history: StoredLearners['history'],
    past: StoredLearners['past'],
  ): StoredLearners {
    const newest = asOf > 0 && asOf <= this.at * 1e6 ? asOf : this.newest * 1e6;
    return {
      basis,
      volume,
      asOf: newest === 0 ? null : newest,
      judgedAt: this.at,
      running,
      learners: this.learners,
      flagged: this.flagged,
      rules: LEARNER_RULES.map((rule) => ({
        rule,
        now: this.now.get(rule) ?? 0,
        weekAgo: this.before.get(rule) ?? 0,
        then: this.then,
      })),
      states: LEARNER_STATES.map((state) => ({ state, learners: this.states.get(state) ?? 0 })),
      quadrants: [true, false].flatMap((active) =>
        [true, false].map((succeeding) => ({
          active,
          succeeding,
          learners: this.quadrants.get(`${Number(active)}${Number(succeeding)}`) ?? 0,
        })),
      ),
      sections: [...this.sections].map(([section, sums]) => ({ section, ...sums })),
      history,
      past,
    };
  }
}

const plus = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** What a course's states rest on besides its events: they are made anew when the day or the thresholds change. */
export const basisOf = (at: Seconds, thresholds: Thresholds): string => `${dayOf(at)} ${JSON.stringify(thresholds)}`;
