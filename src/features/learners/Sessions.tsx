import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedTime, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner } from '@marginalia/contract';
import { isolated } from '../../lib/isolated';
import { Choices } from '../../ui/Choices';
import { Day } from '../../ui/Day';
import { PanelCard } from '../../panels';
import { momentNames, words } from './messages';
import { SESSION_KINDS, factsOf, sessionsOf } from './session-model';
import type { Session, SessionKind } from './session-model';

/** What the service sends at most. */
const NEWEST = 500;
/** As many sessions as are shown at first. */
const AT_FIRST = 8;

/** A session in one line: what was watched, how problems went, and whether help was used. */
const useSummary = (): ((session: Session) => string) => {
  const intl = useIntl();
  return (session) => {
    const { videos, problems, correct, help, other } = factsOf(session);
    const [video] = videos;
    return [
      ...(video === undefined
        ? []
        : [intl.formatMessage(words.sessionWatched, { name: isolated(video), more: videos.length - 1 })]),
      ...(problems === 0 ? [] : [intl.formatMessage(words.sessionProblems, { n: problems, correct })]),
      ...(help === 0 ? [] : [intl.formatMessage(words.sessionHelp, { n: help })]),
      ...(videos.length + problems + help > 0 ? [] : [intl.formatMessage(words.sessionOther, { n: other })]),
    ].join(' · ');
  };
};

const Minutes = ({ session: { start, end } }: { readonly session: Session }): ReactNode => {
  const intl = useIntl();
  const minutes = Math.max(1, Math.round((Date.parse(end) - Date.parse(start)) / 60_000));
  return intl.formatNumber(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
};

const Events = ({ session }: { readonly session: Session }): ReactNode => {
  const left = factsOf(session).unknown;
  return (
    <ol className="marginalia-session-events">
      {session.events.map(({ at, what, name, times }) => (
        <li key={`${at} ${what} ${name}`}>
          <FormattedTime value={at} /> <FormattedMessage {...momentNames[what]} /> <bdi>{name}</bdi>
          {times > 1 && (
            <>
              {' '}
              <FormattedMessage {...words.times2} values={{ n: times }} />
            </>
          )}
        </li>
      ))}
      {left > 0 && (
        <li className="marginalia-quiet">
          <FormattedMessage {...words.sessionOther} values={{ n: left }} />
        </li>
      )}
    </ol>
  );
};

interface Props {
  readonly courseId: string;
  readonly learner: Pick<Learner, 'id' | 'timeline'>;
}

/** What the learner did, a line for each time of work, newest first; a line opens to what happened in it. */
export const Sessions = ({ courseId, learner: { id, timeline } }: Props): ReactNode => {
  const intl = useIntl();
  const summary = useSummary();
  const [kind, setKind] = useState<SessionKind>('all');
  const [whole, setWhole] = useState(false);
  if (timeline.length === 0) return null;
  const sessions = sessionsOf(timeline, kind);
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.sessions)}
      span={12}
      report="learner-timeline"
      query={{ learner: id }}
      controls={
        <Choices
          label={intl.formatMessage(words.sessions)}
          choices={SESSION_KINDS.map((one) => [one, <FormattedMessage key={one} {...words[`session_${one}`]} />])}
          chosen={kind}
          onChoose={setKind}
        />
      }
      note={timeline.length >= NEWEST && <FormattedMessage {...words.newest} values={{ n: NEWEST }} />}
    >
      {sessions.length === 0 && (
        <p>
          <FormattedMessage {...words.sessionNone} />
        </p>
      )}
      {(whole ? sessions : sessions.slice(0, AT_FIRST)).map((session) => (
        <details key={session.start} className="marginalia-session">
          <summary>
            <span className="marginalia-session-when">
              <Day at={session.start} hasTime /> · <Minutes session={session} />
            </span>{' '}
            <span>{summary(session)}</span>
          </summary>
          <Events session={session} />
        </details>
      ))}
      {!whole && sessions.length > AT_FIRST && (
        <button type="button" className="marginalia-link" onClick={() => setWhole(true)}>
          <FormattedMessage {...words.sessionMore} values={{ n: sessions.length - AT_FIRST }} />
        </button>
      )}
    </PanelCard>
  );
};
