import { EVIDENCE_GATES } from '@marginalia/contract';
import { groupBy } from '../../lib/groupBy';
import type { Micros } from '../../lib/time';
import { ENOUGH_SINCE_EDIT } from '../problem/itemStatistics';
import type { BlockVersion, Week } from './statistics';

/** A version of a block as publishes state it, in order. */
interface Published {
  readonly block: string;
  /** null: since before anything is known. */
  readonly at: Micros | null;
  readonly name: string;
  /** Tells what is in it apart; '' where that is not known. */
  readonly content: string;
}

/** Learners of a block who came after so many of its changes. */
interface Arrivals {
  readonly block: string;
  readonly version: number;
  readonly learners: number;
}

/** Another name, and nothing else that is known to have changed: learners met the same block. */
const isOnlyRenamed = (before: Published, after: Published): boolean =>
  before.name !== after.name && (before.content === after.content || before.content === '' || after.content === '');

/**
 * When each block was changed, ascending.
 * @param fixed when an author said that it is mended, by block: where no publish shows the change, the author's word counts
 */
export const editsOf = (
  published: readonly Published[],
  fixed: ReadonlyMap<string, readonly Micros[]>,
): Map<string, Micros[]> => {
  const edits = new Map<string, Micros[]>();
  for (const [block, versions] of groupBy(published, (one) => one.block))
    versions.forEach((version, at) => {
      const before = versions[at - 1];
      if (before && version.at !== null && !isOnlyRenamed(before, version))
        edits.set(block, [...(edits.get(block) ?? []), version.at]);
    });
  for (const [block, times] of fixed)
    edits.set(
      block,
      [...(edits.get(block) ?? []), ...times].sort((a, b) => a - b),
    );
  return edits;
};

/** A block with the changes by which its learners are told apart. */
export interface Cuts {
  readonly times: readonly Micros[];
  readonly version: BlockVersion;
}

/**
 * Which changes tell learners apart: from the last one backwards, each before which enough came, and enough since until the next.
 * Who came in a shorter time between two counts with those before. However often a block was changed, all of these count: were two
 * versions told as one, what the first of them had and the second had mended would be found in both. There are no more than its
 * learners by twenty.
 */
export const cutsOf = (
  edits: ReadonlyMap<string, readonly Micros[]>,
  arrivals: readonly Arrivals[],
  firstAttempts: readonly (Week & { readonly block: string })[],
): Map<string, Cuts> => {
  const weeks = groupBy(firstAttempts, (one) => one.block);
  const came = groupBy(arrivals, (one) => one.block);
  return new Map(
    [...edits].flatMap(([block, times]): [string, Cuts][] => {
      const editedAt = times.at(-1);
      const counts = times.concat(0).map(() => 0);
      for (const { version, learners } of came.get(block) ?? []) counts[version] = learners;
      const until = (version: number): number => counts.slice(0, version).reduce((sum, n) => sum + n, 0);
      if (editedAt === undefined || until(times.length) === 0) return [];
      const cuts: Micros[] = [];
      const groups: number[] = [];
      let next = times.length + 1;
      for (let version = times.length; version > 0; version -= 1) {
        const since = until(next) - until(version);
        if (since < ENOUGH_SINCE_EDIT || until(version) < EVIDENCE_GATES.finding) continue;
        cuts.unshift(times[version - 1] ?? 0);
        groups.push(since);
        next = version;
      }
      const version = {
        from: cuts.at(-1) ?? null,
        editedAt,
        before: until(times.length),
        since: counts[times.length] ?? 0,
        least: cuts.length === 0 ? null : Math.min(...groups, until(next)),
        weeks: (weeks.get(block) ?? []).map(({ week, learners }) => ({ week, learners })),
      };
      return [[block, { times: cuts, version }]];
    }),
  );
};
