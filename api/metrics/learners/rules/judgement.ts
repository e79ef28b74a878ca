import type { LearnerState } from '@marginalia/contract';
import type { Seconds } from '../../../facts/days';

export const DAY: Seconds = 86_400;

/** What is known of the course at the moment that is judged. */
export interface CourseView {
  /** When the course began; 0: not known. */
  readonly start: Seconds;
  /** When it ends; null: not known. */
  readonly end: Seconds | null;
  /** Nobody ever registered: then nobody can be late to start. */
  readonly anybodyRegistered: boolean;
  readonly units: number;
  /** The course sends completion: then that says who completed it, and the units reached do not. */
  readonly sendsCompletion: boolean;
  /** A problem is in the course as last published; everything is where no structure is known. */
  isPublished(block: string): boolean;
  /** Problems' sections; '' where none is known. */
  sectionOf(block: string): string;
  /** First attempts in a section up to and with a moment, over all learners that count. */
  firstTries(section: string, at: Seconds): { readonly tried: number; readonly right: number };
}

export interface SectionEvidence {
  readonly section: string;
  readonly tried: number;
  readonly firstRight: number;
  readonly high: number;
  readonly limit: number;
  readonly courseShare: number;
}

/** A rule that holds, with the numbers it rests on. Times are seconds since 1970. */
export type RuleFlag =
  /** `registeredAt`: when the present stay began. */
  | { readonly rule: 'not_started'; readonly registeredAt: Seconds; readonly days: number }
  | {
      readonly rule: 'stopped';
      readonly lastActiveAt: Seconds;
      readonly days: number;
      readonly usualGapDays: number | null;
      readonly limitDays: number;
      readonly lastBlock: string;
    }
  | {
      readonly rule: 'struggling';
      readonly sections: readonly SectionEvidence[];
      readonly stuck: readonly { readonly problem: string; readonly attempts: number }[];
    }
  | {
      readonly rule: 'help_without_success';
      readonly problems: number;
      readonly helped: number;
      /** Had the answer shown before they were first right, or without ever being right. */
      readonly shownFirst: number;
      readonly neverRight: number;
    }
  | { readonly rule: 'rushing'; readonly answers: number; readonly seconds: number; readonly firstRight: number };

export interface Judgement {
  readonly state: LearnerState;
  readonly flags: readonly RuleFlag[];
  /** Active within `stoppedDays`; right the first time at least half of the time (null: nothing tried). */
  readonly active: boolean;
  readonly succeeding: boolean | null;
}
