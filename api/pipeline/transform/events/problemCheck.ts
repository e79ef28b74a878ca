import { EXTENSION, TYPE } from '../../../lib/iris';
import { type Json, isObject } from '../json';
import { number, text, truthy } from '../fields';
import { usageKey } from '../keys';
import { activity, present, type Source } from '../make';
import { pythonJson, pythonText } from '../python';
import { Rejection } from '../rejection';
import type { Activity, Statement } from '../statement';
import { problemKey } from './problems';

/** Of Open edX's response types, those that xAPI has a word for. */
const INTERACTION: ReadonlyMap<unknown, string> = new Map([
  ['choiceresponse', 'choice'],
  ['multiplechoiceresponse', 'choice'],
  ['optionresponse', 'choice'],
  ['choicetextresponse', 'choice'],
  ['numericalresponse', 'numeric'],
  ['stringresponse', 'fill-in'],
  ['formularesponse', 'fill-in'],
  ['annotationresponse', 'fill-in'],
  ['symbolicresponse', 'fill-in'],
  ['imageresponse', 'matching'],
  ['truefalseresponse', 'true-false'],
]);
const interactionOf = (responseType: unknown): string => INTERACTION.get(responseType) ?? 'other';

/** A submission as the browser sends it, or as the server marks it: the problem, and its questions where it has several. */
export const problemCheck = (source: Source): Statement[] => {
  const isBrowser = (source.at('context', 'event_source') ?? source.find('event_source')) === 'browser';
  const isUnmarked = (source.find('event_source') ?? source.at('context', 'event_source')) === 'browser';
  // A browser's event names its problem there; the server's names it itself, and behind some proxies has no referer.
  if ((isBrowser || isUnmarked || source.options.strict) && source.find('referer') === undefined)
    throw new Rejection('referer is missing');
  const key = problemKey(source);
  const questions = questionsOf(source);
  const children = Object.keys(questions).length > 1 ? Object.keys(questions) : [];
  const first = isObject(source.at('data', 'submission')) ? firstTyped(questions) : undefined;
  const verb = isUnmarked ? 'attempted' : 'evaluated';

  const definition = definitionOf(source, first);
  const object: Activity = {
    objectType: children.length > 0 ? 'GroupActivity' : 'Activity',
    ...idOf(source, isBrowser, key),
    definition: children.length > 0 ? { ...definition, interactionType: 'other' } : definition,
  };
  const result = isUnmarked ? undefined : marked(source, first);
  const problem = source.statement({ verb, object, result: result && { ...result, score: scoreOf(source) } });
  if (children.length === 0) return [problem];

  const course = source.course();
  if (!course) throw new Rejection('context.course_id is missing');
  const statements = children.map((part) => {
    const question = truthy(questions[part]) ? entry(questions, part) : {};
    const id = isBrowser ? object.id : source.block(questionKey(source, key ?? '', part));
    const child = activity(id, definitionOf(source, question));
    return source.question(part, verb, child, answered(source, question), problem, course);
  });
  return [problem, ...statements];
};

/**
 * The key of a question: the problem's, with the question's id as its last member. In keys of another form
 * (`i4x://Org/Num/problem/p`, `lb:Org:lib:problem:p`) there is no such member, and the question is what stands at the
 * end of its id, `_2_1`.
 */
const questionKey = (source: Source, problem: string, part: string): string => {
  const end = /_\d+_\d+$/.exec(part)?.[0];
  if (problem !== '' && !problem.includes('@') && end !== undefined && !source.options.strict) return problem + end;
  return [...problem.split('@').slice(0, -1), part].join('@');
};

/**
 * An event that says neither where it comes from nor what it is about becomes a statement about nothing, as
 * event-routing-backends makes it. No log has such events: there every event says where it comes from.
 */
const idOf = (source: Source, isBrowser: boolean, key: string | undefined): Pick<Activity, 'id'> => {
  const isBare =
    key === undefined && (source.find('event_source') ?? source.at('context', 'event_source')) === undefined;
  if (isBare) return {} as Pick<Activity, 'id'>;
  return { id: source.block(isBrowser ? browserKey(source) : text('data.problem_id', key)) };
};

/** The questions of the submission by their ids, in the order of the event. Logs of before 2014 have none. */
const questionsOf = (source: Source): Json => {
  const found = source.find('submission');
  if (found === undefined) return {};
  if (!isObject(found)) throw new Rejection('submission is not an object');
  return found;
};

const entry = (questions: Json, part: string): Json => {
  const question = questions[part];
  if (!isObject(question)) throw new Rejection('a question of the submission is not an object');
  return question;
};

