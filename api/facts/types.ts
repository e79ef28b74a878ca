import type { Micros } from '../lib/time';
import type { Audience } from './audience';

/**
 * The words of the pure part: what a learner's history in a course is made of, and what is concluded from it.
 * Times are microseconds since 1970 (UTC), exact as numbers until the year 2255.
 */

/** One typed statement. Absent values are null or ''; `attempt` 0 is "not stated". */
export interface LearnerEvent {
  readonly id: string;
  readonly time: Micros;
  readonly verb: string;
  readonly block: string;
  /** '' for the block itself; a question's suffix (`2_1`); `hint`; `answer`. */
  readonly part: string;
  readonly parentId: string;
  readonly attempt: number;
  readonly success: boolean | null;
  readonly scoreRaw: number | null;
  readonly scoreMax: number | null;
  readonly response: string;
  readonly interactionType: string;
  readonly question: string;
  readonly position: number | null;
  readonly positionTo: number | null;
  readonly length: number | null;
  readonly speedTo: string;
  readonly captions: boolean | null;
  /** What the player says was played so far, `0[.]12.5[,]20[.]33`. */
  readonly segments: string;
  readonly tabFrom: string;
  readonly tabTo: string;
  /** How many tabs the learner had in the subsection; 0: not stated. */
  readonly tabCount: number;
  readonly progress: number | null;
  readonly mode: string;
}

/** Whole seconds of a video, [from, to). */
export type Range = readonly [from: number, to: number];

/** 1: right, 0: not right, -1: not answered. */
export type Correctness = 1 | 0 | -1;

/** One question of a problem, as one learner answered it. */
export interface PartFact {
  readonly part: string;
  readonly type: string;
  readonly question: string;
  readonly firstResponse: string;
  readonly firstRight: Correctness;
  readonly lastResponse: string;
  readonly lastRight: Correctness;
  readonly everRight: Correctness;
}

export interface ProblemFact {
  readonly attempts: number;
  readonly firstRight: boolean;
  readonly everRight: boolean;
  readonly firstTryAt: Micros;
  readonly parts: readonly PartFact[];
}

export interface VideoFact {
  readonly plays: number;
  /** As often as watched; overlapping ranges are repeats. */
  readonly watched: readonly Range[];
  /** The same without repeats, in order. */
  readonly seen: readonly Range[];
  /** What was watched twice or more, without repeats, in order. */
  readonly twice: readonly Range[];
  /** The part of `watched` that rests on plays without a closing position. */
  readonly imputed: readonly Range[];
  readonly imputedPlays: number;
  readonly lengths: readonly (readonly [seconds: number, times: number])[];
  readonly rewinds: number;
  /** Seconds at which seeks backwards landed. */
  readonly landings: readonly number[];
  /** What seeks forwards passed over and was never watched, without repeats, in order. */
  readonly skipped: readonly Range[];
  readonly faster: boolean;
  readonly slower: boolean;
  readonly captions: boolean;
}

/** How a block was reached, as bits. */
export const REACHED = { completion: 1, navigation: 2, activity: 4 } as const;

/** What one learner did with one block (or inside one container). */
export interface Fact {
  readonly block: string;
  readonly registered: boolean;
  readonly enrolled: boolean;
  readonly mode: string;
  readonly firstAt: Micros;
  readonly lastAt: Micros;
  /** Bits of REACHED. */
  readonly reached: number;
  readonly completed: boolean;
  /** Problems tried, right the first time, ever right: 0 or 1 for a problem, sums in a container. */
  readonly tried: number;
  readonly firstRight: number;
  readonly everRight: number;
  readonly attempts: number;
  readonly firstTryAt: Micros | null;
  /** Milliseconds from the learner's arrival at the unit, or the last thing done in it, to the first attempt; null: not known. */
  readonly firstAttemptAfter: number | null;
  /** The course's other problems: right at the first try, of tried. */
  readonly restRight: number;
  readonly restTried: number;
  readonly parts: readonly PartFact[];
  readonly hints: number;
  readonly answersShown: number;
  readonly video: VideoFact | null;
}

/** One block of the latest published structure. */
export interface StructureBlock {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly order: number;
  readonly graded: boolean;
  /** False where the platform completes no such block and nothing else is sent for it, as for discussions. */
  readonly isMeasured: boolean;
  /** What the source says about whom it is offered to; undefined: nothing is known. */
  readonly audience?: Audience;
  /** The first stored publish that has it, where earlier ones have not; null or undefined: it was always there. */
  readonly addedAt?: Micros | null;
}

/** The latest published structure of a course, in depth-first order, the course first. */
export interface CourseStructure {
  readonly courseKey: string;
  readonly name: string;
  /** Which publish this is. */
  readonly version: string;
  /** From when on nothing new is offered; undefined: not known. */
  readonly closesAt?: Micros;
  /** When the course itself starts; null or undefined: not known. */
  readonly startsAt?: Micros | null;
  /** What its texts are written in, as Studio says; undefined: not known. */
  readonly language?: string;
  readonly blocks: readonly StructureBlock[];
}
