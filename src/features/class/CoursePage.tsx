import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { getOverview } from '@marginalia/contract';
import type { Overview } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { evidenceOf } from '../../panels/evidence';
import { Notice } from '../../ui/Notice';
import { ReportPanel } from '../../panels';
import { useAddressState } from '../../panels/place';
import { Activity } from './Activity';
import { Completion, Grades } from './Distributions';
import { Enrolment } from './Enrolment';
import { MoreNumbers, Sentence } from './Figures';
import { Annotations } from './Annotations';
import { Reach } from './Reach';
import { Tiles } from './Tiles';
import { Views } from './Views';
import { words } from './messages';
import { dayAfter, annotationsAfter, annotationsBetween, timeOf } from './model';

/** First and last day, both of them counted; empty: no end. */
interface Days {
  readonly from: string;
  readonly to: string;
}

const Window = ({ days, onChange }: { days: Days; onChange: (days: Days) => void }): ReactNode => {
  const [from, to] = [useId(), useId()];
  return (
    <div className="marginalia-controls">
      <span>
        <label htmlFor={from}>
          <FormattedMessage {...words.from} />
        </label>
        <input
          id={from}
          type="date"
          className="form-control form-control-sm"
          max={days.to === '' ? undefined : days.to}
          value={days.from}
          onChange={(event) => onChange({ ...days, from: event.target.value })}
        />
      </span>
      <span>
        <label htmlFor={to}>
          <FormattedMessage {...words.to} />
        </label>
        <input
          id={to}
          type="date"
          className="form-control form-control-sm"
          min={days.from === '' ? undefined : days.from}
          value={days.to}
          onChange={(event) => onChange({ ...days, to: event.target.value })}
        />
      </span>
      <span className="marginalia-quiet">
        <FormattedMessage {...words.window} />
      </span>
    </div>
  );
};

interface FiguresProps {
  readonly courseId: string;
  readonly overview: Overview;
  readonly days: Days;
  readonly onDays: (days: Days) => void;
  readonly query: Readonly<Record<'from' | 'to', string | undefined>>;
}

const Figures = ({ courseId, overview, days, onDays, query }: FiguresProps): ReactNode => {
  if (evidenceOf(overview.summary.learners) === 'nobody') {
    return (
      <Notice>
        <FormattedMessage {...words.nobody} />
      </Notice>
    );
  }
  const { days: each } = overview.enrolment;
  const [first, last] = [each.at(0), each.at(-1)];
  const annotations =
    first === undefined || last === undefined
      ? []
      : annotationsBetween(overview.annotations, timeOf(first.date), timeOf(last.date));
  return (
    <>
      <Sentence overview={overview} />
      <Tiles overview={overview} />
      <Window days={days} onChange={onDays} />
      <div className="marginalia-grid">
        <Activity courseId={courseId} overview={overview} annotations={annotations} query={query} />
        <Annotations
          courseId={courseId}
          annotations={annotations}
          coming={annotationsAfter(overview.annotations, timeOf(overview.summary.at))}
        />
        <Reach courseId={courseId} overview={overview} />
        <Grades courseId={courseId} overview={overview} />
        <Enrolment courseId={courseId} overview={overview} annotations={annotations} query={query} />
        <Completion courseId={courseId} overview={overview} />
      </div>
      <MoreNumbers summary={overview.summary} />
      <Views courseId={courseId} />
    </>
  );
};

/** The class as a whole: who is enrolled, who comes, how far they get, how they stand. */
export const CoursePage = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const [address, change] = useAddressState();
  const days: Days = { from: address['from'] ?? '', to: address['to'] ?? '' };
  const asked = days.from !== '' && days.to !== '' && days.from > days.to ? { from: '', to: '' } : days;
  const query = {
    from: asked.from === '' ? undefined : asked.from,
    // the service's window is half open; the reader's last day is counted
    to: asked.to === '' ? undefined : dayAfter(`${asked.to}T00:00:00Z`, 1),
  };
  const report = useReport(getOverview, { params: { course: courseId }, query });
  return (
    <ReportPanel report={report} draft={false} ofCourse footer="pill">
      {(overview) => (
        <Figures
          courseId={courseId}
          overview={overview}
          days={days}
          onDays={(next) => change({ ...next }, 'replace')}
          query={query}
        />
      )}
    </ReportPanel>
  );
};
