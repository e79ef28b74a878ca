import { unitCount } from '../../facts/activity';
import { type Day, type Seconds, dayOf } from '../../facts/days';
import type { StructureIndex } from '../../facts/structureIndex';
import { type CourseView, DAY } from './rules';

/**
 * First attempts at one problem within a day that ends at the same hour as a moment that is judged: they count at
 * `phase` seconds into `day` (UTC), and not a day before.
 */
interface DayTries {
  readonly block: string;
  readonly phase: Seconds;
  readonly day: Day;
  readonly tried: number;
  readonly right: number;
}

/** The hour of a moment: seconds since midnight, UTC. */
export const phaseOf = (at: Seconds): Seconds => at % DAY;

/** Sums by day, for quick sums of "up to and with a day". */
class Sums {
  private readonly days: Day[] = [];
  private readonly tried: number[] = [];
  private readonly right: number[] = [];

  /** In the order of days. */
  add(day: Day, tried: number, right: number): void {
    const last = this.days.length - 1;
    const before = { tried: this.tried[last] ?? 0, right: this.right[last] ?? 0 };
    if (this.days[last] === day) {
      this.tried[last] = before.tried + tried;
      this.right[last] = before.right + right;
      return;
    }
    this.days.push(day);
    this.tried.push(before.tried + tried);
    this.right.push(before.right + right);
  }

  until(day: Day): { tried: number; right: number } {
    let at = this.days.length - 1;
    while (at >= 0 && (this.days[at] ?? 0) > day) at -= 1;
    return { tried: this.tried[at] ?? 0, right: this.right[at] ?? 0 };
  }
}

/** What the rules need to know of a course. @param tries for the hours of all moments that are judged */
export const courseView = (
  structure: StructureIndex | null,
  tries: readonly DayTries[],
  course: Pick<CourseView, 'start' | 'end' | 'anybodyRegistered' | 'sendsCompletion'>,
): CourseView => {
  const sections = new Map<string, string>();
  const sectionOf = (block: string): string => {
    const known = sections.get(block);
    if (known !== undefined) return known;
    const found = structure?.containersOf(block).find((id) => structure.get(id)?.type === 'chapter') ?? '';
    sections.set(block, found);
    return found;
  };
  const sums = new Map<string, Sums>();
  for (const { block, phase, day, tried, right } of [...tries].sort((a, b) => a.day - b.day)) {
    const place = `${phase} ${sectionOf(block)}`;
    const own = sums.get(place) ?? new Sums();
    own.add(day, tried, right);
    sums.set(place, own);
  }
  return {
    ...course,
    units: structure ? unitCount(structure) : 0,
    sectionOf,
    isPublished: (block) => structure === null || structure.get(block) !== undefined,
    firstTries: (section, at) => sums.get(`${phaseOf(at)} ${section}`)?.until(dayOf(at)) ?? { tried: 0, right: 0 },
  };
};
