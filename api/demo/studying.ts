import { solveProblem } from './answering';
import { SECTIONS } from './content';
import { EXPERIMENT, chanceOfTable } from './content/experiment';
import { type Content, type Subsection, type Unit, usageKey, type VideoContent } from './courseTree';
import { editTime, type RunOfCourse } from './courseRows';
import { Gradebook } from './grading';
import type { Learner } from './learners';
import { PATTERNS } from './patterns';
import type { Random } from './random';
import { Recorder } from './recorder';
import { type Moment, StatementMaker } from './statements';
import type { Statement } from '../pipeline/transform/statement';
import { DAY, HOUR, type Micros } from './time';
import { reviewPassage, watchVideo } from './watching';

/** A run with what is special about it. */
export interface RunPlan {
  readonly run: RunOfCourse;
  readonly lms: string;
  readonly keysRight: boolean;
  readonly edited: boolean;
}

const SUBSECTIONS: readonly Subsection[] = SECTIONS.flatMap((section) => section.subsections);

const rewatchedVideo = SUBSECTIONS.flatMap((subsection) => subsection.units.flatMap((unit) => unit.contents)).find(
  (content): content is VideoContent => content.type === 'video' && content.rewatched !== undefined,
);

/** Lessons are taken between 7 and 23 o'clock, most in the evening. */
const atDaytime = (random: Random, time: Micros): Micros =>
  Math.floor(time / DAY) * DAY +
  random.pick([
    [9, 2],
    [12, 2],
    [15, 2],
    [18, 4],
    [20, 4],
  ]) *
    HOUR +
  random.between(0, 2.5) * HOUR;

/** When a learner sits down to a subsection. */
const beginsAt = (random: Random, learner: Learner, subsection: Subsection, start: Micros): Micros => {
  const { opens, closes } = subsection;
  if (subsection.dueRush && random.chance(0.8))
    return atDaytime(random, start + random.between(closes - 3.4, closes - 0.5) * DAY);
  const share = Math.min(1, Math.max(0, learner.lateness * 0.7 + random.next() * 0.45 - 0.05));
  return atDaytime(random, start + (opens + share * (closes - 1 - opens)) * DAY);
};

const timeOf = (statements: readonly Statement[]): number => Date.parse(statements[0]?.timestamp ?? '');

class Student {
  private readonly recorder: Recorder;
  private readonly maker: StatementMaker;
  private readonly random: Random;
  private readonly grades: Gradebook;
  /** Slugs of the videos watched to their end. */
  private readonly finished = new Set<string>();

  constructor(
    random: Random,
    private readonly plan: RunPlan,
    private readonly learner: Learner,
  ) {
    this.random = random;
    this.recorder = new Recorder(learner.actor, random, plan.run.end);
    this.maker = new StatementMaker(plan.lms, plan.run.key, plan.run.name);
    this.grades = new Gradebook(random.fork('grades'), this.maker, plan.run.key, plan.run.end);
  }

  /** Everything this learner does in the run, in order of time: one list per tracking event. */
  study(): Statement[][] {
    const { learner, plan } = this;
    const acts: { at: Micros; act: () => void }[] = [];
    if (learner.registered) {
      const { at, mode } = learner.registered;
      acts.push({ at, act: () => this.enrol('registered', mode) });
      if (learner.upgradesAt !== null && mode !== 'verified') {
        acts.push({ at: learner.upgradesAt, act: () => this.enrol('registered', 'verified') });
      }
      if (learner.leavesAt !== null) {
        acts.push({ at: learner.leavesAt, act: () => this.enrol('unregistered', mode) });
        if (learner.returns) acts.push({ at: learner.leavesAt + DAY, act: () => this.enrol('registered', mode) });
      }
    }
    let earliest = learner.registered?.at ?? plan.run.start - 9 * DAY;
    SUBSECTIONS.slice(0, learner.subsections).forEach((subsection) => {
      // staff try everything the week before the course begins
      const planned = learner.registered
        ? beginsAt(this.random, learner, subsection, plan.run.start)
        : plan.run.start - this.random.between(1, 8) * DAY;
      const at = Math.max(planned, earliest + HOUR);
      earliest = at;
      if (learner.isAway && subsection.slug === PATTERNS.away.subsection) return;
      if (learner.leavesAt === null || learner.returns || at < learner.leavesAt) {
        acts.push({ at, act: () => this.workOn(subsection) });
      }
      if (subsection.dueRush && rewatchedVideo && this.random.chance(0.5)) {
        acts.push({ at: at - HOUR, act: () => this.review(rewatchedVideo) });
      }
    });
    acts.sort((a, b) => a.at - b.at);
    for (const { at, act } of acts) {
      this.recorder.sitDown(at + this.random.whole(0, 999_999));
      act();
    }
    return [...this.recorder.recorded, ...this.grades.recorded].sort((a, b) => timeOf(a) - timeOf(b));
  }

