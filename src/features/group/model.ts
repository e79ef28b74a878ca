import type { Group, GroupKey, Quantity } from '@marginalia/contract';
import { disclosed } from '../class';
import type { ReachKind } from '../class';

/** A number of learners as a share of a group; null: one of the two is not disclosed. */
export const shareOf = (learners: Quantity, group: Quantity): number | null => {
  const [part, whole] = [disclosed(learners), disclosed(group)];
  return part === null || whole === null || whole === 0 ? null : part / whole;
};

interface GroupReachRow {
  readonly id: string;
  readonly name: string;
  readonly section: boolean;
  readonly of: Group['reach'][number]['units'];
}

/** Sections, and their subsections where they are asked for, that have something of the kind in them. */
export const groupReachRows = (reach: Group['reach'], kind: ReachKind, inside: boolean): GroupReachRow[] =>
  reach
    .map((row) => ({ id: row.block.id, name: row.block.name, section: row.block.type === 'chapter', of: row[kind] }))
    .filter(({ section, of }) => of.blocks > 0 && (section || inside));

type VisitWords = 'daysAgo' | 'daysOrMore' | 'daysOrNever' | 'anyTime' | 'anyOrNever' | 'never';

/** How a range of days since the last visit is said. */
export const visitWords = ({ from, to, never }: Group['visits'][number]): VisitWords => {
  if (from === null) return 'never';
  if (never) return from === 0 ? 'anyOrNever' : 'daysOrNever';
  if (to !== null) return 'daysAgo';
  return from === 0 ? 'anyTime' : 'daysOrMore';
};

/** A group that one can choose, and how many learners it has. */
export interface Choice {
  readonly key: GroupKey;
  readonly learners: Quantity;
}

/** Groups with somebody in them; those of whom nothing may be disclosed are no choice. */
export const choicesOf = (choices: readonly Choice[]): Choice[] =>
  choices.filter(({ learners }) => typeof learners === 'number' && learners > 0);

type Grades = Group['grades'];

/** More rows than these make a card twice as tall as those beside it. */
const MOST_ROWS = 6;
const FIFTH = 0.2;

/** Ranges of grades, where there are many: joined up to the next fifth. */
export const joinedGrades = (grades: Grades): Grades => {
  if (grades.length <= MOST_ROWS) return grades;
  const isOpen = (step: Grades[number] | undefined): boolean =>
    step !== undefined && Math.abs(step.to / FIFTH - Math.round(step.to / FIFTH)) > 1e-9;
  return grades.reduce<Grades>((joined, step) => {
    const last = joined.at(-1);
    return last === undefined || !isOpen(last)
      ? [...joined, step]
      : [
          ...joined.slice(0, -1),
          { from: last.from, to: step.to, group: last.group + step.group, course: last.course + step.course },
        ];
  }, []);
};
