import type { Day, Seconds } from '../../facts/activity';
import { unitCount } from '../../facts/activity';
import type { StructureIndex } from '../../facts/structureIndex';
import type { CourseView } from './rules';

/** First tries of one problem on one day. */
export interface DayTries {
  readonly block: string;
  readonly day: Day;
  readonly tried: number;
  readonly right: number;
}

/** Sums up to and with a day, for quick answers of "before a day". */
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

  before(day: Day): { tried: number; right: number } {
    let at = this.days.length - 1;
    while (at >= 0 && (this.days[at] ?? 0) >= day) at -= 1;
    return { tried: this.tried[at] ?? 0, right: this.right[at] ?? 0 };
  }
}

/** What the rules need to know of a course. */
export const courseView = (
  structure: StructureIndex | null,
  tries: readonly DayTries[],
  course: { readonly start: Seconds; readonly end: Seconds | null; readonly anybodyRegistered: boolean },
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
  for (const { block, day, tried, right } of [...tries].sort((a, b) => a.day - b.day)) {
    const section = sectionOf(block);
    const own = sums.get(section) ?? new Sums();
    own.add(day, tried, right);
    sums.set(section, own);
  }
  return {
    ...course,
    units: structure ? unitCount(structure) : 0,
    sectionOf,
    firstTries: (section, before) => sums.get(section)?.before(before) ?? { tried: 0, right: 0 },
  };
};
