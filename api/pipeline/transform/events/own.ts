import { EXTENSION, type OWN_VERB, TYPE } from '../../../lib/iris';
import { number, text } from '../fields';
import { type Json, isObject } from '../json';
import { activity, present, type Source } from '../make';
import { pythonJson, pythonText } from '../python';
import { Rejection } from '../rejection';
import type { Statement } from '../statement';

/*
 * Statements of our own. What learners wrote, drafted or commented is never in them, only what they chose and how it
 * was judged. The block is part of their ids: unlike those of event-routing-backends they never meet.
 */

type OwnVerb = keyof typeof OWN_VERB;

/** Something done to the block whose handler sent the event. */
const onBlock = (
  source: Source,
  verb: OwnVerb,
  definition: Json,
  more: { readonly result?: Json; readonly extensions?: Json } = {},
): Statement[] => {
  const key = source.idAt('context', 'module', 'usage_key');
  return [source.statement({ ...more, verb, object: activity(source.block(key), definition), part: key })];
};

/** Answers saved for later, or a problem set back to its start. */
export const onProblem =
  (verb: 'saved' | 'reset') =>
  (source: Source): Statement[] => {
    const key = source.idAt('data', 'problem_id');
    const object = activity(source.block(key), { type: TYPE.interaction });
    return [source.statement({ verb, object, part: key })];
  };

/** One item laid on one zone. The response is xAPI's for matching: `item[.]zone`. */
export const itemDropped = (source: Source): Statement[] => {
  const data = payload(source);
  const [item, zone] = [data.item ?? data.item_id, data.location ?? data.location_id];
  if (item === undefined || zone === undefined) throw new Rejection('data names no item or no zone');
  const response = `${pythonText(item, data, 'item_id')}[.]${pythonText(zone, data, 'location_id')}`;
  const success = typeof data.is_correct === 'boolean' ? data.is_correct : undefined;
  const definition = { type: TYPE.interaction, interactionType: 'matching' };
  return onBlock(source, 'dropped', definition, { result: present({ success, response }) });
};

export const pollAnswered = (source: Source): Statement[] =>
  onBlock(source, 'submitted', CHOICE, { result: { response: source.textAt('data', 'choice') } });

/** A survey: the choice for each question. */
export const surveyAnswered = (source: Source): Statement[] => {
  const choices = source.at('data', 'choices');
  if (!isObject(choices)) throw new Rejection('data.choices is missing');
  return onBlock(source, 'submitted', CHOICE, { result: { response: pythonJson(choices, choices, '') } });
};

const CHOICE = { type: TYPE.interaction, interactionType: 'choice' };

/** An open response handed in. */
export const responseSubmitted = (source: Source): Statement[] => {
  const attempt = source.at('data', 'attempt_number');
  const extensions = typeof attempt === 'number' ? { extensions: { [EXTENSION.attempt]: attempt } } : {};
  return onBlock(source, 'submitted', { type: TYPE.assessment, ...extensions });
};

/** An open response judged. The actor is who judged, the score the sum over the rubric's criteria. */
export const responseAssessed =
  (assessor: 'self' | 'peer' | 'staff') =>
  (source: Source): Statement[] => {
    const parts = source.at('data', 'parts');
    if (!Array.isArray(parts)) throw new Rejection('data.parts is missing');
    // A criterion may ask for words only; then it has no option and no points.
    const judged = parts.filter((part): part is Json => isObject(part) && isObject(part.option));
    const raw = sum(judged, 'option', 'points');
    const max = sum(judged, 'criterion', 'points_possible');
    const score = { min: 0, max, raw, scaled: max > 0 ? raw / max : 0 };
    const extensions = { [EXTENSION.assessor]: assessor };
    return onBlock(source, 'assessed', { type: TYPE.assessment }, { result: { score }, extensions });
  };

const sum = (parts: readonly Json[], member: string, name: string): number =>
  parts.reduce((total, part) => {
    const holder = part[member];
    return total + number(name, isObject(holder) ? holder[name] : undefined);
  }, 0);

export const bookmark =
  (verb: 'bookmarked' | 'unbookmarked') =>
  (source: Source): Statement[] => {
    const key = source.idAt('data', 'component_usage_id');
    const object = activity(source.block(key), { type: TYPE.resource });
    // The request is about no course, so the context names none.
    const courseKey = text('data.course_id', source.at('context', 'course_id') ?? source.at('data', 'course_id'));
    return [source.statement({ verb, object, courseKey, part: key })];
  };

const payload = (source: Source): Json => {
  const data = source.find('data');
  if (!isObject(data)) throw new Rejection('data is not an object');
  return data;
};
