import { PASS_LINE } from './courseRows';
import { SECTIONS } from './content';
import { usageKey } from './courseTree';
import type { Random } from './random';
import type { Moment, StatementMaker } from './statements';
import type { Statement } from '../pipeline/transform/statement';
import { type Micros, SECOND } from './time';

interface GradedSubsection {
  readonly slug: string;
  /** Points by problem. */
  readonly problems: ReadonlyMap<string, number>;
}

/** Bonus units are for practice: what hardly anybody sees does not count. */
const GRADED: readonly GradedSubsection[] = SECTIONS.flatMap((section) => section.subsections)
  .filter((subsection) => subsection.graded)
  .map(({ slug, units }) => ({
    slug,
    problems: new Map(
      units
        .filter((unit) => unit.visitors === undefined)
        .flatMap((unit) => unit.contents)
        .flatMap((content) => (content.type === 'problem' ? [[content.slug, content.questions.length] as const] : [])),
    ),
  }));

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

/**
 * One learner's grades, as an LMS works them out after each submission that counts: each graded subsection weighs the
 * same, a problem counts as it was answered last, and what was not tried is 0.
 */
export class Gradebook {
  readonly recorded: Statement[][] = [];
  private readonly points = new Map<string, number>();
  private hasPassed = false;

  /** @param until nothing is recorded from then on */
  constructor(
    private readonly random: Random,
    private readonly maker: StatementMaker,
    private readonly courseKey: string,
    private readonly until: Micros,
  ) {}

  /** @param moment of the submission @param earned of the points of the problem */
  submitted(moment: Moment, problem: string, earned: number): void {
    const subsection = GRADED.find(({ problems }) => problems.has(problem));
    if (!subsection) return;
    this.points.set(problem, earned);
    // grades are worked out by another process a moment later
    let { time } = moment;
    const record = (make: (at: Moment) => Statement[]): void => {
      time += this.random.whole(SECOND / 20, SECOND / 2);
      if (time < this.until) this.recorded.push(make({ ...moment, time }));
    };
    const [own, of] = [this.earned(subsection), sum(subsection.problems.values())];
    const block = usageKey(this.courseKey, 'sequential', subsection.slug);
    record((at) => this.maker.subsectionGrade(at, block, own, of));
    const shares = GRADED.map((one) => this.earned(one) / sum(one.problems.values()));
    // an LMS keeps whole percents
    const grade = Math.round((100 * sum(shares)) / shares.length) / 100;
    const passes = grade >= PASS_LINE;
    record((at) => this.maker.courseGrade(at, grade, passes ? 'Pass' : 'Fail'));
    if (passes && !this.hasPassed) record((at) => this.maker.passed(at));
    this.hasPassed ||= passes;
  }

  private earned({ problems }: GradedSubsection): number {
    return sum([...problems.keys()].map((problem) => this.points.get(problem) ?? 0));
  }
}
