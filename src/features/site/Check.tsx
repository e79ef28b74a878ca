import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { HealthCheck } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { When } from '../../ui/When';
import { healthWords as words } from './healthMessages';
import { useSeconds, useSize } from './units';

const DOCTOR = 'marginalia doctor';
/** What is written in place of `{command}` in what to do. */
const COMMANDS: Partial<Record<HealthCheck['id'], string>> = {
  latest: DOCTOR,
  bus: DOCTOR,
  waiting: DOCTOR,
  backfill: 'marginalia migrate',
  structure: 'marginalia load course',
  backup: 'marginalia backup --to FOLDER',
};
/** What to do, of those that can be other than fine. */
const REMEDIES: Partial<Record<HealthCheck['id'], (typeof words)[keyof typeof words]>> = {
  latest: words.latestDo,
  volume: words.volumeDo,
  rejected: words.rejectedDo,
  bus: words.busDo,
  logs: words.logsDo,
  waiting: words.waitingDo,
  backfill: words.backfillDo,
  background: words.backgroundDo,
  structure: words.structureDo,
  publishes: words.publishesDo,
  unknownBlocks: words.unknownBlocksDo,
  withoutCourse: words.withoutCourseDo,
  ahead: words.aheadDo,
  stoppedKinds: words.stoppedKindsDo,
  disk: words.diskDo,
  backup: words.backupDo,
  slow: words.slowDo,
};
const MARKS: Record<HealthCheck['state'], string> = { ok: '●', look: '◐', mend: '▲' };

/** What a check found, in a sentence. */
const Sentence = ({ check }: { readonly check: HealthCheck }): ReactNode => {
  const numbers = useNumbers();
  const size = useSize();
  const seconds = useSeconds();
  const { id, count = 0, of = 0, bytes = 0, at } = check;
  switch (id) {
    case 'latest':
      return at === undefined ? (
        <FormattedMessage {...words.latestNone} />
      ) : (
        <FormattedMessage {...words.latest} values={{ when: <When key="when" at={at} /> }} />
      );
    case 'volume':
      return <FormattedMessage {...words.volume} values={{ now: count, before: of }} />;
    case 'rejected':
      return of === 0 ? (
        <FormattedMessage {...words.rejectedNone} />
      ) : (
        <FormattedMessage {...words.rejected} values={{ rejected: count, all: of }} />
      );
    case 'bus':
      return of > 0 ? (
        <FormattedMessage {...words.busLost} values={{ n: of }} />
      ) : (
        <FormattedMessage {...words.bus} values={{ n: count }} />
      );
    case 'logs':
      return <FormattedMessage {...words.logs} values={{ size: size(bytes) }} />;
    case 'waiting':
      return (
        <FormattedMessage
          {...words.waiting}
          values={{ n: count, time: numbers.amountOfTime(Math.round(check.seconds ?? 0)) }}
        />
      );
    case 'backfill':
      return (
        <FormattedMessage
          {...words.backfill}
          values={{ share: count === 0 ? 'none' : 'some', percent: numbers.share(count) }}
        />
      );
    case 'publishes':
      return count > 0 || at === undefined ? (
        <FormattedMessage {...words.publishes} values={{ n: count }} />
      ) : (
        <FormattedMessage {...words.publishesLatest} values={{ when: <When key="when" at={at} /> }} />
      );
    case 'withoutCourse':
      return <FormattedMessage {...words.withoutCourse} values={{ n: count, all: of }} />;
    case 'disk':
      return <FormattedMessage {...words.disk} values={{ free: size(bytes), total: size(of) }} />;
    case 'size':
    case 'memory':
      return <FormattedMessage {...words[id]} values={{ size: size(bytes) }} />;
    case 'backup':
      return at === undefined ? (
        <FormattedMessage {...words.backupNone} />
      ) : (
        <FormattedMessage {...words.backup} values={{ when: <When key="when" at={at} /> }} />
      );
    case 'slow':
      return <FormattedMessage {...words.slow} values={{ time: seconds(check.seconds ?? 0) }} />;
    default:
      return <FormattedMessage {...words[id]} values={{ n: count }} />;
  }
};

/** One check: its state, what was found, which it is about, and what to do unless it is fine. */
export const Check = ({ check }: { readonly check: HealthCheck }): ReactNode => {
  const { id, state, names = [] } = check;
  const remedy = state === 'ok' ? undefined : REMEDIES[id];
  const command = COMMANDS[id];
  return (
    <li className={`marginalia-check marginalia-check-${state}`}>
      <span className="marginalia-check-mark" aria-hidden="true">
        {MARKS[state]}
      </span>
      <div>
        <p>
          <span className={state === 'ok' ? 'sr-only' : 'marginalia-check-state'}>
            <FormattedMessage {...words[state]} />
          </span>{' '}
          <Sentence check={check} />
        </p>
        {names.length > 0 && (
          <ul className="marginalia-check-names">
            {names.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        )}
        {remedy !== undefined && (
          <p className="marginalia-quiet">
            <FormattedMessage
              {...remedy}
              values={{
                command: (
                  <code key="command" dir="ltr">
                    {command}
                  </code>
                ),
              }}
            />
          </p>
        )}
      </div>
    </li>
  );
};
