import type { Micros } from '../lib/time';

/** What the source of a course says about whom a block is offered to. What limits a container limits all that is in it. */
export interface Audience {
  /** False where the source says nothing about it, as Aspects' sink. */
  readonly isStated: boolean;
  readonly isStaffOnly: boolean;
  /** The content groups (cohorts, enrollment tracks) it is limited to, its own and those around it, as one text; '' for none. */
  readonly groups: string;
  /** Left out of the course outline: whoever has a link may open it. */
  readonly isUnlisted: boolean;
  /** When the block itself says that it starts, or inherits; null: not stated. */
  readonly start: Micros | null;
  /** Around it, below its container: the block that gives each learner only some of what is in it. Null: there is none. */
  readonly drawn: Drawn | null;
  /** Of such a block: how many of its alternatives a learner is given; null: the course does not say. */
  readonly draws: number | null;
}

export interface Drawn {
  /** The bank, the library or the split test. */
  readonly by: string;
  /** The alternative the block belongs to: itself, or what is around it inside the bank. */
  readonly alternative: string;
}

/** What nobody says anything about. */
export const UNSTATED: Audience = {
  isStated: false,
  isStaffOnly: false,
  groups: '',
  isUnlisted: false,
  start: null,
  drawn: null,
  draws: null,
};

/** Kinds of blocks that give each learner some of what is in them: banks, libraries, experiments, conditions. */
const DRAWING = new Set(['library_content', 'itembank', 'split_test', 'randomize', 'conditional']);

export const isDrawingType = (type: string): boolean => DRAWING.has(type);

/** How many a learner gets where the block does not say: banks give one, and so do experiments; conditions may give none. */
export const drawsOf = (type: string, stated: number | null): number | null => {
  if (type === 'conditional') return null;
  if (type === 'split_test' || type === 'randomize') return 1;
  return stated === null ? 1 : stated < 0 ? Infinity : stated;
};

/** The place of what is inside a block: in a bank, in an alternative of one, or in neither. */
export const insideOf = (type: string, id: string, isContainer: boolean, own: Drawn | null): Drawn | null =>
  isDrawingType(type) ? { by: id, alternative: '' } : isContainer ? null : own;

/** The place of a block found inside another. */
export const drawnAs = (id: string, around: Drawn | null): Drawn | null =>
  around && { by: around.by, alternative: around.alternative || id };
