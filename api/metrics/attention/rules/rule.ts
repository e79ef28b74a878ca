import type { AttentionItem, AttentionReason, NextStep } from '@marginalia/contract';
import type { Micros } from '../../../lib/time';
import type { CourseStatistics } from '../statistics';

/** A question asked of one block, with how surprising the data would be if the block were sound. */
export interface Tested<E> {
  readonly block: string;
  /** Which question of a problem; absent: the block as a whole. */
  readonly part?: string;
  /** One-sided, against the rule's own idea of "sound"; 1: nothing is found. */
  readonly p: number;
  /** Stands behind what other rules find on the block: what is particular to it may be chance. */
  readonly yields?: boolean;
  /** Learners it rests on. */
  readonly learners: number;
  /** Whom it concerns, of whom: what the list is ordered by. */
  readonly affected: number;
  readonly of: number;
  /** The numbers its sentence is made of; null only where nothing is found. */
  readonly evidence: E | null;
}

/** A p-value of one part of what a rule looks at, above which the rule yields to others. */
export const MAY_BE_CHANCE = 0.1;

/** What a rule says of an item in addition to what all items say. */
type Shared = 'id' | 'block' | 'also' | 'evidence' | 'learners' | 'listedSince' | 'state' | 'note' | 'edit';
type Own<R extends AttentionReason> = Extract<AttentionItem, { reason: R }>;
type Disclosed<R extends AttentionReason> = Omit<Own<R>, Shared | 'reason' | 'next'> & {
  /** Where another number than `learners` of the test may be disclosed. */
  readonly learners?: Own<R>['learners'];
};

/** What is known where an item is disclosed. */
interface Disclosing {
  /** Groups below it are not disclosed; Infinity: none is. */
  readonly minLearners: number;
  /** An answer's text is disclosed where so many gave it. */
  readonly minGivers: number;
  /** Of whom the finding speaks. */
  readonly of: number;
  /** Whether the source of the course says that everybody is offered the block. */
  readonly offered: 'all' | 'unknown';
}

/** One way in which a block may need work. Everything that is particular to it stands in its file. */
export interface Rule<R extends AttentionReason, E> {
  readonly id: R;
  readonly of: 'problem' | 'video' | 'unit';
  readonly words: {
    /** What it finds, in a few words. */
    readonly finds: string;
    /** What it takes for sound: its null hypothesis. */
    readonly sound: string;
    /** From how many learners on it is asked. */
    readonly gate: string;
  };
  /** What an author may do about it. */
  readonly next: NextStep;
  readonly test: (course: CourseStatistics) => Tested<E>[];
  /** The numbers for the wire, as far as they may be disclosed. */
  readonly disclose: (evidence: E, disclosing: Disclosing) => Disclosed<R>;
  /** Courses small enough to be worked by hand, and the blocks that the rule lists there. */
  readonly examples: readonly {
    readonly says: string;
    readonly course: Partial<CourseStatistics>;
    readonly lists: readonly string[];
  }[];
  /** Of strong faults of this kind it finds four in five from so many learners on: `npm run simulate` measures it. */
  readonly power: readonly { readonly kind: string; readonly learners: number }[];
}

export type AnyRule = Rule<AttentionReason, never>;

/** Checks a rule where it is written; afterwards its evidence is no one else's business. */
export const rule = <R extends AttentionReason, E>(description: Rule<R, E>): AnyRule =>
  description as unknown as AnyRule;

/** A test that was made and found nothing still counts among those that were made. */
export const unsuspicious = (block: string, learners: number, part?: string): Tested<never> => ({
  block,
  ...(part === undefined ? {} : { part }),
  p: 1,
  learners,
  affected: 0,
  of: learners,
  evidence: null,
});

/** Microseconds as a rule's evidence keeps them. */
export type Moment = Micros;
