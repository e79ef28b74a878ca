import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner } from '@marginalia/contract';
import { PanelCard, useNumbers } from '../../panels';
import { useMoment } from '../class';
import { words } from './messages';
import { heatLevel, weeksOf } from './model';

interface Props {
  readonly courseId: string;
  readonly learner: Learner;
  /** Of the run; null: not known. */
  readonly start: string | null;
  readonly end: string | null;
}

/** A square for each day of the run, darker where more was done. */
export const Heat = ({ courseId, learner: { id, days }, start, end }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const moment = useMoment();
  const today = new Date().toISOString().slice(0, 10);
  const weeks = weeksOf(days, { start, end, today });
  const most = Math.max(1, ...days.map(({ events }) => events));
  const known = new Map(days.map((day) => [day.date, day]));
  const [first, last] = [days.at(0), days.at(-1)];
  const desc =
    first === undefined || last === undefined
      ? ''
      : intl.formatMessage(words.daysDesc, { n: days.length, from: moment(first.date), to: moment(last.date) });
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.days)}
      span={8}
      sentence={desc}
      report="learner-days"
      query={{ learner: id }}
      table={{
        columns: [
          <FormattedMessage key="d" {...words.day} />,
          <FormattedMessage key="e" {...words.events} />,
          <FormattedMessage key="p" {...words.problemsLine} />,
          <FormattedMessage key="v" {...words.videosLine} />,
        ],
        rows: days.map(({ date, events, problems, videos }) => ({
          key: date,
          cells: [moment(date), numbers.count(events), numbers.count(problems), numbers.count(videos)],
        })),
      }}
    >
      <div role="img" aria-label={intl.formatMessage(words.heat, { desc })} className="marginalia-heat-box">
        <div className="marginalia-heat" aria-hidden="true">
          {weeks.map((week, i) => (
            <div key={week[0]}>
              <span className="marginalia-heat-name">
                {i % Math.ceil(weeks.length / 4) === 0 &&
                  intl.formatDate(`${week[0] ?? today}T00:00:00Z`, { month: 'short', day: 'numeric', timeZone: 'UTC' })}
              </span>
              {week.map((date) => {
                const day = known.get(date);
                return (
                  <span
                    key={date}
                    className={`marginalia-heat-day marginalia-heat-${heatLevel(day?.events ?? 0, most)}${date === today ? ' marginalia-heat-today' : ''}${date > today ? ' marginalia-heat-later' : ''}`}
                    title={
                      day === undefined
                        ? moment(date)
                        : intl.formatMessage(words.heatDay, {
                            date: moment(date),
                            problems: day.problems,
                            videos: day.videos,
                          })
                    }
                  />
                );
              })}
            </div>
          ))}
        </div>
        <p className="marginalia-legend" aria-hidden="true">
          <FormattedMessage {...words.less} />{' '}
          {[0, 1, 2, 3, 4].map((level) => (
            <span key={level} className={`marginalia-heat-day marginalia-heat-${level}`} />
          ))}{' '}
          <FormattedMessage {...words.more} />
        </p>
      </div>
    </PanelCard>
  );
};
