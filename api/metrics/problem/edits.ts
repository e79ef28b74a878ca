import { isEnough } from '../kit/privacy/smallGroups';
import { type Problem, type Rate, WITHHELD, difference, none } from '@marginalia/contract';
import { parseMicros } from '../../lib/time';
import { suppress } from '../kit/privacy/suppress';
import { disclosedUntil } from '../kit/privacy/sizes';
import { rate } from '../kit/stats';

/** First tries of the learners of the course, counted in two ways. */
export interface FirstTries {
  /** By the week (its Monday, as days since 1970), with those who were right. */
  readonly weeks: readonly (readonly [monday: number, learners: number, right: number])[];
  /** By how many edits came before, with those who were right. */
  readonly versions: readonly (readonly [version: number, learners: number, right: number])[];
}

type Edit = Problem['edits'][number];

/** Times of edits that can be read, ascending; microseconds. The versions of `FirstTries` count these. */
export const editTimes = (edits: readonly string[]): number[] =>
  edits
    .map(parseMicros)
    .filter((time) => time !== null)
    .sort((a, b) => a - b);

/** Learners whose first try came before the first week, the second, ...: those of these numbers that reports disclose. */
export const disclosedFirstTries = (tries: FirstTries, edits: readonly string[], minLearners: number): number[] => [
  ...disclosedByWeek(tries, minLearners),
  ...cutsOf(tries, editTimes(edits).length, minLearners).keys(),
];

const disclosedByWeek = ({ weeks }: FirstTries, minLearners: number): number[] => {
  const cells = [...weeks].sort(([a], [b]) => a - b).map(([, learners]) => learners);
  return disclosedUntil(cells, suppress(cells, minLearners));
};

/**
 * The edits that may split the learners: how many came before each differs by nothing or by enough from every other
 * such number that is disclosed (the trend's weeks, the later edits).
 * @returns learners before the edit, to the numbers of the edits (from 1) with so many before
 */
const cutsOf = (tries: FirstTries, edits: number, minLearners: number): Map<number, number[]> => {
  const disclosed = disclosedByWeek(tries, minLearners);
  const cuts = new Map<number, number[]>();
  for (let edit = edits; edit > 0; edit -= 1) {
    const before = sum(tries, (version) => version < edit).of;
    if (disclosed.some((other) => other !== before && !isEnough(Math.abs(other - before), minLearners))) continue;
    disclosed.push(before);
    cuts.set(before, [...(cuts.get(before) ?? []), edit]);
  }
  return cuts;
};

const sum = (
  { versions }: FirstTries,
  test: (version: number) => boolean,
): { readonly right: number; readonly of: number } =>
  versions
    .filter(([version]) => test(version))
    .reduce((total, [, learners, right]) => ({ right: total.right + right, of: total.of + learners }), {
      right: 0,
      of: 0,
    });

/**
 * First tries between an edit and the one before it, and until the next: each learner is on one side, by the moment of
 * the first try. Withheld where it, or what could be had by comparing it with the trend or another edit, is a small
 * group.
 */
export const editsReport = (edits: readonly string[], tries: FirstTries, minLearners: number): Problem['edits'] => {
  const times = editTimes(edits);
  const usable = new Set([0, times.length + 1, ...[...cutsOf(tries, times.length, minLearners).values()].flat()]);
  const version = (number: number): Rate => {
    const { right, of } = sum(tries, (version) => version === number);
    const isDisclosed = usable.has(number) && usable.has(number + 1);
    return !isDisclosed && of > 0 ? WITHHELD : rate(right, of, of, minLearners, 'no_attempts');
  };
  return edits.map((at): Edit => {
    const time = parseMicros(at);
    if (time === null) return { at, before: none('no_time'), after: none('no_time'), difference: none('no_time') };
    const number = times.lastIndexOf(time) + 1;
    const [before, after] = [version(times.indexOf(time)), version(number)];
    return { at, before, after, difference: difference(after, before) };
  });
};
