import { useContext, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedTime, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import type { ApiError } from '../host/api';
import { useHost } from '../host/port';
import type { ReportState } from '../host/query';
import { isStale } from '../lib/freshness';
import { Notice } from '../ui/Notice';
import { PanelSkeleton } from '../ui/PanelSkeleton';
import type { SkeletonPart } from '../ui/PanelSkeleton';
import { When } from '../ui/When';
import { fetchCharts } from './Chart';
import { useAnnounced } from './announce';
import type { ReportHead } from './report-head';
import { PanelFooter } from './PanelFooter';
import { Pill } from './Pill';
import { stateWords } from './messages';
import { useRetried } from './retried';
import { HasEnded, InStudio, LatestEvent } from './host-context';

const NoEvents = (): ReactNode => (
  <Notice title={<FormattedMessage {...stateWords.noEventsTitle} />}>
    <FormattedMessage {...stateWords.noEvents} values={{ command: <code>marginalia doctor</code> }} />
  </Notice>
);

/** Nobody has opened the block, and why, as far as the host knows. */
export const NothingYet = ({
  draft,
  children,
}: {
  readonly draft: boolean;
  readonly children?: ReactNode;
}): ReactNode => (
  <Notice title={<FormattedMessage {...stateWords.newBlockTitle} />}>
    {children ?? <FormattedMessage {...stateWords.newBlock} />}{' '}
    <FormattedMessage {...(draft ? stateWords.draft : stateWords.whatBrings)} />
  </Notice>
);

const failureWords = (error: ApiError, inStudio: boolean) => {
  if (error.code === 'query_timeout') return stateWords.timeout;
  if (error.code === 'too_many_requests') return stateWords.tooMany;
  if (error.code === 'unexpected_response') return stateWords.unexpected;
  if (error.code === 'refused') return stateWords.refused;
  if (error.code === 'not_signed_in') return stateWords.notAccepted;
  return inStudio ? stateWords.failed : stateWords.failedHere;
};

const Plain = ({ title, text, announce = false }: PlainProps): ReactNode => (
  <Notice title={title && <FormattedMessage {...title} />} announce={announce}>
    <FormattedMessage {...text} />
  </Notice>
);

type Words = (typeof stateWords)[keyof typeof stateWords];

interface PlainProps {
  readonly title?: Words;
  readonly text: Words;
  readonly announce?: boolean;
}

const Failure = ({ error, retry, trying, draft }: FailureProps): ReactNode => {
  const inStudio = useContext(InStudio);
  const host = useHost();
  if (error.away) {
    return <Plain title={stateWords.awayTitle} text={inStudio ? stateWords.away : stateWords.awayHere} announce />;
  }
  // Who is signed in where this is shown has a session: it is the service that does not accept it.
  if (error.code === 'not_signed_in' && host.isSignedIn?.() !== true) {
    return <Plain title={stateWords.signInTitle} text={stateWords.signIn} />;
  }
  switch (error.code) {
    case 'not_course_team':
      return <Plain title={stateWords.notTeamTitle} text={stateWords.notTeam} />;
    case 'identities_off':
      return <Plain text={stateWords.identitiesOff} />;
    case 'role_not_enough':
      return <Plain text={stateWords.roleNotEnough} />;
    case 'not_site_staff':
      return <Plain text={stateWords.notSiteStaff} />;
    case 'unknown_learner':
      return <Plain title={stateWords.newBlockTitle} text={stateWords.unknownLearner} />;
    case 'unknown_course':
      return <NoEvents />;
    case 'unknown_block':
      return <NothingYet draft={draft} />;
    default:
      return (
        <Notice
          title={<FormattedMessage {...stateWords.failedTitle} />}
          announce
          action={
            <Button size="sm" variant="outline-primary" onClick={retry} disabled={trying}>
              <FormattedMessage {...stateWords.retry} />
            </Button>
          }
        >
          <FormattedMessage {...failureWords(error, inStudio)} />
          {error.requestId !== null && (
            <small className="marginalia-request">
              <FormattedMessage {...stateWords.requestId} values={{ id: <code>{error.requestId}</code> }} />
            </small>
          )}
        </Notice>
      );
  }
};

interface FailureProps {
  readonly error: ApiError;
  readonly retry: () => void;
  readonly trying: boolean;
  readonly draft: boolean;
}

interface Props<T extends ReportHead> {
  readonly report: ReportState<T>;
  /** The host says that learners cannot see the block. */
  readonly draft: boolean;
  /**
   * The report's newest event is that of the whole course. Only then can its age mean that events stopped arriving: an
   * old block is simply behind its learners.
   */
  readonly ofCourse: boolean;
  /** Where the age and the definitions stand: in a line below, in the head of the page, or with another report. */
  readonly footer?: 'line' | 'pill' | 'none';
  /** What the panel will look like. */
  readonly shape?: readonly SkeletonPart[];
  readonly children: (data: T) => ReactNode;
}

/** A panel in whichever state its report is; `children` draws the figures, and this the line below them. */
export const ReportPanel = <T extends ReportHead>({
  report,
  draft,
  ofCourse,
  footer = 'line',
  shape,
  children,
}: Props<T>): ReactNode => {
  const intl = useIntl();
  const latest = useContext(LatestEvent);
  const hasEnded = useContext(HasEnded);
  const hasChart = shape?.includes('chart') === true;
  useEffect(() => {
    if (hasChart) fetchCharts();
  }, [hasChart]);
  const { body, again } = useRetried(report.kind);
  const wasPending = useRef(report.kind === 'pending');
  if (report.kind === 'pending') wasPending.current = true;
  useAnnounced(
    report.kind === 'pending' || (report.kind === 'ready' && wasPending.current)
      ? intl.formatMessage(report.kind === 'pending' ? stateWords.pending : stateWords.loaded)
      : '',
  );
  if (report.kind === 'pending') return <PanelSkeleton label={intl.formatMessage(stateWords.pending)} parts={shape} />;
  if (report.kind === 'failed') {
    const { error, retry, trying } = report;
    return <Failure error={error} retry={() => again(retry)} trying={trying} draft={draft} />;
  }
  const { data, at, error, refreshing, isFormer } = report;
  const asOf = latest ?? data.asOf;
  const staleSince = ofCourse && !hasEnded && asOf !== null && isStale(asOf, at) ? asOf : null;
  return (
    <div
      ref={body}
      tabIndex={-1}
      aria-busy={refreshing}
      className={isFormer ? 'marginalia-body marginalia-former' : 'marginalia-body'}
    >
      {isFormer && (
        <p className="marginalia-former-note">
          <FormattedMessage {...stateWords.refreshing} />
        </p>
      )}
      {error !== null && (
        <Notice shape="quiet" announce>
          <FormattedMessage {...stateWords.oldFigures} values={{ time: <FormattedTime value={at} /> }} />
        </Notice>
      )}
      {children(data)}
      {data.backlog && (
        <Notice shape="quiet">
          <FormattedMessage {...stateWords.catchingUp} values={{ minutes: Math.ceil(data.backlog.seconds / 60) }} />
        </Notice>
      )}
      {staleSince !== null && (
        <Notice shape="quiet">
          <FormattedMessage {...stateWords.stale} values={{ when: <When at={staleSince} now={at} /> }} />
        </Notice>
      )}
      {footer === 'line' && (
        <PanelFooter head={data} at={at} refreshing={refreshing} isAgeShown={staleSince !== null} />
      )}
      {footer === 'pill' && <Pill head={data} at={at} refreshing={refreshing} failed={error !== null} />}
    </div>
  );
};
