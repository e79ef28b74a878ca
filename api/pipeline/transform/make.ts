import { EXTENSION, TYPE, type Verb } from '../../lib/iris';
import { Fields } from './fields';
import type { Json } from './json';
import type { TransformOptions } from './options';
import { Rejection } from './rejection';
import { type Activity, type Statement, statementId, verbIri } from './statement';
import { printedTime } from './timestamp';

/** What one kind of event says, beyond what every statement has. */
interface StatementInput {
  readonly verb: Verb;
  readonly object: Activity;
  readonly result?: Json | undefined;
  /** Extensions of the context; absent values (undefined, null) are left out. */
  readonly extensions?: Json;
  readonly grouping?: Activity;
  /** Where the context does not name the course. */
  readonly courseKey?: string;
  /** Makes the id different from those of other statements with the same actor, verb and time. */
  readonly part?: string;
  /** Enrolments and passing name the course as their object and nowhere else. */
  readonly isOutsideCourse?: boolean;
}

/** One event on its way to becoming statements: its fields, and what all its statements share. */
export class Source extends Fields {
  readonly actor: string;
  /** As the event has it, untouched: it is part of the ids. */
  readonly time: string;
  readonly timestamp: string;
  private readonly shared: Json;

  /**
   * @param name what happened
   * @throws Rejection where nobody, or nobody known, did it, or no usable time is given
   */
  constructor(
    event: Json,
    readonly name: string,
    readonly options: TransformOptions,
  ) {
    super(event);
    const user = userOf(this);
    const actor = options.actorOf(user);
    if (actor === null || actor === '') throw new Rejection('nobody knows the user');
    this.actor = actor;
    const time = this.find('timestamp') ?? this.find('time');
    if (time === undefined) throw new Rejection('it has no time');
    if (typeof time !== 'string') throw new Rejection('its time is not a text');
    this.time = time;
    this.timestamp = printedTime(time, event.name === undefined);
    this.shared = present({
      [EXTENSION.transformerVersion]: options.transformerVersion,
      [EXTENSION.sessionId]: this.find('session'),
    });
  }

  block(usageKey: string): string {
    return `${this.options.lmsUrl}/xblock/${this.bare(usageKey)}`;
  }

  /**
   * An id that stands at this place.
   * @throws Rejection where it is absent or no text
   */
  idAt(...path: readonly string[]): string {
    return this.bare(this.textAt(...path));
  }

  /** Ids have no white space around them; pages that were written by hand send some. */
  bare(id: string): string {
    return this.options.strict ? id : id.trim();
  }

  /** @throws Rejection where the event names no course */
  get courseKey(): string {
    return this.idAt('context', 'course_id');
  }

  courseIri(courseKey: string): string {
    return `${this.options.lmsUrl}/course/${courseKey}`;
  }

  /** @throws Rejection where nobody knows the course */
  courseName(courseKey: string): string {
    if (!COURSE_KEY.test(courseKey)) throw new Rejection('context.course_id is not a course key');
    const name = this.options.courseNameOf(courseKey);
    if (name === null) throw new Rejection(`nobody knows the course ${courseKey}`);
    return name;
  }

  /** The course as the context of what happened; null where the event names none. */
  course(named?: string): Activity | null {
    if (named === undefined && this.at('context', 'course_id') === undefined) return null;
    const key = named ?? this.courseKey;
    const name = { 'en-US': this.courseName(key) };
    return activity(this.courseIri(key), { type: TYPE.course, name });
  }

  statement(input: StatementInput): Statement {
    const course = input.isOutsideCourse === true ? null : this.course(input.courseKey);
    if (input.grouping && !course) throw new Rejection('context.course_id is missing');
    const activities = course && {
      contextActivities: { parent: [course], ...(input.grouping ? { grouping: [input.grouping] } : {}) },
    };
    const extensions = { ...this.shared, ...(input.extensions ? present(input.extensions) : {}) };
    return this.assemble(input.verb, input.object, input.result, { ...activities, extensions }, input.part);
  }

  /** One question of a problem whose own statement is `parent`. */
  question(part: string, verb: Verb, object: Activity, result: Json, parent: Statement, course: Activity): Statement {
    const context = {
      contextActivities: { parent: [parent.object], grouping: [course] },
      statement: { objectType: 'StatementRef', id: parent.id },
      extensions: this.shared,
    };
    return this.assemble(verb, object, result, context, part);
  }

  private assemble(verb: Verb, object: Activity, result: Json | undefined, context: Json, part?: string): Statement {
    const { lmsUrl } = this.options;
    return {
      id: statementId(lmsUrl, this.actor, verb, this.time, part),
      version: '1.0.3',
      actor: { objectType: 'Agent', account: { name: this.actor, homePage: lmsUrl } },
      verb: { id: verbIri(verb), display: { en: verb } },
      object,
      ...(result ? { result } : {}),
      timestamp: this.timestamp,
      context,
    };
  }
}

export const activity = (id: string, definition: Json): Activity => ({ objectType: 'Activity', id, definition });

/** Without members that are undefined or null. */
export const present = (members: Json): Json => {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value !== undefined && value !== null) kept[name] = value;
  }
  return kept;
};

/** `course-v1:Org+Num+Run` and its like, or the old `Org/Num/Run`. */
const COURSE_KEY = /^(?:[^\s:/]+:\S+|[^\s:/]+\/[^\s:/]+\/[^\s:/]+)$/;

const WHOLE = /^[+-]?\d+$/;

/**
 * Whoever the event is about, before whoever caused it: a teacher may enrol a learner. An id goes before a name.
 * @returns the id as a decimal text, or the username
 */
const userOf = (fields: Fields): string => {
  const named = [
    fields.at('data', 'user_id'),
    fields.at('data', 'username'),
    fields.find('user_id'),
    fields.find('username'),
  ].find(Boolean);
  if (named === undefined) throw new Rejection('it names no user');
  if (typeof named === 'number') return String(Math.trunc(named));
  if (typeof named !== 'string') throw new Rejection('its user is neither an id nor a name');
  const user = named.trim();
  if (user === '') throw new Rejection('it names no user');
  return WHOLE.test(user) ? BigInt(user).toString() : user;
};
