import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getOverview } from '@marginalia/contract';
import type { Overview, Quantity } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Choices } from '../../ui/Choices';
import { ReportPanel, PanelCard, useNumbers } from '../../panels';
import { OverTime, useMoment, useOverTimeTable } from './OverTime';
import type { NamedLine } from './OverTime';
import { words } from './messages';
import { HourMap, useBusiest, useHourTable } from './HourMap';
import { timeOf, disclosed } from './model';
import type { LetteredAnnotation } from './model';
import { previousWeeks, usePreviousRun } from './previous-weeks';
import { clockOffset, weekHours } from './week-hours';

interface LinesProps {
  readonly at: readonly string[];
  readonly lines: readonly NamedLine[];
  readonly ghost?: NamedLine | null;
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

const Lines = ({ at, lines, ghost = null, atName, annotations, inCard = false }: LinesProps): ReactNode => {
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
      ghost={ghost}
      annotations={annotations.filter(({ time }) => time >= timeOf(first) && time <= timeOf(last))}
      atName={atName}
      caption={title}
      explained
      inCard={inCard}
    />
  );
};

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
  readonly annotations: readonly LetteredAnnotation[];
  readonly query: Readonly<Record<string, string | undefined>>;
}

type Step = 'day' | 'week' | 'hour';

/** Who did anything, watched, attempted: by week, with the run before; by day; or by hour of the week. */
export const Activity = ({ courseId, overview, annotations, query }: Props): ReactNode => {
  const intl = useIntl();
  const descOf = useDesc();
  const table = useOverTimeTable();
  const [hourTable, busiestOf] = [useHourTable(), useBusiest()];
  const [step, setStep] = useState<Step>('week');
  const before = usePreviousRun(courseId);
  // asked for only when somebody wants to see it, for every event is read
  const asked = useReport(
    getOverview,
    step === 'hour' ? { params: { course: courseId }, query: { hours: 'true' } } : null,
    { live: false },
  );
  const { days, weeks } = overview.activity;
  const whole = step === 'week' ? weeks.filter((week) => week.whole) : days;
  const at = whole.map(({ date }) => date);
  const lines: NamedLine[] = [
    { name: <FormattedMessage {...words.anything} />, values: whole.map(({ learners }) => learners) },
    { name: <FormattedMessage {...words.watched} />, values: whole.map(({ watched }) => watched) },
    { name: <FormattedMessage {...words.tried} />, values: whole.map(({ tried }) => tried) },
  ];
  const then = step === 'week' ? previousWeeks(at, overview, before) : null;
  const ghost = then && {
    name: <FormattedMessage {...words.anythingThen} values={{ run: <bdi>{then.run}</bdi> }} />,
    values: then.values,
  };
  const atName = <FormattedMessage {...(step === 'week' ? words.week : words.day)} />;
  const hours = asked.kind === 'ready' ? asked.data.activity.hours : null;
  const week = hours && weekHours(hours, clockOffset(overview.summary.at));
  const sentence = step === 'hour' ? week && busiestOf(week) : descOf(at, lines);
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
      sentence={sentence ?? undefined}
      note={<FormattedMessage {...(step === 'hour' ? words.hourNote : words.noSum)} />}
      {...(step === 'hour'
        ? week && { table: hourTable(week), report: 'hours' as const }
        : {
            table: table({ at, lines: ghost ? [...lines, ghost] : lines, atName }),
            report: step === 'week' ? ('weeks' as const) : ('activity' as const),
            query,
          })}
    >
      {step === 'hour' ? (
        <ReportPanel report={asked} draft={false} ofCourse={false} footer="none">
          {() => week && <HourMap week={week} desc={busiestOf(week)} />}
        </ReportPanel>
      ) : (
        <Lines at={at} lines={lines} ghost={ghost} atName={atName} annotations={annotations} inCard />
      )}
    </PanelCard>
  );
};
