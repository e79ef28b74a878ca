import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedTime, useIntl } from '@edx/frontend-platform/i18n';
import { HEALTH_CHECKS, HEALTH_QUESTIONS, getSiteHealth } from '@marginalia/contract';
import type { HealthCheck, HealthQuestion, SiteHealth } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { ago } from '../../lib/freshness';
import { ReportPanel, useNumbers } from '../../panels';
import { Disclosure } from '../../ui/Disclosure';
import { InlineBar } from '../../ui/InlineBar';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { healthWords as words } from './healthMessages';

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

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the largest unit that fits. */
const useSize = (): ((bytes: number) => string) => {
  const intl = useIntl();
  return (bytes) => {
    const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1000)));
    return intl.formatNumber(bytes / 1000 ** power, {
      style: 'unit',
      unit: UNITS[power] ?? 'byte',
      maximumSignificantDigits: 3,
    });
  };
};

/** A short time in seconds, with a decimal where it is below ten. */
const useSeconds = (): ((seconds: number) => string) => {
  const intl = useIntl();
  return (seconds) =>
    intl.formatNumber(seconds, { style: 'unit', unit: 'second', maximumFractionDigits: seconds < 10 ? 2 : 0 });
};

const useWhen = (): ((at: string) => string) => {
  const intl = useIntl();
  return (at) => {
    const { value, unit } = ago(at, Date.now());
    return intl.formatRelativeTime(value, unit, { numeric: 'auto' });
  };
};

/** What a check found, in a sentence. */
const Sentence = ({ check }: { readonly check: HealthCheck }): ReactNode => {
  const numbers = useNumbers();
  const size = useSize();
  const seconds = useSeconds();
  const when = useWhen();
  const { id, count = 0, of = 0, bytes = 0, at } = check;
  switch (id) {
    case 'latest':
      return at === undefined ? (
        <FormattedMessage {...words.latestNone} />
      ) : (
        <FormattedMessage {...words.latest} values={{ when: when(at) }} />
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
        <FormattedMessage {...words.publishesLatest} values={{ when: when(at) }} />
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
        <FormattedMessage {...words.backup} values={{ when: when(at) }} />
      );
    case 'slow':
      return <FormattedMessage {...words.slow} values={{ time: seconds(check.seconds ?? 0) }} />;
    default:
      return <FormattedMessage {...words[id]} values={{ n: count }} />;
  }
};

