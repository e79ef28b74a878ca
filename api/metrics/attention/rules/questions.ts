import { groupBy } from '../../../lib/groupBy';
import { type ResponseTotals, type PartTotals, mergeResponses } from '../../problem/itemStatistics';
import type { CourseStatistics, GivenResponse } from '../statistics';

/** A question with the first answers to it, equal ones merged, the most common first. */
export interface Question {
  readonly part: PartTotals;
  readonly responses: readonly ResponseTotals[];
}

const made = new WeakMap<CourseStatistics, readonly Question[]>();

/** The questions of a course. Several rules ask for them, so that they are made once. */
export const questionsOf = (course: CourseStatistics): readonly Question[] => {
  const known = made.get(course);
  if (known) return known;
  const responses = groupBy(course.responses, (one) => `${one.block} ${one.part}`);
  const questions = course.parts.map((part) => ({
    part,
    responses: mergeResponses(responses.get(`${part.block} ${part.part}`) ?? []),
  }));
  made.set(course, questions);
  return questions;
};

/** What a finding names an answer by. */
export const givenResponse = ({ answer, learners }: ResponseTotals): GivenResponse => ({ text: answer, learners });

/** The answer that is marked correct; null where several are: none of them is the one that all who were correct gave. */
export const markedResponse = ({ responses }: Question): GivenResponse | null => {
  const [marked, ...others] = responses.filter((one) => one.right);
  return marked && others.length === 0 ? givenResponse(marked) : null;
};

/** The mean rest share of a group, in ten thousandths; 0 of nobody. */
export const meanRest = (rested: number, sum: number): number => (rested === 0 ? 0 : sum / rested);

/**
 * Of sound questions at most this share has a wrong answer that as many give as the one marked correct; half as many have one that is
 * ahead of it by each further part of the learners, and so many in any case.
 */
const AS_COMMON = { share: 0.1, halvedBy: 0.12, least: 0.05 };
/** 95 %, one-sided. */
const SURE = 1.6448536269514722;

/**
 * The share of sound questions that have a wrong answer as common, compared with the marked one, as this: at least, for what counts of its
 * lead is the lower end.
 */
export const rarity = ({ right, learners }: PartTotals, given: ResponseTotals): number => {
  const lead = given.learners - right;
  const error = Math.sqrt(Math.max(0, given.learners + right - lead ** 2 / learners));
  const ahead = (lead - SURE * error) / learners;
  return Math.min(1, Math.max(AS_COMMON.least, AS_COMMON.share * 2 ** (-ahead / AS_COMMON.halvedBy)));
};
