import { groupBy } from '../../../lib/groupBy';
import { type AnswerTotals, type PartTotals, mergeAnswers } from '../../problem/itemStatistics';
import type { CourseStatistics } from '../statistics';

/** A question with the first answers to it, equal ones merged, the most common first. */
export interface Question {
  readonly part: PartTotals;
  readonly answers: readonly AnswerTotals[];
}

const made = new WeakMap<CourseStatistics, readonly Question[]>();

/** The questions of a course. Several rules ask for them, so that they are made once. */
export const questionsOf = (course: CourseStatistics): readonly Question[] => {
  const known = made.get(course);
  if (known) return known;
  const answers = groupBy(course.answers, (one) => `${one.block} ${one.part}`);
  const questions = course.parts.map((part) => ({
    part,
    answers: mergeAnswers(answers.get(`${part.block} ${part.part}`) ?? []),
  }));
  made.set(course, questions);
  return questions;
};

/** The mean rest share of a group, in ten thousandths; 0 of nobody. */
export const meanRest = (rested: number, sum: number): number => (rested === 0 ? 0 : sum / rested);
