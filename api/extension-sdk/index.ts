import * as z from 'zod/mini';
import type { BlockType, ClassEvent, ClassRow, Event, PerBlock } from './event';

/**
 * What an extension is written with. A definition says something about one learner; Marginalia counts the learners,
 * decides what may be shown, and makes route, card, table, CSV file and documentation of it.
 */
export { z };
export * from './helpers';
export type { BlockType, ClassEvent, ClassRow, Event, PerBlock } from './event';

export type Role = 'team' | 'author' | 'instructor' | 'site';
/**
 * What the operator has to grant. `class`: to see all learners of a course at once. `exact`: numbers that are not rounded.
 * `mail`: to leave mails.
 */
export type Grant = 'class' | 'exact' | 'mail';

export interface Block {
  readonly id: string;
  readonly type: BlockType;
  readonly name: string;
  readonly parent: string | null;
  /** Words of text in it; null: not known. */
  readonly words: number | null;
}

export interface Course {
  readonly blocks: readonly Block[];
  typeOf(block: string): BlockType;
  /** The unit that a block is in. */
  unitOf(block: string): string | null;
}

/** All that is known of one learner in one course, in order of time; not who it is. */
export interface History {
  readonly events: readonly Event[];
  readonly course: Course;
  /** Mode of the last enrollment, such as `audit`. */
  readonly track: string;
}

/** Which events are handed over. `context: 'all'`: all of the learner, once one of them matches. */
export interface Filter {
  readonly verbs?: readonly string[];
  readonly types?: readonly BlockType[];
  readonly context?: 'matching' | 'all';
}

// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- a mapped type would lose the names
type Params = { readonly [name: string]: z.ZodMiniType };
type ValuesOf<P extends Params> = { readonly [K in keyof P]: z.infer<P[K]> };
/** Of whom a number speaks. `valued`: those for whom there is a value. */
export type Among = 'enrolled' | 'reached' | 'tried' | 'viewers' | 'valued';
export type Told =
  | { readonly kind: 'value'; readonly value: number; readonly of: number }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'none'; readonly reason: string };

/** What is below `min` counts as `min`, what is above `max` as `max`: no single learner can move a number far. */
interface Amount {
  readonly unit: 'seconds' | 'events' | 'points' | 'days';
  readonly min: number;
  readonly max: number;
}

/** How learners become one number. `v` says of which type a learner's value is; it is never there. */
export interface As<V> {
  readonly kind: 'share' | 'middle' | 'total' | 'counts' | 'histogram';
  readonly v?: V;
}
/** How many of a group, as a rate with its 95 % interval. */
export const share = (o: { readonly among: Among }): As<boolean> => ({ kind: 'share', ...o });
/** The quartiles; disclosed from 20 learners on. */
export const middle = (o: Amount & { readonly among?: Among }): As<number> => ({ kind: 'middle', ...o });
/** The sum over all learners. */
export const total = (o: Amount): As<number> => ({ kind: 'total', ...o });
/** Learners by a kind. */
export const counts = <const C extends readonly string[]>(o: {
  readonly among: Among;
  readonly categories: C;
}): As<C[number]> => ({ kind: 'counts', ...o });
/** Learners by the size of something. @param o steps: lower ends of the bins, ascending */
export const histogram = (o: Amount & { readonly steps: readonly number[] }): As<number> => ({
  kind: 'histogram',
  ...o,
});

export type Chart = 'stat' | 'rate' | 'bars' | 'histogram' | 'weeks' | 'lines' | 'curve' | 'table';

interface Words {
  /** Small letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What is counted, in one or two plain sentences; shown wherever the number is. */
  readonly sentence: string;
  /** By language. */
  readonly words?: Readonly<Record<string, { readonly title: string; readonly sentence: string }>>;
}

