import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { EVIDENCE_GATES, EXPERIMENT_OUTCOMES, getExperiment } from '@marginalia/contract';
import type { Difference, Experiment, ExperimentOutcome, LearnerMean } from '@marginalia/contract';
import { useReport } from '../../host/query';
import {
  ReportPanel,
  NothingYet,
  SHAPES,
  SignedPoints,
  WithheldNotice,
  isFiltered,
  useFilter,
  useNumbers,
} from '../../panels';
import type { PanelProps } from '../../panels';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { words } from './messages';

type Arm = Experiment['arms'][number];

const isClear = (difference: Difference | null): boolean =>
  difference?.kind === 'value' && (difference.low > 0 || difference.high < 0);

/** What is there to compare by: nothing stands for what does not follow the experiment. */
const outcomesOf = ({ arms, following }: Experiment): ExperimentOutcome[] =>
  EXPERIMENT_OUTCOMES.filter((outcome) => {
    if (outcome === 'reached' && following.next === null) return false;
    return arms.some((arm) => arm[outcome].mean.kind !== 'none');
  });

interface OutcomeProps {
  readonly experiment: Experiment;
  readonly outcome: ExperimentOutcome;
}
const Outcome = ({ experiment: { following }, outcome }: OutcomeProps): ReactNode => (
  <FormattedMessage {...words[outcome]} values={{ name: <bdi>{following.next?.name ?? ''}</bdi> }} />
);

const Points = ({ difference }: { readonly difference: Difference | null }): ReactNode => {
  const numbers = useNumbers();
  if (difference === null) return null;
  if (difference.kind === 'withheld') return numbers.count(difference);
  if (difference.kind === 'none')
    return difference.reason === 'too_few_learners_in_group' ? (
      <FormattedMessage {...words.few} />
    ) : (
      numbers.count(difference)
    );
  const { value, low, high } = difference;
  const values = {
    value: <SignedPoints share={value} />,
    low: <SignedPoints share={low} />,
    high: <SignedPoints share={high} />,
  };
  return isClear(difference) ? (
    <strong>
      <FormattedMessage {...words.clearRange} values={values} />
    </strong>
  ) : (
    <FormattedMessage {...words.range} values={values} />
  );
};

const Comparison = ({ experiment, first, other }: { experiment: Experiment; first: Arm; other: Arm }): ReactNode => {
  const numbers = useNumbers();
  const share = (mean: LearnerMean): string => numbers.share(mean.kind === 'value' ? mean.value : mean);
  const named = { first: <bdi>{first.block.name}</bdi>, other: <bdi>{other.block.name}</bdi> };
  return (
    <Table
      caption={<FormattedMessage {...words.caption} values={named} />}
      captionHidden={experiment.arms.length === 2}
      columns={[
        <FormattedMessage key="outcome" {...words.outcome} />,
        named.first,
        named.other,
        <FormattedMessage key="difference" {...words.difference} />,
      ]}
      rows={[
        {
          key: 'learners',
          cells: [
            <FormattedMessage key="name" {...words.learners} />,
            numbers.count(first.learners),
            numbers.count(other.learners),
            '',
          ],
        },
        ...outcomesOf(experiment).map((outcome) => ({
          key: outcome,
          cells: [
            <Outcome key="name" experiment={experiment} outcome={outcome} />,
            share(first[outcome].mean),
            share(other[outcome].mean),
            <Points key="difference" difference={other[outcome].difference} />,
          ],
        })),
      ]}
    />
  );
};

/** Nothing is compared yet. */
const isEarly = ({ arms }: Experiment): boolean =>
  !arms.some((arm) => EXPERIMENT_OUTCOMES.some((outcome) => arm[outcome].difference?.kind === 'value'));

const Verdict = ({ experiment }: { readonly experiment: Experiment }): ReactNode => {
  const [first, ...others] = experiment.arms;
  const clear = others.flatMap((other) =>
    EXPERIMENT_OUTCOMES.flatMap((outcome) => {
      const { difference } = other[outcome];
      return difference?.kind === 'value' && isClear(difference) ? [{ other, outcome, value: difference.value }] : [];
    }),
  );
  const [one] = clear;
  if (isEarly(experiment)) return <FormattedMessage {...words.early} values={{ least: EVIDENCE_GATES.correlation }} />;
  if (clear.length !== 1 || !one) return <FormattedMessage {...words.clear} values={{ n: clear.length }} />;
  return (
    <FormattedMessage
      {...words.oneClear}
      values={{
        outcome: <Outcome experiment={experiment} outcome={one.outcome} />,
        points: Math.round(Math.abs(one.value) * 100),
        isHigher: String(one.value > 0),
        first: <bdi>{first?.block.name}</bdi>,
        other: <bdi>{one.other.block.name}</bdi>,
      }}
    />
  );
};

const Figures = ({ experiment, draft }: { readonly experiment: Experiment; readonly draft: boolean }): ReactNode => {
  const filtered = isFiltered(useFilter());
  const { arms, minLearners } = experiment;
  const [first, ...others] = arms;
  if (first === undefined || others.length === 0)
    return (
      <Notice title={<FormattedMessage {...words.title} />}>
        <FormattedMessage {...words.unknown} />
      </Notice>
    );
  if (arms.every(({ learners }) => learners === 0)) return <NothingYet draft={draft} />;
  if (arms.every(({ learners }) => typeof learners !== 'number' || learners === 0))
    return <WithheldNotice min={minLearners} />;
  return (
    <>
      <p className="marginalia-sentence">
        <Verdict experiment={experiment} />
      </p>
      <Section title={<FormattedMessage {...words.title} />}>
        {others.map((other) => (
          <Comparison key={other.block.id} experiment={experiment} first={first} other={other} />
        ))}
        {!isEarly(experiment) && (
          <p className="marginalia-quiet">
            <FormattedMessage {...words.peek} />
          </p>
        )}
        <p className="marginalia-quiet">
          <FormattedMessage {...words.who} />
        </p>
        {filtered && (
          <p className="marginalia-quiet">
            <FormattedMessage {...words.ofAll} />
          </p>
        )}
      </Section>
    </>
  );
};

/** A content experiment: its groups, by how their learners fared with what follows. */
export const ExperimentPanel = ({ courseId, blockId, draft }: PanelProps): ReactNode => {
  const report = useReport(getExperiment, { params: { course: courseId, block: blockId } });
  return (
    <ReportPanel report={report} draft={draft} ofCourse shape={SHAPES.experiment}>
      {(experiment) => <Figures experiment={experiment} draft={draft} />}
    </ReportPanel>
  );
};