/** One check: its state, what was found, which it is about, and what to do unless it is fine. */
const Check = ({ check }: { readonly check: HealthCheck }): ReactNode => {
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

type Words = (typeof words)[keyof typeof words];

/** A table behind a button of the same name. */
const More = ({
  title,
  columns,
  rows,
}: {
  readonly title: Words;
  readonly columns: readonly Words[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}): ReactNode =>
  rows.length === 0 ? null : (
    <Disclosure label={<FormattedMessage {...title} />}>
      <Table
        caption={<FormattedMessage {...title} />}
        captionHidden
        columns={columns.map((column) => (
          <FormattedMessage key={column.id} {...column} />
        ))}
        rows={rows}
      />
    </Disclosure>
  );

const Arriving = ({ hours, days, sources }: SiteHealth): ReactNode => {
  const numbers = useNumbers();
  const when = useWhen();
  const most = Math.max(1, ...hours.map(({ events }) => events));
  const mostOfDay = Math.max(1, ...days.map(({ events }) => events));
  return (
    <>
      <More
        title={words.hours}
        columns={[words.hour, words.events, words.before]}
        rows={[...hours].reverse().map(({ at, events, before }) => ({
          key: at,
          cells: [
            <FormattedTime key="h" value={at} />,
            <InlineBar key="e" share={events / most}>
              {numbers.count(events)}
            </InlineBar>,
            numbers.count(before),
          ],
        }))}
      />
      <More
        title={words.days}
        columns={[words.day, words.events, words.activeCourses]}
        rows={[...days].reverse().map(({ day, events, courses }) => ({
          key: day,
          cells: [
            <FormattedDate key="d" value={day} month="short" day="numeric" timeZone="UTC" />,
            <InlineBar key="e" share={events / mostOfDay}>
              {numbers.count(events)}
            </InlineBar>,
            numbers.count(courses),
          ],
        }))}
      />
      <More
        title={words.sources}
        columns={[words.source, words.accepted, words.duplicates, words.rejects, words.newest]}
        rows={sources.map(({ source, accepted, duplicate, rejected, newest }) => ({
          key: source,
          cells: [
            <FormattedMessage key="s" {...words.sourceName} values={{ source }} />,
            numbers.count(accepted),
            numbers.count(duplicate),
            numbers.count(rejected),
            newest === null ? '' : when(newest),
          ],
        }))}
      />
    </>
  );
};

const Used = ({ use }: SiteHealth): ReactNode => {
  const numbers = useNumbers();
  return (
    <More
      title={words.useTable}
      columns={[words.course, words.peopleColumn, words.daysUsed]}
      rows={use.map(({ course, name, people, days }) => ({
        key: course,
        cells: [<bdi key="c">{name === '' ? course : name}</bdi>, numbers.count(people), numbers.count(days)],
      }))}
    />
  );
};

const Cost = ({ tables, months, queries }: SiteHealth): ReactNode => {
  const numbers = useNumbers();
  const size = useSize();
  const seconds = useSeconds();
  return (
    <>
      <More
        title={words.tables}
        columns={[words.table, words.sizeColumn, words.rows]}
        rows={tables.slice(0, 10).map(({ name, bytes, rows }) => ({
          key: name,
          cells: [<bdi key="t">{name}</bdi>, size(bytes), numbers.count(rows)],
        }))}
      />
      <More
        title={words.months}
        columns={[words.month, words.events]}
        rows={[...months].reverse().map(({ month, statements }) => ({
          key: month,
          cells: [
            <FormattedDate key="m" value={`${month}-15`} month="long" year="numeric" timeZone="UTC" />,
            numbers.count(statements),
          ],
        }))}
      />
      <More
        title={words.queries}
        columns={[words.query, words.times, words.average]}
        rows={queries.map(({ query, times, seconds: average }) => ({
          key: query,
          cells: [<bdi key="q">{query}</bdi>, numbers.count(times), seconds(average)],
        }))}
      />
    </>
  );
};

const NOTHING_MORE = (): ReactNode => null;
const MORE: Record<HealthQuestion, (health: SiteHealth) => ReactNode> = {
  arriving: Arriving,
  counted: NOTHING_MORE,
  sound: NOTHING_MORE,
  used: Used,
  cost: Cost,
};

const Questions = ({ health }: { readonly health: SiteHealth }): ReactNode => {
  const { checks } = health;
  const having = (state: HealthCheck['state']): number => checks.filter((check) => check.state === state).length;
  const [mend, look] = [having('mend'), having('look')];
  return (
    <>
      <p className="marginalia-sentence">
        {mend + look === 0 ? (
          <FormattedMessage {...words.summaryOk} values={{ checks: checks.length }} />
        ) : (
          <FormattedMessage {...words.summary} values={{ mend, look }} />
        )}
      </p>
      {HEALTH_QUESTIONS.map((question) => {
        const More = MORE[question];
        const own: readonly string[] = HEALTH_CHECKS[question];
        return (
          <Section key={question} title={<FormattedMessage {...words[question]} />}>
            <ul className="marginalia-checks">
              {checks
                .filter(({ id }) => own.includes(id))
                .map((check) => (
                  <Check key={check.id} check={check} />
                ))}
            </ul>
            <More {...health} />
          </Section>
        );
      })}
    </>
  );
};

const ALWAYS = { window: { from: null, to: null } } as const;

/** Five questions about the data of the site: does it arrive, is it counted, is it correct, who uses it, what does it cost. */
export const Pipeline = (): ReactNode => {
  const report = useReport(getSiteHealth, { params: {} });
  return (
    <ReportPanel
      report={report.kind === 'ready' ? { ...report, data: { ...report.data, ...ALWAYS } } : report}
      draft={false}
      ofCourse={false}
      footer="none"
    >
      {(health) => <Questions health={health} />}
    </ReportPanel>
  );
};
