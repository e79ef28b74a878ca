import { type Json, isObject, readJson } from './json';
import { keepLiterals } from './literals';

/**
 * An event of a log (`event`, `time`) as live traffic has it besides (`data`, `timestamp`): payloads of browsers are
 * JSON in a text there, and are read. Live events come back as they are.
 * @param asLive false leaves a problem of several questions as logged: see `TransformOptions`
 */
export const asLiveShape = (name: string, event: Json, asLive: boolean): Json => {
  if (!Object.hasOwn(event, 'event') || Object.hasOwn(event, 'data')) return event;
  const { event: payload, time } = event;
  if (!asLive && name === 'problem_check' && hasSeveralQuestions(payload)) return event;
  return { ...event, data: decoded(payload), ...(Object.hasOwn(event, 'timestamp') ? {} : { timestamp: time }) };
};

const hasSeveralQuestions = (payload: unknown): boolean =>
  isObject(payload) && isObject(payload.submission) && Object.keys(payload.submission).length > 1;

/** A text that is JSON stands for what it says; forms and what is cut off stay texts. */
const decoded = (payload: unknown): unknown => {
  if (typeof payload !== 'string') return payload;
  const read = readJson(payload);
  if ('problem' in read) return payload;
  keepLiterals(read.value, payload);
  return read.value;
};