interface Common<P extends Params> extends Words {
  readonly on: BlockType | readonly BlockType[];
  /** Each of them of a few values only, unless the metric is a `combine`. */
  readonly params?: P;
  readonly chart?: Chart;
  /** Who may ask, with which parameters set for them. */
  readonly allow?: readonly {
    readonly role: Role;
    readonly pin?: Partial<Record<NoInfer<keyof P> | 'course', string>>;
  }[];
  readonly sample?: unknown;
  readonly grants?: readonly Grant[];
  /** Where the idea comes from: a paper, an address. */
  readonly source?: string;
  /** Run by `extension test`: what one learner did, and the value of each block. */
  readonly tests?: readonly { readonly events: readonly Partial<Event>[]; readonly expect: PerBlock<unknown> }[];
}

type Computed<V, P extends Params, F extends string> =
  | {
      readonly as: As<V>;
      readonly events: Filter;
      readonly each: (history: History, params: ValuesOf<P>) => PerBlock<NoInfer<V>>;
      /** Makes values of units, subsections and sections out of those of the blocks inside. */
      readonly rollUp?: 'sum' | 'max' | 'any';
    }
  | {
      readonly as: As<V>;
      readonly events: Filter;
      /** An expression over one learner's events on one block. */
      readonly sql: { readonly value: string };
    }
  | {
      readonly as: 'score';
      readonly from: readonly string[];
      readonly combine: (told: Record<string, number>, params: ValuesOf<P>) => number;
    }
  | {
      readonly as: As<V>;
      /** Metrics of extensions with `each` or `sql`, by their whole names. */
      readonly from: readonly F[];
      /** It sees a whole class, which takes the grant `class`. */
      readonly grants: readonly Grant[];
      /**
       * All learners who have a value on one block; returns a value for each of them, or null, in their order. That order and
       * the numbers must not matter to the values: `extension test` tries others.
       */
      readonly model: (rows: readonly ClassRow<NoInfer<F>>[], params: ValuesOf<P>) => readonly (NoInfer<V> | null)[];
    };

export type MetricDefinition<V, P extends Params, F extends string = string> = Common<P> & Computed<V, P, F>;

export const defineMetric = <V, const P extends Params = Record<never, never>, const F extends string = string>(
  metric: MetricDefinition<V, P, F>,
): MetricDefinition<V, P, F> & { readonly define: 'metric' } => ({ define: 'metric', ...metric });

export interface ViewDefinition {
  readonly id: string;
  readonly title: string;
  readonly place: BlockType | 'instructor';
  /** `store`: what the handlers of the extension keep of this course. */
  readonly text?:
    | string
    | ((context: {
        readonly viewer: { readonly name: string };
        readonly course: { readonly name: string };
        readonly store: Kept;
      }) => string);
  /** Metrics and properties of this block or course, by their whole names: `acme.time-on-task`. */
  readonly show?: readonly (string | { readonly metric: string; readonly chart?: Chart; readonly params?: object })[];
  /**
   * A file beside this one with a page of its own, at most 64 kB, in a frame that can reach nothing. It gets a message with
   * what is in `show`: `{ marginalia: 'figures', figures, locale, look }`, and another whenever that changes.
   */
  readonly html?: string;
  readonly allow?: readonly { readonly role: Role }[];
}
export const defineView = (view: ViewDefinition): ViewDefinition & { readonly define: 'view' } => ({
  define: 'view',
  ...view,
});

export interface Derived {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Begins with the name of the extension. */
  readonly verb: string;
  readonly block: string;
  readonly value?: number | string | boolean;
}
/** What is kept by key; null where nothing is. */
export interface Kept {
  get(key: string): unknown;
}
/** Registers: the value with the latest event time stays. There is no counter. */
export interface Store extends Kept {
  /**
   * @param value anything that JSON can hold; all of one course and handler has at most 256 kB
   * @param o at: the time of the event that it comes from, milliseconds since 1970
   */
  set(key: string, value: unknown, o: { readonly at: number }): void;
}
/**
 * What is done with events, by one of:
 * - `derive`: events that follow from one learner's history. The whole set is replaced when the history changes.
 * - `react`: keeps the latest of a course. Batches come in any size and order, and may come again.
 * - `loop`: all events of a course, one after another in order of time. What it knows is its own variables: the machine is
 *   stored as it stands, and an event that arrives late has it go on from where it stood before that event.
 *
 * `react` and `loop` see the events of all learners at once, which takes the grant `class`.
 */