/** The first question that says its type; undefined where none does. */
const firstTyped = (questions: Json): Json | undefined => {
  for (const part of Object.keys(questions)) {
    const question = entry(questions, part);
    if (truthy(question.response_type)) return question;
  }
  return undefined;
};

const definitionOf = (source: Source, question: Json | undefined): Json => {
  const attempts = source.at('data', 'attempts');
  const shared = {
    type: TYPE.interaction,
    ...(attempts !== undefined && Boolean(attempts) ? { extensions: { [EXTENSION.attempt]: attempts } } : {}),
  };
  if (question && Object.keys(question).length > 0) {
    const description = { 'en-US': need('question', question) };
    return { ...shared, description, interactionType: interactionOf(question.response_type) };
  }
  const name = source.find('display_name');
  return {
    ...shared,
    ...(name === undefined || name === 0 || name === false ? {} : { name: { 'en-US': text('display_name', name) } }),
    interactionType: interactionOf(source.find('response_type')),
  };
};

/** The question's text; an empty one is one. */
const need = (name: string, question: Json): string => {
  const value = question[name];
  if (typeof value !== 'string') throw new Rejection(`a question of the submission has no ${name}`);
  return value;
};

/** What was answered, and whether that was right: of this question, or without one of the whole problem. */
const marked = (source: Source, question: Json | undefined): Json => {
  if (question) {
    if (!Object.hasOwn(question, 'answer')) throw new Rejection('a question of the submission has no answer');
    return present({ success: truth(source, question.correct), response: responseOf(question, 'answer') });
  }
  const data = source.find('data');
  if (data !== undefined && !isObject(data)) throw new Rejection('data is not an object');
  return present({
    success: wholeTruth(source),
    response: data ? responseOf(data, 'answers') : undefined,
  });
};

const answered = (source: Source, question: Json): Json =>
  Object.keys(question).length > 0 ? marked(source, question) : present({ success: wholeTruth(source) });

/** A correctness of which nothing is known, in words. An empty text counts as false, as everywhere in Open edX's pipeline. */
const UNKNOWN = 'unknown';

/** Whether the whole problem is right; undefined where the event says that this is not known. */
const wholeTruth = (source: Source): boolean | undefined => {
  const success = source.find('success');
  return !source.options.strict && success === UNKNOWN ? undefined : success === 'correct';
};

/** Python's truth of what the event says; null says nothing, nor does what is not known. */
const truth = (source: Source, correct: unknown): boolean | undefined => {
  if (correct === undefined || correct === null) return undefined;
  if (!source.options.strict && correct === UNKNOWN) return undefined;
  return typeof correct === 'object' ? Object.keys(correct).length > 0 : Boolean(correct);
};

/** Lists as JSON, texts as they are, and everything else as Python prints it. */
const responseOf = (holder: Json, name: string): string | undefined => {
  const response = holder[name];
  if (response === undefined || response === null) return undefined;
  return Array.isArray(response) ? pythonJson(response, holder, name) : pythonText(response, holder, name);
};

const scoreOf = (source: Source): Json => {
  const [grade, most] = [source.find('grade'), source.find('max_grade')];
  const raw = grade === undefined ? undefined : number('grade', grade);
  const max = most === undefined ? undefined : number('max_grade', most);
  const scaled = raw === undefined || max === undefined ? undefined : max > 0 ? raw / max : 0;
  return present({ min: 0, max, raw, scaled });
};

/**
 * The block that the browser's event is about: named in the address of the page that sent it (where it may be a
 * subsection), or in the form's first field.
 */
const browserKey = (source: Source): string => {
  const named = activatedBlock(text('referer', source.find('referer') ?? source.at('context', 'referer')));
  if (named !== undefined) return named;
  const form = source.find('data');
  if (form !== undefined && typeof form !== 'string') throw new Rejection('data is not the text of a form');
  const course = source.at('context', 'course_id');
  const block = form?.split('_')[1];
  if (course === undefined || block === undefined || !text('context.course_id', course).includes(':')) {
    throw new Rejection('neither referer nor data names the problem');
  }
  return usageKey(source.courseKey, 'problem', source.options.strict ? block : block.trim());
};

const activatedBlock = (referer: string): string | undefined => {
  const address = referer.split('#', 1)[0] ?? '';
  const query = address.indexOf('?');
  if (query < 0) return undefined;
  return new URLSearchParams(address.slice(query)).getAll('activate_block_id').find((block) => block !== '');
};
