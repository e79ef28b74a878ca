import { EXTENSION, TYPE, type Verb } from '../lib/iris';
import { type Micros, isoTime } from './time';
import { TRANSFORMER_VERSION } from '../pipeline/transform';
import { pythonJson } from '../pipeline/transform/python';
import { type Activity, type Statement, statementId, verbIri } from '../pipeline/transform/statement';

type Json = Record<string, unknown>;

/** Who did something, when, and in which browser session. */
export interface Moment {
  readonly actor: string;
  readonly time: Micros;
  readonly session: string;
}

/** One question of a problem as a submission answered it. */
export interface GradedResponse {
  /** What Open edX appends to the block's id: `2_1`. */
  readonly part: string;
  readonly question: string;
  readonly interactionType: string;
  readonly response: string | readonly string[];
  readonly correct: boolean;
}

/** Lists are printed as JSON in Python's manner. */
const printed = (response: string | readonly string[]): string =>
  typeof response === 'string' ? response : pythonJson(response, {}, '');

/** Makes the statements of one course, each a list: a problem of several questions takes several statements. */
export class StatementMaker {
  private readonly courseIri: string;
  private readonly course: Json;

  /** @param lms the LMS's root URL, without a slash at the end */
  constructor(
    private readonly lms: string,
    private readonly courseKey: string,
    private readonly courseName: string,
  ) {
    this.courseIri = `${lms}/course/${courseKey}`;
    this.course = {
      id: this.courseIri,
      objectType: 'Activity',
      definition: { type: TYPE.course, name: { 'en-US': courseName } },
    };
  }

  enrolment(moment: Moment, verb: 'registered' | 'unregistered', mode: string): Statement[] {
    const definition = { type: TYPE.course, name: { en: this.courseName }, extensions: { [EXTENSION.type]: mode } };
    const object: Activity = { objectType: 'Activity', id: this.courseIri, definition };
    // enrolment statements carry no contextActivities: their object is the course
    return [this.statement(moment, verb, object, undefined, { extensions: this.extensions(moment) })];
  }

  /** Passing the course for the first time. */
  passed(moment: Moment): Statement[] {
    const definition = { type: TYPE.course, name: { en: this.courseName }, extensions: {} };
    const object: Activity = { objectType: 'Activity', id: this.courseIri, definition };
    // as enrolment: without contextActivities
    return [this.statement(moment, 'passed', object, undefined, { extensions: this.extensions(moment) })];
  }

  /** @param grade 0 to 1 @param letter as the course's grading policy calls it */
  courseGrade(moment: Moment, grade: number, letter: string): Statement[] {
    const definition = { type: TYPE.course, name: { en: this.courseName } };
    const score = { min: 0, max: 1, raw: grade, scaled: grade };
    const result = { score, extensions: { [EXTENSION.grade]: letter } };
    return [this.inCourse(moment, 'earned', this.courseIri, definition, result)];
  }

  subsectionGrade(moment: Moment, subsection: string, earned: number, possible: number): Statement[] {
    const score = { min: 0, max: possible, raw: earned, scaled: possible > 0 ? earned / possible : 0 };
    const result = { success: earned >= possible, score };
    return [this.inCourse(moment, 'earned', this.block(subsection), { type: TYPE.resource }, result)];
  }

  /** Choosing a subsection in the course outline. */
  outlineSelected(moment: Moment, subsection: string, name: string): Statement[] {
    const id = `${this.lms}/courses/${this.courseKey}/jump_to/${subsection}`;
    return [this.inCourse(moment, 'navigated', id, { type: TYPE.module, name: { en: name } })];
  }

  /** @param tab the unit one was on, counted from 1; @param to `next unit`, `previous unit` or a tab's number */
  tabLeft(moment: Moment, subsection: string, tab: number, tabs: number, to: string | number): Statement[] {
    const definition = { type: TYPE.resource, extensions: { [EXTENSION.totalItems]: tabs } };
    const extensions = { [EXTENSION.start]: tab, [EXTENSION.end]: to };
    return [this.inCourse(moment, 'navigated', this.block(subsection), definition, undefined, extensions)];
  }

