import type { Learner, MiddleHalf, OutlineBlock, Video } from '@marginalia/contract';
import { disclosed } from '../class';

/** One number of a learner compared with the middle half of the class. */
export interface BesideRow {
  readonly key: 'activeDays' | 'progress' | 'tried' | 'firstTry' | 'watched';
  /** Null: nothing to count. */
  readonly value: number | null;
  readonly half: MiddleHalf;
  /** Where the scale ends. */
  readonly top: number;
}

const above = (value: number | null, half: MiddleHalf): number =>
  Math.max(1, value ?? 0, half.kind === 'value' ? half.high * 1.25 : 0);

/** The learner's numbers with their scales: shares go to all, counts a little beyond the larger of both. */
export const besideRows = (learner: Learner): BesideRow[] => {
  const { beside, activeDays, progress, tried, firstRight, watchedSeconds } = learner;
  const count = (key: BesideRow['key'], value: number, half: MiddleHalf): BesideRow => ({
    key,
    value,
    half,
    top: above(value, half),
  });
  return [
    count('activeDays', activeDays, beside.activeDays),
    { key: 'progress', value: progress, half: beside.progress, top: 1 },
    count('tried', tried, beside.tried),
    { key: 'firstTry', value: tried === 0 ? null : firstRight / tried, half: beside.firstTryShare, top: 1 },
    count('watched', watchedSeconds, beside.watchedSeconds),
  ];
};

const DAY = 86_400_000;
/** As many weeks as still fit beside one another. */
const MOST_WEEKS = 30;

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const mondayOf = (date: string): number => {
  const time = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;
};

interface RunDates {
  readonly start: string | null;
  readonly end: string | null;
  /** `2026-03-02`. */
  readonly today: string;
}

/** The dates of the weeks of a run, from Monday (UTC): those with something in them, and all between. The newest, where they are many. */
export const weeksOf = (days: Learner['days'], { start, end, today }: RunDates): string[][] => {
  const dates = [
    ...days.map(({ date }) => date),
    ...(start === null ? [] : [start]),
    ...(end === null ? [today] : [end]),
  ];
  const mondays = dates.map(mondayOf);
  const [first, last] = [Math.min(...mondays), Math.max(...mondays)];
  const weeks: string[][] = [];
  for (let at = first; at <= last; at += 7 * DAY) weeks.push(Array.from({ length: 7 }, (_, i) => dateOf(at + i * DAY)));
  return weeks.slice(-MOST_WEEKS);
};

/** 0: nothing; 1 to 4: a quarter each of the most that was done on a day. */
export const heatLevel = (events: number, most: number): number =>
  events === 0 ? 0 : Math.min(4, Math.ceil((events / Math.max(1, most)) * 4));

/** How a learner fared with a problem. */
type ProblemStanding = 'first' | 'later' | 'never' | 'open';
export const SIGNS: Readonly<Record<ProblemStanding, string>> = { first: '●', later: '◐', never: '✗', open: '–' };

export const standingOf = (
  problem: Pick<Learner['problems'][number], 'firstRight' | 'everRight'> | undefined,
): ProblemStanding => {
  if (problem === undefined) return 'open';
  if (problem.firstRight) return 'first';
  return problem.everRight ? 'later' : 'never';
};

interface MapSection {
  readonly id: string;
  readonly name: string;
  readonly problems: readonly { readonly id: string; readonly name: string }[];
}

/** The problems of the course by section, in its order; those that no structure knows stand last, under no name. */
export const problemMap = (problems: Learner['problems'], blocks: readonly OutlineBlock[]): MapSection[] => {
  const known = new Map(blocks.map((block) => [block.id, block]));
  const sectionOf = (id: string): OutlineBlock | undefined => {
    const passed = new Set<string>();
    let block = known.get(id);
    while (block !== undefined && block.type !== 'chapter' && block.parent !== null && !passed.has(block.id)) {
      passed.add(block.id);
      block = known.get(block.parent);
    }
    return block?.type === 'chapter' ? block : undefined;
  };
  const attempted = new Set(problems.map(({ block }) => block.id));
  const sections = new Map<string, { id: string; name: string; problems: MapSection['problems'][number][] }>();
  const put = (id: string, name: string): void => {
    const section = sectionOf(id);
    const key = section?.id ?? '';
    const row = sections.get(key) ?? { id: key, name: section?.name ?? '', problems: [] };
    sections.set(key, { ...row, problems: [...row.problems, { id, name }] });
  };
  // what learners cannot see yet is nothing they have not done
  const open = [...blocks]
    .filter(({ id, type, offered }) => type === 'problem' && (offered.to !== 'nobody' || attempted.has(id)))
    .sort((a, b) => a.order - b.order);
  for (const { id, name } of open) put(id, name);
  for (const { block } of problems) if (!known.has(block.id)) put(block.id, block.name);
  return [...sections.values()];
};

/** Seconds of a video that the learner saw at all, and of these twice or more. */
export const secondsSeen = (watched: Learner['videos'][number]['watched']): { once: number; again: number } => {
  const seconds = (stretches: typeof watched): number => stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  return { once: seconds(watched), again: seconds(watched.filter(({ times }) => times > 1)) };
};

/** The class's curve: viewers of each second, and views above these. */
export const classCurve = (
  curve: Video['curve'],
): { readonly second: number; readonly viewers: number | null; readonly repeats: number | null }[] =>
  curve.map(({ second, viewers, views }) => {
    const [people, times] = [disclosed(viewers), disclosed(views)];
    return { second, viewers: people, repeats: people === null || times === null ? null : times - people };
  });