export type HandlerDefinition = { readonly id: string; readonly filter: Filter } & (
  | { readonly derive: (history: History) => readonly Derived[] }
  | {
      readonly react: (batch: readonly Event[], context: { readonly store: Store }) => void;
      readonly grants: readonly Grant[];
    }
  | {
      /** An async function that awaits `next()`, or a generator that is handed each event by `yield`. */
      readonly loop: (context: {
        readonly store: Store;
        readonly next: () => Promise<ClassEvent>;
      }) => Promise<void> | Generator<unknown, void, ClassEvent>;
      readonly grants: readonly Grant[];
    }
);
export const defineEventHandler = (handler: HandlerDefinition): HandlerDefinition & { readonly define: 'handler' } => ({
  define: 'handler',
  ...handler,
});

export interface JobDefinition {
  readonly id: string;
  /** `5m`, or five fields of cron (UTC). */
  readonly every: string;
  readonly scope: 'course' | 'site';
  readonly grants?: readonly Grant[];
  readonly run: (context: {
    readonly course: { readonly key: string; readonly name: string };
    readonly now: number;
    readonly metric: (
      id: string,
      query?: object,
    ) => Promise<readonly { readonly block: string; readonly name: string; readonly told: Told }[]>;
    /** Waits in the outbox until the operator fetches it; takes the grant `mail`. */
    readonly mail: (message: { readonly to: Role; readonly subject: string; readonly text: string }) => void;
    /** Waits in the outbox until the operator fetches it. */
    readonly file: (file: { readonly name: string; readonly text: string }) => void;
    readonly store: Store;
  }) => Promise<void>;
}
export const defineJob = (job: JobDefinition): JobDefinition & { readonly define: 'job' } => ({
  define: 'job',
  ...job,
});

export type PropertyDefinition =
  | {
      readonly on: 'event';
      readonly name: string;
      readonly cases: readonly { readonly when?: string; readonly value: string }[];
    }
  | { readonly on: BlockType; readonly name: string; readonly from: string };
export const defineProperty = (property: PropertyDefinition): PropertyDefinition & { readonly define: 'property' } => ({
  define: 'property',
  ...property,
});

/** Where Marginalia fetches rows by itself. The code of the extension has no part in it: it gets the rows, one by one. */
export interface SourceFetch {
  /** CSV with a head, or JSON: by https, from a host that the operator grants with `--grant net:HOST`. Nothing is followed. */
  readonly url: string;
  /** `5m`, `2h`, `1d`, or five fields of cron (UTC). */
  readonly every: string;
  /** Name of a secret, set by `marginalia extension secret NAME SECRET`. It is sent to that host only, and never here. */
  readonly secret?: string;
  /** The header that the secret is sent in, with a word before it if need be. Without: `authorization: Bearer`. */
  readonly header?: string;
}
export interface SourceDefinition<S extends z.ZodMiniType> {
  readonly id: string;
  readonly title: string;
  /** Of CSV, each member is a text. */
  readonly row: S;
  /** Without it, rows come by `marginalia extension load` only. */
  readonly fetch?: SourceFetch;
  readonly event: (row: z.infer<S>) => {
    readonly learner: string;
    readonly course: string;
    readonly block?: string;
    readonly verb: string;
    readonly at: string;
    readonly response?: string;
    readonly score?: number;
  };
}
export const defineSource = <const S extends z.ZodMiniType>(
  source: SourceDefinition<S>,
): SourceDefinition<S> & { readonly define: 'source' } => ({ define: 'source', ...source });
