import { LEARNER_RULES, type GroupKey, AT_RISK, trackOf } from '@marginalia/contract';
import { type Asked, cellsOf } from './groups';
import { classCounts } from './classCounts';
import type { Engine } from '../../store/engine';
import { sqlTime } from '../../lib/time';
import { Partition } from '../kit/privacy/partition';
import { suppress } from '../kit/privacy/suppress';
import { groupSums } from './groups.query';
import type { CourseMoment } from './courseMoment';
import { readStates } from './courseSummaries.service';

/** What the queries about groups are asked with. */
export interface GroupArgs {
  readonly course: string;
  readonly registered_only: number;
  readonly by: 'state' | 'track' | '';
  readonly judged_at: string;
}

export interface ReadGroup {
  readonly asked: Asked;
  readonly args: GroupArgs;
  /** Names that the queries have for it. */
  readonly names: readonly string[];
  /** States were computed, where it is one. */
  readonly isComputed: boolean;
}

/** Nobody was judged yet: no state of an earlier time counts. */
const NEVER = '2200-01-01 00:00:00';

export const wholeClass = ({ key, registered }: CourseMoment): GroupArgs => ({
  course: key,
  registered_only: Number(registered),
  by: '',
  judged_at: NEVER,
});

/** How a class falls into parts around a group that is asked for. Which parts may be disclosed is what other reports disclose of them. */
export const readGroup = async (
  engine: Engine,
  moment: CourseMoment,
  key: GroupKey,
  minLearners: number,
): Promise<ReadGroup> => {
  const track = trackOf(key);
  if (track !== null) {
    const args: GroupArgs = { ...wholeClass(moment), by: 'track' };
    const sizes = [...cellsOf(await groupSums.run(engine, { ...args, at: moment.at }), (row) => row.learners)];
    const hidden = suppress(
      sizes.map(([, learners]) => learners),
      minLearners,
    );
    const offered = sizes.flatMap(([name], at) => (hidden[at] || name === '' ? [] : [name]));
    const parts = new Partition(offered, null, minLearners);
    return { asked: { key, name: track, parts, minLearners }, args, names: [track], isComputed: true };
  }
  const { stored, computedAt } = await readStates(engine, moment.key);
  const disclosed = stored ? classCounts(stored, minLearners) : null;
  const offered = (disclosed?.states ?? []).flatMap(({ state, learners }) =>
    typeof learners === 'number' ? [state] : [],
  );
  const union = disclosed?.flagged.kind === 'value' ? { name: AT_RISK, members: LEARNER_RULES } : null;
  return {
    asked: { key, name: key, parts: new Partition(offered, union, minLearners), minLearners },
    args: {
      ...wholeClass(moment),
      by: 'state',
      judged_at: computedAt === null ? NEVER : sqlTime(computedAt),
    },
    names: key === AT_RISK ? LEARNER_RULES : [key],
    isComputed: disclosed !== null,
  };
};
