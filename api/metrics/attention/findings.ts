import { type AttentionReason, EVIDENCE_GATES, type Evidence } from '@marginalia/contract';
import type { Steps } from '../../lib/steps';
import { adjusted, normalUpperQuantile } from '../kit/falseDiscovery';
import { wilson } from '../kit/stats';
import { ENOUGH_SINCE_EDIT } from '../problem/itemStatistics';
import { RULES, type Tested } from './rules';
import { type BlockVersion, type CourseStatistics, UNCHANGED } from './statistics';

/** The share of false ones accepted on the list of a course, and the looser one at which an item leaves it again. */
const ENTERS = 0.15;
const LEAVES = 0.3;
/** An adjusted p-value up to which a finding from many learners is strong. */
const SURE = 0.01;
/** So many standard errors a fault has to be expected to show before its absence says that it is mended. */
const WOULD_SHOW = 4;
/** However faint it was when it was listed: no more learners than this many times those it was listed with. */
const AT_MOST_TIMES = 2;

/** One question asked of one block by one rule. */
interface Candidate extends Tested<unknown> {
  readonly reason: AttentionReason;
  /** Names the question, from one computation to the next. */
  readonly key: string;
}

/** An entry of the list, as it is stored. Times are microseconds. */
export interface Finding {
  readonly key: string;
  readonly block: string;
  readonly reason: AttentionReason;
  /** The rule's own numbers. */
  readonly detail: unknown;
  readonly learners: number;
  readonly affected: number;
  readonly of: number;
  readonly q: number;
  readonly evidence: Evidence;
  readonly also: readonly AttentionReason[];
  readonly listedSince: number;
  readonly version: BlockVersion;
  /**
   * Set while it is not known whether a change mended it: about so many learners have to come since. The numbers are those from
   * before the change, or, as long as few came, of all.
   */
  readonly needed: number | null;
}

/** Everything that could be said about a course's blocks: one candidate for each test made. */
export const detect = (course: CourseStatistics): Candidate[] =>
  RULES.flatMap(({ id, test }) =>
    test(course).map((tested) => ({
      ...tested,
      reason: id,
      key: `${id} ${tested.block}${tested.part === undefined ? '' : ` ${tested.part}`}`,
    })),
  );

/** About how many learners would show a fault again that showed like this: its z grows with their square root. */
const neededFor = ({ p, learners }: Candidate): number => {
  const z = Math.max(0.1, normalUpperQuantile(Math.min(0.5, Math.max(p, 1e-300))));
  const needed = Math.ceil(learners * Math.min(AT_MOST_TIMES, (WOULD_SHOW / z) ** 2));
  return Math.max(ENOUGH_SINCE_EDIT, needed);
};

/** What is on the list by one version of the blocks. */
interface Listed {
  readonly candidate: Candidate;
  readonly q: number;
  readonly needed: number | null;
}

/**
 * What is listed after the learners of the newest version, going through the versions from the oldest. All tests of a course are
 * one family, in which the share of false discoveries is held at 0.15; what was on the list stays until its adjusted p-value is
 * above 0.30. What a later version does not show stays too, until so many met that version that it would have.
 */
function* judge(
  versions: Iterable<CourseStatistics>,
  known: ReadonlySet<string>,
): Steps<{ current: CourseStatistics | undefined; found: Map<string, Listed> }> {
  let listed = new Map<string, Listed>();
  let earlier: CourseStatistics | undefined;
  for (const course of versions) {
    const candidates = detect(course);
    const qs = adjusted(candidates.map(({ p }) => p));
    const isNew = (block: string): boolean =>
      fromOf(earlier, block) !== fromOf(course, block) && fromOf(course, block) !== null;
    const next = new Map<string, Listed>();
    const asked = new Map(candidates.map((candidate) => [candidate.key, candidate]));
    candidates.forEach((candidate, at) => {
      const q = qs[at] ?? 1;
      const limit = known.has(candidate.key) || listed.has(candidate.key) ? LEAVES : ENTERS;
      if (candidate.evidence !== null && q <= limit) next.set(candidate.key, { candidate, q, needed: null });
    });
    for (const [key, before] of listed) {
      if (next.has(key) || (before.needed === null && !isNew(before.candidate.block))) continue;
      const needed = before.needed ?? neededFor(before.candidate);
      // learners of the same version are all there are: of an unchanged block this is the same decision again
      if ((asked.get(key)?.learners ?? 0) < needed) next.set(key, { ...before, needed });
    }
    listed = next;
    earlier = course;
    yield;
  }
  return { current: earlier, found: listed };
}

const versionOf = (course: CourseStatistics | undefined, block: string): BlockVersion =>
  course?.versions.get(block) ?? UNCHANGED;
const fromOf = (course: CourseStatistics | undefined, block: string): number | null => versionOf(course, block).from;

/** A change is too fresh for its learners to be told apart: all count. */
const isFresh = ({ editedAt, before, since }: BlockVersion): boolean =>
  editedAt !== null && before > 0 && since < ENOUGH_SINCE_EDIT;

/**
 * The list (see `judge`), in steps, one a version: the caller decides how often to let others have the processor. Of several
 * findings on one block the first by reason stands, one that yields behind the others, and the rest is named with it. First come keys that
 * may be wrong, then whatever concerns most learners (the lower end of the interval, in powers of two, so that the order does not
 * change from minute to minute), then the order of the course.
 * @param versions the sums of the course by versions of its blocks, the oldest first; the last are those of now
 * @param listed when each entry of the list before came onto it, by key
 * @param now microseconds
 * @param order the place of a block in the course
 */
export function* listSteps(
  versions: Iterable<CourseStatistics>,
  listed: ReadonlyMap<string, number>,
  now: number,
  order: (block: string) => number,
): Steps<Finding[]> {
  const { current, found } = yield* judge(versions, new Set(listed.keys()));
  const byBlock = new Map<string, Finding>();
  for (const [yields, { id }] of [false, true].flatMap((one) => RULES.map((rule) => [one, rule] as const)))
    for (const { candidate, q, needed } of found.values()) {
      if (candidate.reason !== id || (candidate.yields ?? false) !== yields) continue;
      const first = byBlock.get(candidate.block);
      if (!first) {
        const { key, block, reason, evidence: detail, learners, affected, of } = candidate;
        const version = versionOf(current, block);
        byBlock.set(block, {
          ...{ key, block, reason, detail, learners, affected, of, q, version, also: [] },
          evidence: evidenceOf(learners, q),
          listedSince: listed.get(key) ?? now,
          needed: needed ?? (isFresh(version) ? neededFor(candidate) : null),
        });
      } else if (first.reason !== id && !first.also.includes(id)) {
        byBlock.set(candidate.block, { ...first, also: [...first.also, id] });
      }
    }
  return [...byBlock.values()].sort(
    (a, b) =>
      Number(b.reason === 'key_may_be_wrong') - Number(a.reason === 'key_may_be_wrong') ||
      band(b) - band(a) ||
      order(a.block) - order(b.block) ||
      (a.block < b.block ? -1 : 1),
  );
}

/** Blocks that were looked at: some rule had enough learners to ask. */
export const lookedAt = (course: CourseStatistics): number => new Set(detect(course).map(({ block }) => block)).size;

const evidenceOf = (learners: number, q: number): Evidence =>
  learners < EVIDENCE_GATES.full ? 'early' : learners >= EVIDENCE_GATES.strong && q <= SURE ? 'strong' : 'worth_a_look';

/** How many learners it concerns at least, in powers of two. */
const band = ({ affected, of }: Finding): number => Math.floor(Math.log2(1 + wilson(affected, of).low * of));
