import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { CourseSummary, MetricId, Overview, Rate } from '@marginalia/contract';
import { evidenceOf } from '../../panels/evidence';
import { Disclosure } from '../../ui/Disclosure';
import { Table } from '../../ui/Table';
import { EvidenceNote, WithheldNotice, metricWords, useNumbers } from '../../panels';
import { useHalf } from './halves';
import { words } from './messages';

/** A course that ended before the moment its numbers are of. */
const isOver = ({ course: { end }, summary }: Overview): boolean =>
  end !== null && Date.parse(end) <= Date.parse(summary.at);

export const Sentence = ({ overview }: { readonly overview: Overview }): ReactNode => {
  const numbers = useNumbers();
  const { learners, enrolledNow, active } = overview.summary;
  const evidence = evidenceOf(learners);
  if (evidence === 'withheld') return <WithheldNotice min={overview.minLearners} />;
  return (
    <>
      <p className="marginalia-sentence">
        {active.kind === 'value' && typeof enrolledNow === 'number' ? (
          <>
            <FormattedMessage
              {...(isOver(overview) ? words.sentenceOver : words.sentence)}
              values={{ count: active.count, of: active.of }}
            />{' '}
            {active.of > enrolledNow && <FormattedMessage {...words.left} values={{ n: active.of - enrolledNow }} />}
          </>
        ) : (
          <FormattedMessage
            {...words.sentenceBare}
            values={{ learners: numbers.count(learners), enrolled: numbers.count(enrolledNow) }}
          />
        )}
      </p>
      <EvidenceNote evidence={evidence} learners={learners} />
    </>
  );
};

/** A share with what it is of and how sure it is. */
export const useRate = (): ((rate: Rate) => string) => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (rate) =>
    rate.kind === 'value'
      ? `${numbers.percent(rate)} · ${intl.formatMessage(words.rate, {
          countOf: numbers.countOf(rate),
          likely: numbers.likely(rate),
        })}`
      : numbers.countOf(rate);
};

/** What else is known of a class, as a table: all of it of who ever enrolled. */
export const MoreNumbers = ({ summary }: { readonly summary: CourseSummary }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const rate = useRate();
  const half = useHalf();
  const days = (value: number): string => numbers.mean(value);
  const rows: [MetricId, string][] = [
    ['learners', numbers.count(summary.learners)],
    ['started', rate(summary.started)],
    ['firstTry', rate(summary.firstTry)],
    ['watchedShare', numbers.share(summary.watched)],
    ['grades', half(summary.grade, 'share')],
    ['daysToPass', half(summary.daysToPass, days)],
    ['daysToComplete', half(summary.daysToComplete, days)],
  ];
  return (
    <Disclosure label={<FormattedMessage {...words.more} />}>
      <Table
        caption={<FormattedMessage {...words.more} />}
        captionHidden
        columns={[<FormattedMessage key="n" {...words.number} />, <FormattedMessage key="v" {...words.value} />]}
        rows={rows.map(([id, value]) => ({ key: id, cells: [metricWords(intl, id).title, value] }))}
      />
    </Disclosure>
  );
};
