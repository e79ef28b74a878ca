import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getOverview } from '@marginalia/contract';
import type { Overview, Quantity } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Choices } from '../../ui/Choices';
import { ReportPanel, CsvButton, PanelCard, useNumbers } from '../../panels';
import { OverTime, useMoment, useOverTimeTable } from './OverTime';
import type { NamedLine } from './OverTime';
import { words } from './messages';
import { dayAfter, timeOf, disclosed } from './model';
import type { LetteredAnnotation } from './model';

/** As many days as the service tells by the hour. */
const HOURLY_DAYS = 14;

interface LinesProps {
  readonly at: readonly string[];
  readonly lines: readonly NamedLine[];
  readonly atName: ReactNode;
  readonly annotations: readonly LetteredAnnotation[];
  readonly inCard?: boolean;
}

/** When most learners were active and how many were last; null where nothing can be drawn. */
const useDesc = (): ((at: readonly string[], lines: readonly NamedLine[]) => string | null) => {
  const intl = useIntl();
  const numbers = useNumbers();
  const moment = useMoment();
  return (at, lines) => {
    const values: readonly Quantity[] = lines[0]?.values ?? [];
    const most = Math.max(-1, ...values.map((value) => disclosed(value) ?? -1));
    if (at.length === 0 || most <= 0) return null;
    return intl.formatMessage(words.activityDesc, {
      most: numbers.count(most),
      when: moment(at[values.indexOf(most)] ?? at.at(-1) ?? ''),
      last: numbers.count(values.at(-1) ?? 0),
    });
  };
};

const Lines = ({ at, lines, atName, annotations, inCard = false }: LinesProps): ReactNode => {
  const intl = useIntl();
  const descOf = useDesc();
  const desc = descOf(at, lines);
  const [first, last] = [at.at(0), at.at(-1)];
  if (desc === null || first === undefined || last === undefined) {
    const values: readonly Quantity[] = lines[0]?.values ?? [];
    return (
      <p>
        <FormattedMessage {...(values.every((value) => value === 0) ? words.noActivity : words.allFew)} />
      </p>
    );
  }
  const title = intl.formatMessage(words.activity);
  return (
    <OverTime
      title={title}
      desc={desc}
      at={at}
      lines={lines}
      annotations={annotations.filter(({ time }) => time >= timeOf(first) && time <= timeOf(last))}
      atName={atName}
      caption={title}
      inCard={inCard}
    />
  );
};

interface HoursProps {
  readonly courseId: string;
  /** The moment that is now. */
  readonly at: string;
  readonly annotations: readonly LetteredAnnotation[];
}

/** Learners by hour, asked for only when somebody wants to see them. */
const Hours = ({ courseId, at, annotations }: HoursProps): ReactNode => {
  const window = { from: dayAfter(at, 1 - HOURLY_DAYS), to: dayAfter(at, 1) };
  const report = useReport(getOverview, { params: { course: courseId }, query: { hours: 'true', ...window } });
  return (
    <ReportPanel report={report} draft={false} ofCourse={false}>
      {({ activity: { hours } }) => (
        <>
          <Lines
            at={(hours ?? []).map(({ hour }) => hour)}
            lines={[
              { name: <FormattedMessage {...words.anything} />, values: (hours ?? []).map(({ learners }) => learners) },
            ]}
            atName={<FormattedMessage {...words.hour} />}
            annotations={annotations}
          />
          <CsvButton courseId={courseId} report="hours" query={window} />
        </>
      )}
    </ReportPanel>
  );
};

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
  readonly annotations: readonly LetteredAnnotation[];
  readonly query: Readonly<Record<string, string | undefined>>;
}

type Step = 'day' | 'week' | 'hour';

/** Who did anything, watched, attempted: by week, by day, or by hour. */
export const Activity = ({ courseId, overview, annotations, query }: Props): ReactNode => {
  const intl = useIntl();
  const descOf = useDesc();
  const table = useOverTimeTable();
  const [step, setStep] = useState<Step>('week');
  const { days, weeks } = overview.activity;
  const whole = step === 'week' ? weeks.filter((week) => week.whole) : days;
  const at = whole.map(({ date }) => date);
  const lines: NamedLine[] = [
    { name: <FormattedMessage {...words.anything} />, values: whole.map(({ learners }) => learners) },
    { name: <FormattedMessage {...words.watched} />, values: whole.map(({ watched }) => watched) },
    { name: <FormattedMessage {...words.tried} />, values: whole.map(({ tried }) => tried) },
  ];
  const atName = <FormattedMessage {...(step === 'week' ? words.week : words.day)} />;
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.activity)}
      span={8}
      controls={
        <Choices
          label={intl.formatMessage(words.activity)}
          choices={[
            ['week', <FormattedMessage key="w" {...words.byWeek} />],
            ['day', <FormattedMessage key="d" {...words.byDay} />],
            ['hour', <FormattedMessage key="h" {...words.byHour} />],
          ]}
          chosen={step}
          onChoose={setStep}
        />
      }
      sentence={step === 'hour' ? undefined : (descOf(at, lines) ?? undefined)}
      note={<FormattedMessage {...words.noSum} />}
      {...(step === 'hour'
        ? {}
        : { table: table({ at, lines, atName }), report: step === 'week' ? 'weeks' : 'activity', query })}
    >
      {step === 'hour' ? (
        <Hours courseId={courseId} at={overview.summary.at} annotations={annotations} />
      ) : (
        <Lines at={at} lines={lines} atName={atName} annotations={annotations} inCard />
      )}
    </PanelCard>
  );
};
