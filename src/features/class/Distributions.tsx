import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Overview } from '@marginalia/contract';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { CsvButton, TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import { passesFrom, disclosed } from './model';

type Buckets = Overview['grades']['buckets'];

const Range = ({ from, to }: Pick<Buckets[number], 'from' | 'to'>): ReactNode => {
  const numbers = useNumbers();
  return <FormattedMessage {...words.range} values={{ from: numbers.share(from), to: `\u2060${numbers.share(to)}` }} />;
};

interface BarsProps {
  readonly buckets: Buckets;
  readonly caption: ReactNode;
  readonly passLine: number | null;
}

/** Learners by ranges of a share, the pass line among them, and the same as a table. */
const Bars = ({ buckets, caption, passLine }: BarsProps): ReactNode => {
  const numbers = useNumbers();
  const most = Math.max(1, ...buckets.map(({ learners }) => disclosed(learners) ?? 0));
  const passes = passesFrom(buckets, passLine);
  return (
    <>
      <ul className="marginalia-bars marginalia-tenths">
        {buckets.flatMap(({ from, to, learners }, i) => {
          const bar = disclosed(learners);
          return [
            ...(i === passes && passLine !== null
              ? [
                  <li key="pass" className="marginalia-passline">
                    <FormattedMessage {...words.passLine} values={{ share: numbers.share(passLine) }} />
                  </li>,
                ]
              : []),
            <li key={from}>
              <span>
                <Range from={from} to={to} />
              </span>
              <Bar share={bar === null ? null : bar / most} tone={passes !== null && i < passes ? 'gray' : 'info'}>
                {numbers.count(learners)}
              </Bar>
            </li>,
          ];
        })}
      </ul>
      <TableTwin
        caption={caption}
        columns={[<FormattedMessage key="r" {...words.share} />, <FormattedMessage key="l" {...words.learners} />]}
        rows={buckets.map(({ from, to, learners }) => ({
          key: String(from),
          cells: [<Range key="r" from={from} to={to} />, numbers.count(learners)],
        }))}
      />
    </>
  );
};

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
}

/** Course grades as last sent, with the line from which on they pass. */
export const Grades = ({ courseId, overview: { grades } }: Props): ReactNode => {
  const numbers = useNumbers();
  const title = <FormattedMessage {...words.grades} />;
  if (
    grades.buckets.length === 0 ||
    grades.graded === 0 ||
    (typeof grades.graded === 'object' && grades.graded.kind === 'none')
  ) {
    return (
      <Section title={title}>
        <p>
          <FormattedMessage {...words.noGrades} />
        </p>
      </Section>
    );
  }
  return (
    <Section title={title}>
      <p>
        <FormattedMessage {...words.graded} values={{ graded: numbers.count(grades.graded) }} />
      </p>
      <Bars buckets={grades.buckets} caption={title} passLine={grades.passLine} />
      {grades.passLine === null && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.noPassLine} />
        </p>
      )}
      <CsvButton courseId={courseId} report="grades" />
    </Section>
  );
};

/** How much of the course learners completed. */
export const Completion = ({ courseId, overview: { completion } }: Props): ReactNode => {
  const numbers = useNumbers();
  const title = <FormattedMessage {...words.completion} />;
  if (completion.buckets.length === 0) return null;
  return (
    <Section title={title}>
      <p>
        <FormattedMessage {...words.mean} values={{ share: numbers.share(completion.mean) }} />
      </p>
      <Bars buckets={completion.buckets} caption={title} passLine={null} />
      {completion.source === 'units' && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.byUnits} />
        </p>
      )}
      <CsvButton courseId={courseId} report="completion" />
    </Section>
  );
};
