import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerRow } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { fragmentOf, keptPart } from '../../panels/place';
import type { DataColumn } from '../../ui/DataTable';
import { InlineBar } from '../../ui/InlineBar';
import { Spark } from '../../ui/Spark';
import { When } from '../../ui/When';
import { Initials, ReasonChip, StateName, evidenceSentences, useCalled } from '../learners';
import { lastSaid, mainFlag } from './model';
import { tableWords } from './table-messages';

const Who = ({ learner }: { readonly learner: LearnerRow }): ReactNode => {
  const name = useCalled()(learner);
  return (
    <span className="marginalia-who">
      <Initials learner={learner} />
      <span>
        <a href={`${fragmentOf({ page: 'learner', learner: learner.id })}${keptPart(window.location.hash)}`}>
          <bdi>{name}</bdi>
        </a>
        {learner.username !== null && learner.username !== name && (
          <span className="marginalia-who-more">
            <bdi>{learner.username}</bdi>
          </span>
        )}
      </span>
    </span>
  );
};

interface SaidProps {
  readonly learner: LearnerRow;
  /** The day from which on a flag is new. */
  readonly since: string;
}

const Why = ({ learner, since }: SaidProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const flag = mainFlag(learner);
  if (learner.state === null) return <StateName state={null} />;
  return (
    <span className="marginalia-why">
      <ReasonChip state={learner.state} />
      {learner.marks.length > 1 && (
        <span className="marginalia-quiet">
          {' '}
          <FormattedMessage {...tableWords.more} values={{ n: learner.marks.length - 1 }} />
        </span>
      )}
      {flag !== null && <span className="marginalia-why-text">{evidenceSentences(intl, numbers, flag).join(' ')}</span>}
      <span className="marginalia-to-middle">
        <Said learner={learner} since={since} />
      </span>
    </span>
  );
};

/** How often a learner came, week by week; in words for whoever does not see the line. */
const Weeks = ({ weeks }: Pick<LearnerRow, 'weeks'>): ReactNode => {
  const intl = useIntl();
  if (weeks.every((days) => days === 0)) return null;
  return (
    <span className="marginalia-from-wide">
      <Spark values={weeks} />
      <span className="sr-only">
        {intl.formatMessage(tableWords.activityOf, {
          days: intl.formatList(
            weeks.map((days) => String(days)),
            { type: 'unit' },
          ),
        })}
      </span>
    </span>
  );
};

const Said = ({ learner, since }: SaidProps): ReactNode => {
  const said = lastSaid(learner);
  if (said !== null) {
    return (
      <FormattedMessage
        {...tableWords.said}
        values={{ answer: said.answer, when: <When key="when" at={said.at} isShort /> }}
      />
    );
  }
  return learner.marks.some((flag) => flag.since >= since) ? (
    <span className="marginalia-badge-new">
      <FormattedMessage {...tableWords.fresh} />
    </span>
  ) : null;
};

/** The columns of the table of learners. @param since the day from which on a flag is new */
export const useColumns = (since: string): readonly DataColumn<LearnerRow>[] => {
  const numbers = useNumbers();
  return [
    {
      key: 'name',
      title: <FormattedMessage {...tableWords.learner} />,
      sortable: true,
      cell: (learner) => <Who learner={learner} />,
    },
    {
      key: 'state',
      title: <FormattedMessage {...tableWords.why} />,
      sortable: true,
      cell: (learner) => <Why learner={learner} since={since} />,
    },
    {
      key: 'lastActive',
      title: <FormattedMessage {...tableWords.lastActive} />,
      sortable: true,
      numeric: true,
      cell: ({ lastActiveAt, weeks }) => (
        <>
          {lastActiveAt === null ? '—' : <When at={lastActiveAt} isShort />}
          <Weeks weeks={weeks} />
        </>
      ),
    },
    {
      key: 'progress',
      title: <FormattedMessage {...tableWords.progressColumn} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      cell: ({ progress }) => (
        <InlineBar share={progress}>{progress === null ? '—' : numbers.share(progress)}</InlineBar>
      ),
    },
    {
      key: 'firstTry',
      title: <FormattedMessage {...tableWords.firstAttempt} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      cell: ({ tried, firstRight }) => (tried === 0 ? '—' : numbers.share(firstRight / tried)),
    },
    {
      key: 'grade',
      title: <FormattedMessage {...tableWords.gradeColumn} />,
      sortable: true,
      numeric: true,
      from: 'wide',
      cell: ({ grade }) => (grade === null ? '—' : numbers.share(grade)),
    },
    {
      key: 'status',
      title: <FormattedMessage {...tableWords.statusColumn} />,
      from: 'middle',
      cell: (learner) => <Said learner={learner} since={since} />,
    },
  ];
};
