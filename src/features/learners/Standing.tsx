import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerRow } from '@marginalia/contract';
import { TrackName, useNumbers } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { When } from '../../ui/When';
import { standingWords as words } from './standing-messages';

/** The state of a learner in words. */
export const StateName = ({ state }: Pick<LearnerRow, 'state'>): ReactNode => (
  <FormattedMessage {...(state === null ? words.notJudged : stateNames[state])} />
);

interface StandingProps {
  readonly learner: Omit<LearnerRow, 'weeks'>;
  /** Said beside it already: when the learner was last active, how first attempts went. */
  readonly without?: readonly ('lastActive' | 'firstTry')[];
}

/** What is known of a learner, in a line. */
export const Standing = ({ learner, without = [] }: StandingProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { lastActiveAt, progress, tried, firstRight, grade, track, enrolled } = learner;
  const parts: readonly ReactNode[] = [
    ...(without.includes('lastActive')
      ? []
      : [
          lastActiveAt === null ? (
            intl.formatMessage(words.never)
          ) : (
            <FormattedMessage {...words.lastSeen} values={{ when: <When at={lastActiveAt} /> }} />
          ),
        ]),
    ...(progress === null ? [] : [intl.formatMessage(words.progress, { share: numbers.share(progress) })]),
    ...(tried === 0 || without.includes('firstTry')
      ? []
      : [intl.formatMessage(words.firstTry, { right: firstRight, tried })]),
    ...(grade === null ? [] : [intl.formatMessage(words.grade, { share: numbers.share(grade) })]),
    ...(track === '' ? [] : [<TrackName track={track} />]),
    ...(enrolled ? [] : [intl.formatMessage(words.hasLeft)]),
  ];
  return (
    <p className="marginalia-quiet">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </p>
  );
};
