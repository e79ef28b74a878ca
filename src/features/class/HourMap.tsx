import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { TableModel } from '../../ui/Table';
import { useNumbers } from '../../panels';
import { words } from './messages';
import { disclosed } from './model';
import { busiest } from './week-hours';
import type { WeekHour } from './week-hours';

/** Any Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const STEPS = 4;

type Week = readonly (readonly WeekHour[])[];

interface Clock {
  readonly day: (weekday: number, length: 'short' | 'long') => string;
  /** The hour of the day, or its minute where hours begin at half past. */
  readonly hour: (begins: number) => string;
  readonly time: (begins: number) => string;
}

/** Hours and days of the week in the reader's language; they are no moments, so no time zone moves them. */
const useClock = (): Clock => {
  const intl = useIntl();
  const at = (begins: number): Date => new Date(MONDAY + begins * MINUTE);
  return {
    day: (weekday, length) => intl.formatDate(MONDAY + weekday * DAY, { weekday: length, timeZone: 'UTC' }),
    hour: (begins) =>
      intl.formatTime(at(begins), {
        hour: 'numeric',
        ...(begins % 60 === 0 ? {} : { minute: '2-digit' }),
        timeZone: 'UTC',
      }),
    time: (begins) => intl.formatTime(at(begins), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
  };
};

/** When most learners come, in a sentence; null where nobody came or no hour is disclosed. */
export const useBusiest = (): ((week: Week) => string | null) => {
  const intl = useIntl();
  const clock = useClock();
  return (week) => {
    const most = busiest(week);
    return most === null
      ? null
      : intl.formatMessage(words.busiest, {
          day: clock.day(most.weekday, 'long'),
          from: clock.time(most.begins),
          to: `\u2060${clock.time((most.begins + 60) % 1440)}`,
          n: most.learners,
        });
  };
};

/** The same as a table: an hour of the day in each row, a day of the week in each column. */
export const useHourTable = (): ((week: Week) => Pick<TableModel, 'columns' | 'rows'>) => {
  const numbers = useNumbers();
  const clock = useClock();
  return (week) => ({
    columns: [<FormattedMessage key="h" {...words.hour} />, ...week.map((_, weekday) => clock.day(weekday, 'short'))],
    rows: (week[0] ?? []).map(({ begins }, hour) => ({
      key: String(begins),
      cells: [clock.time(begins), ...week.map((day) => numbers.count(day[hour]?.learners ?? 0))],
    })),
  });
};

/** A square for each hour of the week, darker where more learners came; hatched where it is not disclosed. */
export const HourMap = ({ week, desc }: { readonly week: Week; readonly desc: string | null }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const clock = useClock();
  const all = week.flat();
  if (all.every(({ learners }) => learners === 0) || desc === null)
    return (
      <p>
        <FormattedMessage
          {...(desc === null && all.some(({ learners }) => learners !== 0) ? words.allFew : words.noActivity)}
        />
      </p>
    );
  const most = busiest(week)?.learners ?? 1;
  const isAnyHidden = all.some(({ learners }) => typeof learners !== 'number');
  const level = (learners: number): number => (learners === 0 ? 0 : Math.max(1, Math.ceil((learners / most) * STEPS)));
  return (
    <div role="img" aria-label={intl.formatMessage(words.hourMap, { desc })} className="marginalia-hours">
      <div aria-hidden="true" className="marginalia-hours-grid">
        <span />
        {(week[0] ?? []).map(({ begins }, i) => (
          <span key={begins} className="marginalia-heat-name">
            {i % 6 === 0 && clock.hour(begins)}
          </span>
        ))}
        {week.map((day, weekday) => [
          <span key={weekday} className="marginalia-hours-day">
            {clock.day(weekday, 'short')}
          </span>,
          ...day.map(({ begins, learners }) => {
            const n = disclosed(learners);
            return (
              <span
                key={`${weekday} ${begins}`}
                className={`marginalia-hours-cell ${n === null ? 'marginalia-heat-hidden' : `marginalia-heat-${level(n)}`}`}
                title={intl.formatMessage(words.hourOf, {
                  day: clock.day(weekday, 'long'),
                  time: clock.time(begins),
                  learners: numbers.count(learners),
                })}
              />
            );
          }),
        ])}
      </div>
      <p className="marginalia-legend" aria-hidden="true">
        <FormattedMessage {...words.fewer} />{' '}
        {[0, 1, 2, 3, 4].map((step) => (
          <span key={step} className={`marginalia-hours-cell marginalia-heat-${step}`} />
        ))}{' '}
        <FormattedMessage {...words.most} />
        {isAnyHidden && (
          <>
            {' · '}
            <span className="marginalia-hours-cell marginalia-heat-hidden" /> <FormattedMessage {...words.hiddenHour} />
          </>
        )}
      </p>
    </div>
  );
};