  completion(moment: Moment, block: string): Statement[] {
    const result = { completion: true, extensions: { [EXTENSION.progress]: 100 } };
    return [this.inCourse(moment, 'progressed', this.block(block), { type: TYPE.resource }, result)];
  }

  hint(moment: Moment, block: string, index: number): Statement[] {
    return [this.inCourse(moment, 'asked', `${this.block(block)}/hint/${index}`, { type: TYPE.supplement })];
  }

  answerShown(moment: Moment, block: string): Statement[] {
    return [this.inCourse(moment, 'asked', `${this.block(block)}/answer`, { type: TYPE.solution })];
  }

  /**
   * One submission. Of several questions the first statement is about the problem (with the score of all and, as live
   * traffic has it, text, answer and success of the first question); one statement per question follows.
   */
  submission(moment: Moment, block: string, attempt: number, responses: readonly GradedResponse[]): Statement[] {
    const first = responses[0];
    if (!first) throw new Error('A submission answers at least one question.');
    const several = responses.length > 1;
    const id = this.block(block);
    const object: Activity = {
      objectType: several ? 'GroupActivity' : 'Activity',
      id,
      definition: this.question(first, attempt, several ? 'other' : first.interactionType),
    };
    const raw = responses.filter((response) => response.correct).length;
    const score = { min: 0, max: responses.length, raw, scaled: raw / responses.length };
    const result = { score, success: first.correct, response: printed(first.response) };
    const problem = this.statement(moment, 'evaluated', object, result, this.courseContext(moment));
    if (!several) return [problem];

    const blockId = block.slice(block.lastIndexOf('@') + 1);
    const children = responses.map((response): Statement => {
      const child: Activity = {
        objectType: 'Activity',
        id: `${id}_${response.part}`,
        definition: this.question(response, attempt),
      };
      const context = {
        contextActivities: { parent: [object], grouping: [this.course] },
        statement: { objectType: 'StatementRef', id: problem.id },
        extensions: this.extensions(moment),
      };
      const marked = { success: response.correct, response: printed(response.response) };
      return this.statement(moment, 'evaluated', child, marked, context, `${blockId}_${response.part}`);
    });
    return [problem, ...children];
  }

  /** @param result null where the verb has none, as `initialized` */
  video(moment: Moment, verb: Verb, block: string, length: number, result: Json | null): Statement[] {
    const extensions = { [EXTENSION.length]: length };
    const id = this.block(block);
    return [this.inCourse(moment, verb, id, { type: TYPE.video }, result ?? undefined, extensions)];
  }

  private block(usageKey: string): string {
    return `${this.lms}/xblock/${usageKey}`;
  }

  private question(response: GradedResponse, attempt: number, interactionType = response.interactionType): Json {
    return {
      type: TYPE.interaction,
      description: { 'en-US': response.question },
      interactionType,
      extensions: { [EXTENSION.attempt]: attempt },
    };
  }

  private extensions(moment: Moment): Json {
    return { [EXTENSION.transformerVersion]: TRANSFORMER_VERSION, [EXTENSION.sessionId]: moment.session };
  }

  private courseContext(moment: Moment, extensions: Json = {}): Json {
    return {
      contextActivities: { parent: [this.course] },
      extensions: { ...extensions, ...this.extensions(moment) },
    };
  }

  private inCourse(
    moment: Moment,
    verb: Verb,
    id: string,
    definition: Json,
    result?: Json,
    extensions: Json = {},
  ): Statement {
    const object: Activity = { objectType: 'Activity', id, definition };
    return this.statement(moment, verb, object, result, this.courseContext(moment, extensions));
  }

  private statement(
    moment: Moment,
    verb: Verb,
    object: Statement['object'],
    result: Json | undefined,
    context: Json,
    part?: string,
  ): Statement {
    const timestamp = isoTime(moment.time);
    return {
      id: statementId(this.lms, moment.actor, verb, timestamp, part),
      version: '1.0.3',
      actor: { objectType: 'Agent', account: { name: moment.actor, homePage: this.lms } },
      verb: { id: verbIri(verb), display: { en: verb } },
      object,
      ...(result ? { result } : {}),
      timestamp,
      context,
    };
  }
}
