export type BlockType =
  'problem' | 'video' | 'html' | 'discussion' | 'vertical' | 'sequential' | 'chapter' | 'course' | (string & {});

/** Something that one learner did. */
export interface Event {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The last word of the xAPI verb (`evaluated`), or the whole verb of a derived event (`acme.stuck`). */
  readonly verb: string;
  readonly block: string;
  readonly type: BlockType;
  /** '' for the block itself; a question's suffix; `hint`; `answer`. */
  readonly part: string;
  /** The number of the attempt; 0: not stated. */
  readonly attempt: number;
  readonly success: boolean | null;
  /** From 0 to 1. */
  readonly score: number | null;
  readonly response: string;
  /** Seconds of the video. */
  readonly position: number | null;
  readonly to: number | null;
  /** A property that an extension defines, such as `xapi.device`; null where it has no value. */
  readonly get: (property: string) => string | number | boolean | null;
}

/** An event in a loop, which sees the whole class. */
export interface ClassEvent extends Event {
  /** The same number for the same learner, in order of their first events in the course, from 1. Not who it is. */
  readonly learner: number;
}

/** What metrics say of one learner on one block, for a model, which sees the whole class. */
export interface ClassRow<F extends string> {
  /** From 1. The same learner has another number on another block. Not who it is. */
  readonly learner: number;
  /** By the names in `from`; absent where there is no value. Yes is 1, and a category is its place in the list, from 0. */
  readonly values: Readonly<Partial<Record<F, number>>>;
}

/** Values by block. */
export type PerBlock<T> = Record<string, T>;
