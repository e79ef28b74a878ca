import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getOutline, getOverview } from '@marginalia/contract';
import type { Outline, Overview, Quantity } from '@marginalia/contract';
import { both, useReport } from '../../host/query';
import { isolated } from '../../lib/isolated';
import { runOf } from '../../lib/run-key';
import { fragmentOf } from '../../panels/place';
import { PanelCard, PartReport, asHere, useNumbers } from '../../panels';
import { DotSwatch, Dots } from '../../ui/Dots';
import { Table } from '../../ui/Table';
import { OverTime } from '../class';
import { ChangeCell } from '../content';
import { words } from './messages';
import { changedMost, sectionsOfBoth, shareOf, weeksOfBoth } from './run-model';

interface CardProps {
  readonly courseId: string;
  readonly now: Overview;
  readonly then: Overview;
}

/** Which share of its learners a run had active, week by week of the course, before that of another. */
const ByWeek = ({ courseId, now, then }: CardProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const weeks = weeksOfBoth(now, then);
  const run = runOf(then.course.key);
  const last = weeks.at(-1);
  if (last === undefined) return null;
  const name = intl.formatMessage(words.byWeek);
  const percent = (share: Quantity): string => numbers.share(share);
  const inPercent = (share: Quantity): Quantity => (typeof share === 'number' ? share * 100 : share);
  const desc = intl.formatMessage(words.byWeekDesc, {
    week: weeks.length,
    now: percent(last.now),
    then: percent(last.then),
    run: isolated(run),
  });
  return (
    <PanelCard
      courseId={courseId}
      name={name}
      sentence={desc}
      table={{
        columns: [
          <FormattedMessage key="w" {...words.week} />,
          <bdi key="n">{runOf(courseId)}</bdi>,
          <bdi key="t">{run}</bdi>,
        ],
        rows: weeks.map((week, i) => ({
          key: week.date,
          cells: [intl.formatNumber(i + 1), percent(week.now), percent(week.then)],
        })),
      }}
    >
      <OverTime
        inCard
        title={name}
        desc={desc}
        at={weeks.map(({ date }) => date)}
        lines={[{ name: <bdi>{runOf(courseId)}</bdi>, values: weeks.map((week) => inPercent(week.now)) }]}
        ghost={{ name: <bdi>{run}</bdi>, values: weeks.map((week) => inPercent(week.then)) }}
        annotations={[]}
        formatAt={(time) => intl.formatNumber(weeks.findIndex(({ date }) => Date.parse(date) === time) + 1)}
        atName={<FormattedMessage {...words.week} />}
        caption={name}
        format={(value) => (typeof value === 'number' ? numbers.share(value / 100) : numbers.count(value))}
      />
    </PanelCard>
  );
};

/** Which share of the learners of two runs reached each section. */
const BySection = ({ courseId, now, then }: CardProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const sections = sectionsOfBoth(now, then);
  const run = runOf(then.course.key);
  if (sections.length === 0) return null;
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.bySection)}
      note={<FormattedMessage {...words.bySectionNote} />}
      table={{
        columns: [
          <FormattedMessage key="s" {...words.section} />,
          <bdi key="n">{runOf(courseId)}</bdi>,
          <bdi key="t">{run}</bdi>,
        ],
        rows: sections.map((section) => ({
          key: section.id,
          cells: [section.name, numbers.share(section.now), numbers.share(section.then)],
        })),
      }}
    >
      <p className="marginalia-legend" aria-hidden="true">
        <span>
          <DotSwatch /> <bdi>{runOf(courseId)}</bdi>
        </span>
        <span>
          <DotSwatch open /> <bdi>{run}</bdi>
        </span>
      </p>
      <ul className="marginalia-run-sections">
        {sections.map((section) => (
          <li key={section.id}>
            <bdi>{section.name}</bdi>
            <Dots filled={shareOf(section.now)} open={shareOf(section.then)}>
              <FormattedMessage
                {...words.both}
                values={{ now: numbers.share(section.now), then: numbers.share(section.then), run: <bdi>{run}</bdi> }}
              />
            </Dots>
          </li>
        ))}
      </ul>
    </PanelCard>
  );
};

interface ChangedProps {
  readonly courseId: string;
  readonly run: string;
  readonly now: Outline;
  readonly then: Outline;
}

/** Problems that learners of two runs got correct on the first attempt most differently. */
const Changed = ({ courseId, run, now, then }: ChangedProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const changed = changedMost(now, then);
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.changed)}
      span={12}
      note={<FormattedMessage {...words.changedNote} />}
    >
      {changed.length === 0 ? (
        <p>
          <FormattedMessage {...words.unchanged} />
        </p>
      ) : (
        <Table
          caption={<FormattedMessage {...words.changed} />}
          captionHidden
          columns={[
            <FormattedMessage key="p" {...words.problem} />,
            <bdi key="t">{run}</bdi>,
            <bdi key="n">{runOf(courseId)}</bdi>,
            <FormattedMessage key="c" {...words.change} />,
          ]}
          rows={changed.map((one) => ({
            key: one.id,
            cells: [
              <a key="p" href={fragmentOf({ page: 'content', block: one.id })}>
                <bdi>{one.name}</bdi>
              </a>,
              numbers.percent(one.then),
              numbers.percent(one.now),
              <ChangeCell key="c" change={one.change} />,
            ],
          }))}
        />
      )}
    </PanelCard>
  );
};

const WhatChanged = ({ courseId, run }: { readonly courseId: string; readonly run: string }): ReactNode => {
  const now = useReport(getOutline, { params: { course: courseId } });
  const then = useReport(getOutline, { params: { course: courseId }, query: { run } }, { live: false });
  return (
    <PartReport report={both(now, then)}>
      {([ours, theirs]) => <Changed courseId={courseId} run={run} now={ours} then={asHere(courseId, theirs)} />}
    </PartReport>
  );
};

interface Props {
  readonly courseId: string;
  /** The key of the run or course that this one is beside. */
  readonly other: string;
}

/** Where two runs differ: over the weeks, in the sections, in single problems. Of another course only over the weeks. */
export const RunCards = ({ courseId, other }: Props): ReactNode => {
  const now = useReport(getOverview, { params: { course: courseId } });
  const then = useReport(getOverview, { params: { course: other }, query: {} }, { live: false });
  const isRun = courseId.slice(0, -runOf(courseId).length) === other.slice(0, -runOf(other).length);
  return (
    <PartReport report={both(now, then)} height="18rem" rows={1}>
      {([ours, theirs]) => {
        const cards = { courseId, now: ours, then: theirs };
        return (
          <div className="marginalia-grid">
            <ByWeek {...cards} />
            {isRun && <BySection {...cards} />}
            {isRun && <WhatChanged courseId={courseId} run={runOf(other)} />}
          </div>
        );
      }}
    </PartReport>
  );
};
