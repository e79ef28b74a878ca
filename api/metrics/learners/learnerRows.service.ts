import {
  type GivenFollowUp,
  LEARNER_STATES,
  type LearnerRow,
  LearnerRule,
  type LearnersQuery,
  FollowUp,
  type FlagEvidence,
} from '@marginalia/contract';
import { evidenceOf, parseFlags } from './evidence';
import type { Engine } from '../../store/engine';
import { unitCount } from '../../facts/activity';
import type { StructureIndex } from '../../facts/structureIndex';
import { groupBy } from '../../lib/groupBy';
import { isoTime, sqlTime } from '../../lib/time';
import { type learnerCount, learnerPage, followUps } from './learners.query';
import { headsOf } from '../class/courseSummaries.service';

export type Filters = Omit<LearnersQuery, 'limit' | 'offset'>;
type PageRow = Awaited<ReturnType<typeof learnerPage.run>>[number];
export type Args = Parameters<typeof learnerCount.run>[1];

/** What the database is asked for a list of learners. @param computedAt when they were judged; null: not yet */
export const argsOf = (
  course: string,
  filters: Filters,
  registered: boolean,
  index: StructureIndex | null,
  computedAt: number | null,
): Args => ({
  course,
  // nobody was judged yet: no state of an earlier time counts
  at: computedAt === null ? '2200-01-01 00:00:00' : sqlTime(computedAt),
  registered_only: Number(registered),
  enrolled: Number(filters.enrolled !== 'false'),
  state: filters.state ?? '',
  rule: filters.rule ?? '',
  flagged: filters.flagged === undefined ? 0 : filters.flagged === 'true' ? 1 : 2,
  section: filters.section ?? '',
  track: filters.track ?? '',
  since: filters.since ?? '',
  said: filters.said ?? '',
  search: filters.search ?? '',
  units: index ? unitCount(index) : 0,
});

export const pageOf = (
  engine: Engine,
  args: Args,
  filters: Filters,
  /** The moment that "now" is in the course, seconds. */
  now: number,
  limit: number,
  offset: number,
): Promise<PageRow[]> => {
  const sort = filters.sort ?? 'state';
  return learnerPage.run(engine, {
    ...args,
    day: Math.floor(now / 86_400),
    sort,
    down: Number(filters.order === 'down'),
    limit,
    offset,
  });
};

/** Rows of a list with what the team said about each flag. @param registered somebody ever registered; else everybody seen is in the course */
export const rowsOf = async (
  engine: Engine,
  course: string,
  rows: readonly PageRow[],
  index: StructureIndex | null,
  registered: boolean,
): Promise<LearnerRow[]> => {
  const heads = headsOf(index);
  const said = await followUpsOf(
    engine,
    course,
    rows.map((row) => row.learner),
  );
  return rows.map((row) => {
    const marks = evidenceOf(parseFlags(row.marks ?? '[]'), row.since ?? [], heads);
    return {
      id: row.learner,
      username: row.username || null,
      name: row.name || null,
      email: row.email || null,
      enrolled: row.enrolled || !registered,
      track: row.track,
      registeredAt: timeOf(row.registered_at),
      lastActiveAt: timeOf(row.last_active),
      activeDays: row.active_days,
      weeks: row.weeks,
      progress: index ? row.progress : null,
      tried: row.tried,
      firstRight: row.first_right,
      everRight: row.ever_right,
      grade: row.grade,
      passed: row.passed === null ? null : row.passed === 1,
      state: LEARNER_STATES.find((state) => state === row.state) ?? null,
      marks,
      answers: (said.get(row.learner) ?? []).map((one) => ({ ...one, current: isCurrent(one, marks) })),
    };
  });
};

/** What was last said about flags, by learner. */
export const followUpsOf = async (
  engine: Engine,
  course: string,
  learners: readonly string[],
): Promise<Map<string, GivenFollowUp[]>> => {
  const rows = await followUps.run(engine, { course, learners });
  return new Map(
    [...groupBy(rows, (row) => row.learner)].map(([learner, own]) => [
      learner,
      own.flatMap((row): GivenFollowUp[] => {
        const rule = LearnerRule.safeParse(row.rule);
        const followUp = FollowUp.safeParse(row.answer);
        if (!rule.success || !followUp.success) return [];
        return [{ rule: rule.data, answer: followUp.data, at: isoTime(row.at), by: row.username, current: true }];
      }),
    ]),
  );
};

const timeOf = (seconds: number): string | null => (seconds > 0 ? isoTime(seconds * 1e6) : null);

/** Said since the flag came up; where it holds no more, it is history. */
const isCurrent = ({ rule, at }: GivenFollowUp, marks: readonly FlagEvidence[]): boolean =>
  marks.some((flag) => flag.rule === rule && at.slice(0, 10) >= flag.since);
