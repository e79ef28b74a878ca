import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerRow } from '@marginalia/contract';
import { ago } from '../../lib/freshness';
import { useNumbers } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { standingWords as words } from './standing-messages';

/** The state of a learner in words. */
export const StateName = ({ state }: Pick<LearnerRow, 'state'>): ReactNode => (
  <FormattedMessage {...(state === null ? words.notJudged : stateNames[state])} />
);

/** What is known of a learner, in a line. */
export const Standing = ({ learner }: { readonly learner: Omit<LearnerRow, 'weeks'> }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { lastActiveAt, progress, tried, firstRight, grade, track, enrolled } = learner;
  const age = lastActiveAt === null ? null : ago(lastActiveAt, Date.now());
  const parts = [
    age === null
      ? intl.formatMessage(words.never)
      : intl.formatMessage(words.lastSeen, {
          when: intl.formatRelativeTime(age.value, age.unit, { numeric: 'auto' }),
        }),
    ...(progress === null ? [] : [intl.formatMessage(words.progress, { share: numbers.share(progress) })]),
    ...(tried === 0 ? [] : [intl.formatMessage(words.firstTry, { right: firstRight, tried })]),
    ...(grade === null ? [] : [intl.formatMessage(words.grade, { share: numbers.share(grade) })]),
    ...(track === '' ? [] : [track]),
    ...(enrolled ? [] : [intl.formatMessage(words.hasLeft)]),
  ];
  return <p className="marginalia-quiet">{parts.join(' · ')}</p>;
};