  private enrol(verb: 'registered' | 'unregistered', mode: string): void {
    this.recorder.record((moment) => this.maker.enrolment(moment, verb, mode));
  }

  private workOn(subsection: Subsection): void {
    const { recorder, maker, random, learner } = this;
    const block = usageKey(this.plan.run.key, 'sequential', subsection.slug);
    const tabs = subsection.units.length;
    if (random.chance(0.6)) recorder.record((moment) => maker.outlineSelected(moment, block, subsection.name));
    const visited = subsection.units.filter((unit) => this.visits(unit));
    for (const [index, unit] of visited.entries()) {
      // some get up in the middle of a subsection and never come back to the rest of it
      if (index > 0 && !learner.findsBonus && random.chance(0.4 * (1 - learner.diligence))) return;
      if (index > 0) {
        const to = random.chance(0.85) ? 'next unit' : index + 1;
        recorder.record((moment) => maker.tabLeft(moment, block, index, tabs, to));
      }
      recorder.pass(random.between(2, 8));
      for (const content of unit.contents) this.takeIn(content, subsection.graded);
      if (this.plan.run.hasExperiment && unit.slug === EXPERIMENT.unit) this.readExplanation();
      if (index > 0 && random.chance(0.12)) {
        recorder.record((moment) => maker.tabLeft(moment, block, index + 1, tabs, 'previous unit'));
        recorder.pass(random.between(20, 120));
        recorder.record((moment) => maker.tabLeft(moment, block, index, tabs, 'next unit'));
      }
      if (random.chance(0.15)) recorder.sitDown(recorder.now + random.between(0.5, 3) * HOUR);
    }
  }

  /** Reads what the learner's group of the experiment is given. */
  private readExplanation(): void {
    const isSecond = this.random.fork('experiment').chance(chanceOfTable(this.learner.ability));
    const { reading } = EXPERIMENT.arms[isSecond ? 1 : 0];
    const block = usageKey(this.plan.run.key, reading.type, reading.slug);
    this.recorder.aside((moment) => this.maker.completion(moment, block));
  }

  private visits(unit: Unit): boolean {
    if (unit.visitors === undefined) return true;
    return unit.visitors === 'few' && this.learner.findsBonus;
  }

  private takeIn(content: Content, graded: boolean): void {
    const { recorder, maker, random, learner, plan } = this;
    const key = plan.run.key;
    switch (content.type) {
      case 'html':
        recorder.pass(random.between(8, 110));
        recorder.record((moment) => maker.completion(moment, usageKey(key, 'html', content.slug)));
        break;
      case 'video':
        if (random.chance(learner.diligence) && watchVideo(recorder, maker, learner, content, key)) {
          this.finished.add(content.slug);
        }
        break;
      case 'problem':
        if (random.chance(graded ? Math.max(0.93, learner.diligence) : learner.diligence)) {
          const beforeEdit = plan.edited && recorder.now < editTime(plan.run);
          // who is not enrolled gets no grade
          const onSubmitted = (moment: Moment, right: number): void => {
            if (learner.registered) this.grades.submitted(moment, content.slug, right);
          };
          const state = { courseKey: key, keysRight: plan.keysRight, beforeEdit, onSubmitted };
          solveProblem(recorder, maker, learner, content, state);
        }
        break;
      case 'discussion':
    }
  }

  /** Going back to one passage of a video, for those who know that it is there. */
  private review(video: VideoContent): void {
    if (!this.finished.has(video.slug)) return;
    const { from, to } = PATTERNS.rewatched;
    reviewPassage(this.recorder, this.maker, video, this.plan.run.key, from - this.random.between(0, 5), to + 2);
  }
}

/** What one learner does in a run of the course: the statements of one tracking event each, in order of time. */
export const study = (random: Random, plan: RunPlan, learner: Learner): Statement[][] =>
  new Student(random, plan, learner).study();
