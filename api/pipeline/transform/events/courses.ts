import { EXTENSION, TYPE, type Verb } from '../../../lib/iris';
import { isObject, type Json } from '../json';
import { number } from '../fields';
import { activity, present, type Source } from '../make';
import { Rejection } from '../rejection';
import type { Statement } from '../statement';

/** Enrolment, and passing or failing the course: the course is the object and nothing is said of its context. */
export const aboutCourse =
  (verb: Verb) =>
  (source: Source): Statement[] => {
    const key = source.courseKey;
    const object = activity(source.courseIri(key), {
      type: TYPE.course,
      name: { en: source.courseName(key) },
      extensions: present({ [EXTENSION.type]: source.at('data', 'mode') }),
    });
    return [source.statement({ verb, object, isOutsideCourse: true })];
  };

export const courseGraded = (source: Source): Statement[] => {
  const key = source.courseKey;
  const grade = grades(source, 'percent_grade');
  const object = activity(source.courseIri(key), { type: TYPE.course, name: { en: source.courseName(key) } });
  const letter = source.at('data', 'letter_grade');
  const result = {
    score: { min: 0, max: 1, raw: grade, scaled: grade },
    extensions: { [EXTENSION.grade]: letter === 0 || letter === false ? 'Fail' : (letter ?? 'Fail') },
  };
  return [source.statement({ verb: 'earned', object, result })];
};

export const subsectionGraded = (source: Source): Statement[] => {
  const object = activity(source.block(source.textAt('data', 'block_id')), { type: TYPE.resource });
  const result = points(source, 'weighted_total_earned', 'weighted_total_possible');
  return [source.statement({ verb: 'earned', object, result })];
};

/** Points earned of those possible. None of none is a success. */
export const points = (source: Source, earnedName: string, possibleName: string): Json => {
  const [earned, possible] = [grades(source, earnedName), grades(source, possibleName)];
  return {
    success: earned >= possible,
    score: { min: 0, max: possible, raw: earned, scaled: possible > 0 ? earned / possible : 0 },
  };
};

/** A grade in the payload; null and what is empty count as 0, but it must be there. */
const grades = (source: Source, name: string): number => {
  const data = source.find('data');
  if (!isObject(data) || !Object.hasOwn(data, name)) throw new Rejection(`data.${name} is missing`);
  const value = data[name];
  return value === null || value === '' ? 0 : number(`data.${name}`, value);
};

export const blockCompletion = (source: Source): Statement[] => {
  const object = activity(source.block(source.textAt('data', 'block_id')), { type: TYPE.resource });
  const share = number('data.completion', source.at('data', 'completion'));
  const result = { completion: share === 1, extensions: { [EXTENSION.progress]: share * 100 } };
  return [source.statement({ verb: 'progressed', object, result })];
};
