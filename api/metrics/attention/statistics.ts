import type { Micros } from '../../lib/time';
import type { ResponseTotals, ItemTotals, PartTotals } from '../problem/itemStatistics';

/** Where viewers stop is counted by this many seconds. */
export const END_STEP = 5;

export interface VideoTotals {
  readonly block: string;
  /** Seconds. */
  readonly duration: number;
  /** Viewers whose furthest second lies in [5 k, 5 k + 5), by k. */
  readonly ends: readonly number[];
}

/** Neighbours of a unit on each side that it is compared with: two in a row that are passed by do not hide each other. */
export const NEIGHBOURS = 3;

export interface UnitTotals {
  readonly block: string;
  readonly reached: number;
  /** Whether having been there shows in the events: it holds something that sends some. */
  readonly shows: boolean;
  /**
   * Where the unit was changed: how many reached it and its neighbours, nearest first, of those who came there since. Absent:
   * everybody counts, as in `reached` of the units themselves.
   */
  readonly own?: UnitNeighbours;
}

interface UnitNeighbours {
  readonly reached: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

interface HelpTotals {
  readonly block: string;
  /** Viewed the answer before the first attempt, or without one; of these, never attempted. */
  readonly learners: number;
  readonly untried: number;
}

interface HintTotals {
  readonly block: string;
  /** Used a hint and submitted after it; of these, eventually correct. */
  readonly used: number;
  readonly usedRight: number;
  /** Wrong at first, and submitted again without one; of these, eventually correct. */
  readonly unused: number;
  readonly unusedRight: number;
}

/** How those did who came before a change, and since: first attempts, and their rest shares (of those that are known). */
export interface EditTotals {
  readonly block: string;
  /** Microseconds. */
  readonly at: Micros;
  readonly before: EditSide;
  readonly after: EditSide;
}
export interface EditSide {
  readonly n: number;
  readonly right: number;
  readonly rested: number;
  readonly restSum: number;
}

/** Which version of a block is looked at, and what is known of its last change. */
export interface BlockVersion {
  /** The change from which on learners count; null: all count. */
  readonly from: Micros | null;
  /** The last change, or an author's word that it is mended; null: none is known. */
  readonly editedAt: Micros | null;
  /** Learners who came before the last change, and since. */
  readonly before: number;
  readonly since: number;
  /** The smallest group of learners between two changes that are told apart; null: all count. */
  readonly least: number | null;
  /** First attempts by week, of a problem: what its panel states of when learners came. */
  readonly weeks: readonly Week[];
}

export interface Week {
  /** Days since 1970 of its Monday. */
  readonly week: number;
  readonly learners: number;
}

export const UNCHANGED: BlockVersion = { from: null, editedAt: null, before: 0, since: 0, least: null, weeks: [] };

/** What a course's list is made from: sums over learners, none of a single one. */
export interface CourseStatistics {
  readonly items: readonly ItemTotals[];
  readonly parts: readonly PartTotals[];
  readonly responses: readonly ResponseTotals[];
  readonly help: readonly HelpTotals[];
  readonly hints: readonly HintTotals[];
  readonly edits: readonly EditTotals[];
  readonly videos: readonly VideoTotals[];
  /** In the order of the course. */
  readonly units: readonly UnitTotals[];
  /** Of blocks that were changed. */
  readonly versions: ReadonlyMap<string, BlockVersion>;
}

export const NOTHING: CourseStatistics = {
  items: [],
  parts: [],
  responses: [],
  help: [],
  hints: [],
  edits: [],
  videos: [],
  units: [],
  versions: new Map(),
};

/** A part of a group of learners. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** An answer and how many gave it first: its text is disclosed only where these are enough. */
export interface GivenResponse {
  readonly text: string;
  readonly learners: number;
}
