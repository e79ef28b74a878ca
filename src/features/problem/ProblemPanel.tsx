import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { getProblem, isNumber } from '@marginalia/contract';
import type { Problem, Rate } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { evidenceOf, mayCompare } from '../../panels/evidence';
import type { Evidence } from '../../panels/evidence';
import { Stats } from '../../ui/Stats';
import type { Stat } from '../../ui/Stats';
import {
  ReportPanel,
  MetricCards,
  SHAPES,
  EvidenceNote,
  NothingYet,
  OtherRuns,
  WithheldNotice,
  footerWords,
  lastRate,
  metricWords,
  useFilterQuery,
  useLastRun,
  useNumbers,
} from '../../panels';
import type { PanelProps, Run } from '../../panels';
import { listItems } from '../../lib/response-text';
import { Responses } from './Responses';
import { DifficultyLine } from './DifficultyLine';
import { Edits } from './Edits';
import { DiscriminationSection, Help } from './Signals';
import { Published } from './Published';
import { Trend } from './Trend';
import { words } from './messages';
import { commonestWrong, problemSentence } from './model';
import type { SuspectResponse } from './model';
import { CourseText } from '../../ui/CourseText';

const Sentence = ({ problem }: { readonly problem: Problem }): ReactNode => {
  const numbers = useNumbers();
  const intl = useIntl();
  const sentence = problemSentence(problem);
  if (sentence.kind === 'nobody' || sentence.kind === 'withheld') return null;
  if (sentence.kind === 'unknown') {
    return (
      <p className="marginalia-sentence">
        <FormattedMessage {...words.unknown} values={{ n: sentence.learners }} />
      </p>
    );
  }
  const only = problem.parts.length === 1 ? problem.parts[0] : undefined;
  const wrong = sentence.kind === 'shares' && only !== undefined ? commonestWrong(only) : null;
  const { eventual } = problem;
  return (
    <p className="marginalia-sentence">
      {sentence.kind === 'shares' ? (
        <FormattedMessage
          {...words.shares}
          values={{ count: sentence.count, of: sentence.of, likely: numbers.likely(sentence) }}
        />
      ) : (
        <FormattedMessage {...words.counts} values={{ count: sentence.count, of: sentence.of }} />
      )}{' '}
      {wrong !== null ? (
        <FormattedMessage
          {...words.wrongAnswer}
          values={{
            answer: (
              <CourseText>{intl.formatList(listItems(wrong.value) ?? [wrong.value], { type: 'unit' })}</CourseText>
            ),
            n: wrong.first,
          }}
        />
      ) : (
        eventual.kind === 'value' && <FormattedMessage {...words.inTheEnd} values={{ count: eventual.count }} />
      )}
    </p>
  );
};

type Tries = Extract<Problem['attempts'], { readonly max: number }>;

/** The mean and all of them; where these are withheld, the middle learner's. */
const triesWords = (
  intl: IntlShape,
  numbers: ReturnType<typeof useNumbers>,
  { total, mean, median, max, orMore }: Tries,
): Pick<Stat, 'value' | 'company'> =>
  isNumber(total) && isNumber(mean)
    ? {
        value: numbers.mean(mean),
        company: intl.formatMessage(orMore ? words.medianOrMore : words.median, { total, max }),
      }
    : {
        value: numbers.mean(median),
        company: intl.formatMessage(orMore ? words.middleTriesOrMore : words.middleTries, { max }),
      };

interface StatsProps {
  readonly problem: Problem;
  readonly evidence: Evidence;
  readonly last: Run | null;
}

const ProblemStats = ({ problem, evidence, last }: StatsProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { attempts } = problem;
  const rate = (key: 'firstTry' | 'eventual', value: Rate): Stat =>
    mayCompare(evidence)
      ? { key, value: numbers.percent(value), company: numbers.countOf(value), ...metricWords(intl, key) }
      : { key, value: numbers.countOf(value), ...metricWords(intl, key) };
  const tries: Stat =
    'max' in attempts
      ? { key: 'attempts', ...triesWords(intl, numbers, attempts), ...metricWords(intl, 'attempts') }
      : { key: 'attempts', value: numbers.count(attempts), ...metricWords(intl, 'attempts') };
  return (
    <Stats
      label={intl.formatMessage(footerWords.numbers)}
      stats={[
        { key: 'attempted', value: numbers.count(problem.learners), ...metricWords(intl, 'attempted') },
        { ...rate('firstTry', problem.firstTry), before: lastRate(intl, problem.firstTry, last?.firstTry) },
        rate('eventual', problem.eventual),
        tries,
      ]}
    />
  );
};

interface FiguresProps {
  readonly problem: Problem;
  readonly draft: boolean;
  readonly suspects: readonly SuspectResponse[];
  readonly last: Run | null;
}

const Figures = ({ problem, draft, suspects, last }: FiguresProps): ReactNode => {
  const evidence = evidenceOf(problem.learners);
  const { kind } = problemSentence(problem);
  if (kind === 'withheld') return <WithheldNotice min={problem.minLearners} />;
  if (kind === 'nobody') {
    return (
      <>
        <NothingYet draft={draft}>
          <FormattedMessage {...words.nobody} />
        </NothingYet>
        <Published settings={problem.settings} />
      </>
    );
  }
  return (
    <>
      <Sentence problem={problem} />
      <DifficultyLine problem={problem} compare={mayCompare(evidence)} />
      <EvidenceNote evidence={evidence} learners={problem.learners} />
      <ProblemStats problem={problem} evidence={evidence} last={last} />
      <Responses
        problem={problem}
        muted={!mayCompare(evidence)}
        variants={problem.settings?.variants === true}
        suspects={suspects}
      />
      {mayCompare(evidence) && <DiscriminationSection discrimination={problem.discrimination} />}
      <Trend problem={problem} evidence={evidence} />
      <Edits edits={problem.edits} compare={mayCompare(evidence)} />
      <Help help={problem.help} />
      <MetricCards metrics={problem.metrics} />
      <Published settings={problem.settings} />
    </>
  );
};

interface Props extends PanelProps {
  /** Answers that a finding points at. */
  readonly suspects?: readonly SuspectResponse[];
}

const NONE: readonly SuspectResponse[] = [];

/** How learners fared with one problem. */
export const ProblemPanel = ({ courseId, blockId, draft, suspects = NONE }: Props): ReactNode => {
  const report = useReport(getProblem, { params: { course: courseId, block: blockId }, ...useFilterQuery() });
  const { run } = useLastRun(courseId, blockId);
  return (
    <ReportPanel report={report} draft={draft} ofCourse={false} shape={SHAPES.problem}>
      {(problem) => (
        <>
          <Figures problem={problem} draft={draft} suspects={suspects} last={run} />
          <OtherRuns courseId={courseId} blockId={blockId} />
        </>
      )}
    </ReportPanel>
  );
};
