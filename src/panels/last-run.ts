import { difference, getBlockRuns, getChoices } from '@marginalia/contract';
import type { BlockRuns, Choices, Rate } from '@marginalia/contract';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { useReport } from '../host/query';
import type { ReportState } from '../host/query';
import { clearOf, pointsOf } from './difference';
import { evidenceOf, mayCompare } from './evidence';
import { isFiltered, useFilter } from './filter';
import { numbersFor } from './numbers';
import { runWords as words } from './run-messages';

/** A block in another run, as that run's own reports state it. */
export type Run = BlockRuns['runs'][number];

/** What is asked once while a panel is open: other runs are mostly over. */
const ONCE = { live: false };

interface OtherRuns {
  /** The run before this one; null: there is none, or it is not known. */
  readonly before: Choices['before'];
  /** `none`: there are none, or it is not known. */
  readonly report: ReportState<BlockRuns> | 'none';
}

/**
 * The block in other runs of the course. Whether there are any is asked once for a course: where there are none, no panel
 * makes a second request.
 * @param blockId null: nothing is asked
 */
export const useOtherRuns = (courseId: string, blockId: string | null): OtherRuns => {
  const choices = useReport(getChoices, blockId === null ? null : { params: { course: courseId } }, ONCE);
  const isAsked = blockId !== null && choices.kind === 'ready' && choices.data.runs.length > 0;
  const report = useReport(getBlockRuns, isAsked ? { params: { course: courseId, block: blockId } } : null, ONCE);
  const isNone = choices.kind !== 'pending' && !isAsked;
  return { before: choices.kind === 'ready' ? choices.data.before : null, report: isNone ? 'none' : report };
};

/** Null: there is none, the block was not in it, or a part of this run is looked at, which no whole run compares with. */
interface LastRun {
  readonly isPending: boolean;
  readonly run: Run | null;
}

const NOTHING: LastRun = { isPending: false, run: null };

/**
 * How the block fared in the last run of the course.
 * @param blockId null: nothing is asked
 */
export const useLastRun = (courseId: string, blockId: string | null): LastRun => {
  const isWhole = !isFiltered(useFilter());
  const { before, report } = useOtherRuns(courseId, isWhole ? blockId : null);
  if (!isWhole || blockId === null || report === 'none') return NOTHING;
  if (report.kind !== 'ready') return { isPending: report.kind === 'pending', run: null };
  return { isPending: false, run: report.data.runs.find(({ run }) => run === before) ?? null };
};

/** `61% last run, now 7 points lower (2–12)`: the difference only where its interval leaves out zero. */
export const lastRate = (intl: IntlShape, own: Rate, last: Rate | undefined): string | undefined => {
  if (last?.kind !== 'value') return undefined;
  const numbers = numbersFor(intl);
  const isCompared = [own, last].every((rate) => rate.kind === 'value' && mayCompare(evidenceOf(rate.of)));
  const differs = difference(own, last);
  const [low, high] = differs.kind === 'value' ? pointsOf(differs) : [0, 0];
  return intl.formatMessage(words.last, {
    share: isCompared ? numbers.percent(last) : numbers.countOf(last),
    verdict: isCompared ? clearOf(differs) : 'undisclosed',
    points: differs.kind === 'value' ? Math.max(1, Math.round(Math.abs(differs.value) * 100)) : 0,
    low: numbers.mean(low),
    high: `\u2060${numbers.mean(high)}`,
  });
};

/** The same of an average, of which no interval says how sure it is. */
export const lastShare = (intl: IntlShape, last: Run | null): string | undefined =>
  last !== null && typeof last.coverage === 'number' && mayCompare(evidenceOf(last.viewers))
    ? intl.formatMessage(words.last, { share: numbersFor(intl).share(last.coverage), ...UNCOMPARED })
    : undefined;

const UNCOMPARED = { verdict: 'undisclosed', points: 0, low: '', high: '' };

/** Of attempts at several problems, which go together by learner: no interval of single ones holds for them. */
export const lastAttempts = (intl: IntlShape, last: Run | null): string | undefined => {
  const rate = last?.firstTry;
  return rate?.kind === 'value' && mayCompare(evidenceOf(rate.of))
    ? intl.formatMessage(words.last, { share: numbersFor(intl).percent(rate), ...UNCOMPARED })
    : undefined;
};
