import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Overview, Quantity } from '@marginalia/contract';
import { Columns, HiddenMark } from '../../ui/Columns';
import { PanelCard, footerWords, useNumbers } from '../../panels';
import type { Numbers } from '../../panels';
import { words } from './messages';
import { passesFrom, disclosed } from './model';

type Buckets = Overview['grades']['buckets'];

const isHidden = (quantity: Quantity): boolean => typeof quantity === 'object' && quantity.kind === 'withheld';

interface BarsProps {
  readonly buckets: Buckets;
  readonly passLine: number | null;
}

/** Learners by ranges of a share, with the pass line among them. */
const Bars = ({ buckets, passLine }: BarsProps): ReactNode => {
  const numbers = useNumbers();
  const most = Math.max(1, ...buckets.map(({ learners }) => disclosed(learners) ?? 0));
  const passes = passesFrom(buckets, passLine);
  return (
    <>
      <Columns
        columns={buckets.map(({ from, learners }, i) => {
          const bar = disclosed(learners);
          return {
            key: String(from),
            name: numbers.share(from),
            share: bar === null ? null : bar / most,
            value: isHidden(learners) ? (
              <HiddenMark>
                <FormattedMessage {...footerWords.hidden} />
              </HiddenMark>
            ) : (
              numbers.count(learners)
            ),
            tone: passes !== null && i < passes ? 'gray' : 'info',
          };
        })}
        line={
          passes === null || passLine === null
            ? null
            : {
                before: passes,
                name: <FormattedMessage {...words.passLine} values={{ share: numbers.share(passLine) }} />,
              }
        }
      />
      {buckets.some(({ learners }) => isHidden(learners)) && (
        <p className="marginalia-legend" aria-hidden="true">
          <span>
            ⊘ <FormattedMessage {...words.hiddenHour} />
          </span>
        </p>
      )}
    </>
  );
};

const tableOf = (buckets: Buckets, numbers: Numbers) => ({
  columns: [<FormattedMessage key="r" {...words.share} />, <FormattedMessage key="l" {...words.learners} />],
  rows: buckets.map(({ from, to, learners }) => ({
    key: String(from),
    cells: [numbers.range(from, to), numbers.count(learners)],
  })),
});

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
}

/** Course grades as last sent, with the line from which on they pass. */
export const Grades = ({ courseId, overview: { grades } }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const title = intl.formatMessage(words.grades);
  if (
    grades.buckets.length === 0 ||
    grades.graded === 0 ||
    (typeof grades.graded === 'object' && grades.graded.kind === 'none')
  ) {
    return (
      <PanelCard courseId={courseId} name={title}>
        <p>
          <FormattedMessage {...words.noGrades} />
        </p>
      </PanelCard>
    );
  }
  return (
    <PanelCard
      courseId={courseId}
      name={title}
      sentence={<FormattedMessage {...words.graded} values={{ graded: numbers.count(grades.graded) }} />}
      note={grades.passLine === null ? <FormattedMessage {...words.noPassLine} /> : undefined}
      report="grades"
      table={tableOf(grades.buckets, numbers)}
    >
      <Bars buckets={grades.buckets} passLine={grades.passLine} />
    </PanelCard>
  );
};

/** How much of the course learners completed. */
export const Completion = ({ courseId, overview: { completion } }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  if (completion.buckets.length === 0) return null;
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.completion)}
      sentence={<FormattedMessage {...words.mean} values={{ share: numbers.share(completion.mean) }} />}
      note={completion.source === 'units' ? <FormattedMessage {...words.byUnits} /> : undefined}
      report="completion"
      table={tableOf(completion.buckets, numbers)}
    >
      <Bars buckets={completion.buckets} passLine={null} />
    </PanelCard>
  );
};
