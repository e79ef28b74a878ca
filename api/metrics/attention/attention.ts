import { ATTENTION_REASONS, type AttentionReason, EVIDENCE_GATES, type Evidence } from '@marginalia/contract';
import { detectInProblems } from './attentionProblems';
import { detectInUnits, detectInVideos } from './attentionPlaces';
import { benjaminiHochberg } from '../kit/falseDiscovery';
import { type Candidate, type CourseStatistics } from './attentionTypes';
import { wilson } from '../kit/stats';

/** The share of false ones accepted on the list of a course, and the looser one at which an item leaves it again. */
const ENTERS = 0.1;
const LEAVES = 0.2;
/** An adjusted p-value up to which a finding from many learners is strong. */
const SURE = 0.01;

/** An entry of the list, as it is stored. Times are microseconds. */
export interface Finding extends Omit<Candidate, 'p'> {
  readonly key: string;
  readonly also: readonly AttentionReason[];
  readonly evidence: Evidence;
  readonly q: number;
  readonly listedSince: number;
}

/** Names one question asked of one block, from one computation to the next. */
const keyOf = ({ block, detail }: Candidate): string =>
  `${detail.reason} ${block}${'part' in detail ? ` ${detail.part}` : ''}`;

/** Everything that could be said about a course's blocks: one candidate for each test made. */
export const detect = (statistics: CourseStatistics): Candidate[] => [
  ...detectInProblems(statistics),
  ...detectInVideos(statistics.videos),
  ...detectInUnits(statistics.units),
];

/**
 * The list. Per reason the blocks of the course are one family, in which the share of false discoveries is held at
 * 0.10 (Benjamini and Hochberg); what was on the list before stays until its adjusted p-value is above 0.20. Of
 * several findings on one block the first by reason stands, the others are disclosed beside it. First come keys that may be
 * wrong, then whatever concerns most learners (the lower end of the interval, in powers of two, so that the order
 * does not change from minute to minute), then the order of the course.
 * @param listed when each entry of the list before came onto it, by key
 * @param now microseconds
 * @param order the place of a block in the course
 */
export const makeList = (
  candidates: readonly Candidate[],
  listed: ReadonlyMap<string, number>,
  now: number,
  order: (block: string) => number,
): Finding[] => {
  const accepted = ATTENTION_REASONS.flatMap((reason) => {
    const family = candidates.filter((candidate) => candidate.detail.reason === reason);
    const adjusted = benjaminiHochberg(family.map((candidate) => candidate.p));
    return family.flatMap((candidate, index): Finding[] => {
      const key = keyOf(candidate);
      const since = listed.get(key);
      const q = adjusted[index] ?? 1;
      if (q > (since === undefined ? ENTERS : LEAVES)) return [];
      const { p: _, ...rest } = candidate;
      return [{ ...rest, key, q, also: [], evidence: evidenceOf(candidate.learners, q), listedSince: since ?? now }];
    });
  });
  const byBlock = new Map<string, Finding>();
  for (const finding of accepted) {
    const first = byBlock.get(finding.block);
    const { reason } = finding.detail;
    if (!first) byBlock.set(finding.block, finding);
    else if (first.detail.reason !== reason && !first.also.includes(reason)) {
      byBlock.set(finding.block, { ...first, also: [...first.also, reason] });
    }
  }
  return [...byBlock.values()].sort(
    (a, b) =>
      Number(b.detail.reason === 'key_may_be_wrong') - Number(a.detail.reason === 'key_may_be_wrong') ||
      band(b) - band(a) ||
      order(a.block) - order(b.block) ||
      (a.block < b.block ? -1 : 1),
  );
};

const evidenceOf = (learners: number, q: number): Evidence =>
  learners < EVIDENCE_GATES.full ? 'early' : learners >= EVIDENCE_GATES.strong && q <= SURE ? 'strong' : 'worth_a_look';

/** How many learners it concerns at least, in powers of two. */
const band = ({ affected, of }: Finding): number => Math.floor(Math.log2(1 + wilson(affected, of).low * of));
