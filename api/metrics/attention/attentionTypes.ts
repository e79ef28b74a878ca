import type { AnswerTotals, EditSplit, ItemTotals, PartTotals } from '../problem/itemStatistics';

export interface VideoTotals extends EditSplit {
  readonly block: string;
  /** Seconds. */
  readonly duration: number;
  /** Viewers whose furthest second lies in [10 k, 10 k + 10), by k. */
  readonly ends: readonly number[];
}

export interface UnitTotals {
  readonly block: string;
  readonly reached: number;
  /** Whether having been there shows in the events: it holds something that sends some. */
  readonly shows: boolean;
}

export interface HelpTotals {
  readonly block: string;
  /** Had the answer shown before the first try, or without one; of these, never tried. */
  readonly learners: number;
  readonly untried: number;
}

/** What a course's list is made from. */
export interface CourseStatistics {
  readonly items: readonly ItemTotals[];
  readonly parts: readonly PartTotals[];
  readonly answers: readonly AnswerTotals[];
  readonly help: readonly HelpTotals[];
  readonly videos: readonly VideoTotals[];
  /** In the order of the course. */
  readonly units: readonly UnitTotals[];
}

/** Something that may be wrong with a block, with how surprising it would be in a sound one. */
export interface Candidate {
  readonly block: string;
  readonly detail: Detail;
  /** One-sided, against the reason's own idea of "sound". */
  readonly p: number;
  /** Learners it rests on. */
  readonly learners: number;
  /** Whom it concerns, of whom: what the list is ordered by. */
  readonly affected: number;
  readonly of: number;
  readonly edit: EditSplit;
}

/** A part of a group of learners. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** An answer and how many gave it first: its text is disclosed only where these are enough. */
export interface GivenAnswer {
  readonly text: string;
  readonly learners: number;
}

/** What a finding says, by reason. */
export type Detail =
  | {
      readonly reason: 'key_may_be_wrong';
      readonly part: string;
      readonly marked: GivenAnswer | null;
      readonly chosen: GivenAnswer;
      readonly markedRight: Share;
      readonly chosenOfWrong: Share;
      readonly markedByStrong: Share;
      readonly chosenByStrong: Share;
      /** null where nobody, or everybody, is marked right. */
      readonly itemRest: number | null;
      readonly rested: number;
    }
  | {
      readonly reason: 'confusing_distractor';
      readonly part: string;
      readonly answer: GivenAnswer;
      readonly ofWrong: Share;
      readonly ofStrong: Share;
      /** Right, of the strongest third. */
      readonly rightOfStrong: number;
    }
  | { readonly reason: 'hard_without_recovery'; readonly recovered: Share; readonly giveUp: Share }
  | { readonly reason: 'many_attempts'; readonly many: Share }
  | {
      readonly reason: 'help_before_trying';
      readonly shown: Share;
      /** Of `shown`: never tried. */ readonly untried: number;
    }
  | {
      readonly reason: 'video_drop_out';
      /** Of the viewers still there at `from`. */
      readonly left: Share;
      readonly from: number;
      readonly to: number;
      readonly duration: number;
    }
  | {
      readonly reason: 'unit_skipped';
      readonly reached: number;
      readonly before: number | null;
      readonly after: number | null;
    };
