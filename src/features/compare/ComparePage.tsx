import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { COMPARED, getComparison } from '@marginalia/contract';
import type { Compared, ComparedCourse, Comparison, MetricId } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { previousRun, runOf } from '../../lib/previous-run';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { ReportPanel, PanelCard, metricWords, useNumbers } from '../../panels';
import { useHalf, useRate } from '../class';
import { useAddressState } from '../../panels/place';
import { addressFor } from './address';
import { words } from './messages';
import { MOST_BESIDE, clearOf, clearShares, pointsOf, keysIn, tracksOf } from './model';

interface PickerProps {
  readonly candidates: Comparison['candidates'];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

const Picker = ({ candidates, chosen, onChoose }: PickerProps): ReactNode => {
  if (candidates.length === 0) return null;
  return (
    <fieldset className="marginalia-picker">
      <legend>
        <FormattedMessage {...words.choose} values={{ most: MOST_BESIDE }} />
      </legend>
      <ul>
        {candidates.map(({ key, name, run }) => {
          const on = chosen.includes(key);
          return (
            <li key={key}>
              <label>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={!on && chosen.length >= MOST_BESIDE}
                  onChange={() => onChoose(on ? chosen.filter((one) => one !== key) : [...chosen, key])}
                />{' '}
                <bdi>{name}</bdi> <bdi className="marginalia-quiet">{key}</bdi>
                {run && (
                  <>
                    {' '}
                    · <FormattedMessage {...words.run} />
                  </>
                )}
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
};

/** How sure it is that a course differs from the first one, in percentage points. */
const DifferenceText = ({ course, metric }: { course: ComparedCourse; metric: Compared }): ReactNode => {
  const numbers = useNumbers();
  const difference = course.differences.find((one) => one.metric === metric)?.difference;
  const [low, high] = difference?.kind === 'value' ? pointsOf(difference) : [0, 0];
  return (
    <FormattedMessage
      {...words[clearOf(difference)]}
      values={{ low: numbers.mean(low), high: `\u2060${numbers.mean(high)}` }}
    />
  );
};

/** One share of every course, as bars that begin at the same line. */
const Share = ({ metric, courses }: { metric: Compared; courses: Comparison['courses'] }): ReactNode => {
  const intl = useIntl();
  const rate = useRate();
  return (
    <Section title={metricWords(intl, metric).title}>
      <ul className="marginalia-bars">
        {courses.map((course, i) => {
          const value = course.summary[metric];
          return (
            <li key={course.key}>
              <span>
                <bdi>{course.name}</bdi> <bdi className="marginalia-quiet">{runOf(course.key)}</bdi>{' '}
                <span className="marginalia-quiet">
                  ·{' '}
                  {i === 0 ? <FormattedMessage {...words.this} /> : <DifferenceText course={course} metric={metric} />}
                </span>
              </span>
              <Bar share={value.kind === 'value' ? value.value : null} tone={i === 0 ? 'info' : 'second'}>
                {rate(value)}
              </Bar>
            </li>
          );
        })}
      </ul>
    </Section>
  );
};

const Day = ({ date }: { readonly date: string | null }): ReactNode =>
  date === null ? (
    <FormattedMessage {...words.unknown} />
  ) : (
    <FormattedDate value={date} dateStyle="medium" timeZone="UTC" />
  );

/** The key of a course; of another one, the way to its own page, where this host's addresses tell it. */
const Open = ({ courseId, other }: { readonly courseId: string; readonly other: string }): ReactNode => {
  const href = other === courseId ? null : addressFor(window.location.href, courseId, other);
  return href === null ? (
    <bdi>{other}</bdi>
  ) : (
    <a href={href}>
      <bdi>{other}</bdi>
    </a>
  );
};

interface EverythingProps extends Pick<Comparison, 'courses'> {
  readonly courseId: string;
  readonly query: { readonly with: string | undefined };
}

/** Every number of every course, side by side. */
const Everything = ({ courseId, courses, query }: EverythingProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const rate = useRate();
  const half = useHalf();
  const row = (key: string, title: ReactNode, cell: (course: ComparedCourse) => ReactNode) => ({
    key,
    cells: [title, ...courses.map(cell)],
  });
  const metric = (id: MetricId, cell: (course: ComparedCourse) => ReactNode) =>
    row(id, metricWords(intl, id).title, cell);
  const days = (value: number): string => numbers.mean(value);
  return (
    <PanelCard courseId={courseId} name={intl.formatMessage(words.table)} span={12} report="comparison" query={query}>
      <Table
        caption={<FormattedMessage {...words.table} />}
        captionHidden
        columns={[
          <FormattedMessage key="n" {...words.number} />,
          ...courses.map(({ key, name }) => (
            <span key={key}>
              <bdi>{name}</bdi> <bdi>{runOf(key)}</bdi>
            </span>
          )),
        ]}
        rows={[
          row('key', <FormattedMessage {...words.open} />, ({ key }) => (
            <Open key={key} courseId={courseId} other={key} />
          )),
          ...(courses.some(({ tags }) => tags !== null)
            ? [
                row('tags', <FormattedMessage {...words.tags} />, ({ tags }) =>
                  (tags ?? []).map((tag, i) => (
                    <span key={tag}>
                      {i > 0 && ', '}
                      <bdi>{tag}</bdi>
                    </span>
                  )),
                ),
              ]
            : []),
          row('org', <FormattedMessage {...words.org} />, ({ org }) => <bdi>{org}</bdi>),
          row('start', <FormattedMessage {...words.start} />, ({ start }) => <Day date={start} />),
          row('end', <FormattedMessage {...words.end} />, ({ end }) => <Day date={end} />),
          metric('learners', ({ summary }) => numbers.count(summary.learners)),
          metric('enrolledNow', ({ summary }) => numbers.count(summary.enrolledNow)),
          ...tracksOf(courses).map((track) =>
            row(
              `track ${track}`,
              <FormattedMessage {...(track === '' ? words.noTrack : words.track)} values={{ track }} />,
              ({ tracks }) => numbers.count(tracks.find((one) => one.track === track)?.enrolledNow ?? 0),
            ),
          ),
          ...COMPARED.map((id) => metric(id, ({ summary }) => rate(summary[id]))),
          metric('watchedShare', ({ summary }) => numbers.share(summary.watched)),
          metric('seenTwice', ({ videos }) => numbers.share(videos.seenTwice)),
          metric('videos', ({ videos }) => numbers.count(videos.count)),
          row('length', <FormattedMessage {...words.length} />, ({ videos }) =>
            videos.meanSeconds === null ? <FormattedMessage {...words.unknown} /> : numbers.clock(videos.meanSeconds),
          ),
          metric('grades', ({ summary }) => half(summary.grade, numbers.share)),
          metric('daysToPass', ({ summary }) => half(summary.daysToPass, days)),
          metric('daysToComplete', ({ summary }) => half(summary.daysToComplete, days)),
        ]}
      />
    </PanelCard>
  );
};

const LIST = { type: 'conjunction' } as const;

/** Which shares are clearly higher or lower in this run than in the first one beside it, by name. */
const ClearOnes = ({ courses }: Pick<Comparison, 'courses'>): ReactNode => {
  const intl = useIntl();
  const other = courses[1];
  if (other === undefined) return null;
  const named = (which: 'less' | 'more'): string =>
    intl.formatList(
      COMPARED.filter(
        (metric) => clearOf(other.differences.find((one) => one.metric === metric)?.difference) === which,
      ).map((metric) => metricWords(intl, metric).title),
      LIST,
    );
  // the service compares the other with this run; the sentence is about this one
  const [higher, lower] = [named('less'), named('more')];
  return (
    <>
      {higher !== '' && <FormattedMessage {...words.higher} values={{ metrics: higher, run: runOf(other.key) }} />}{' '}
      {lower !== '' && <FormattedMessage {...words.lower} values={{ metrics: lower, run: runOf(other.key) }} />}
    </>
  );
};

/** Runs and courses side by side, by the same definitions, with how sure each difference is. */
export const ComparePage = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const [address, change] = useAddressState();
  const first = useReport(getComparison, { params: { course: courseId }, query: {} });
  const candidates = first.kind === 'ready' ? first.data.candidates : [];
  // nothing chosen yet: the run before this one, where there is one
  const chosen = address['with'] === undefined ? previousRun(candidates, courseId) : keysIn(address['with']);
  const setChosen = (keys: readonly string[]): void => change({ with: keys.length === 0 ? 'none' : keys.join(' ') });
  const query = { with: chosen.length === 0 ? undefined : chosen.join(' ') };
  const report = useReport(getComparison, { params: { course: courseId }, query });
  return (
    <ReportPanel report={report} draft={false} ofCourse footer="pill">
      {({ courses, candidates: others }) => (
        <>
          <p className="marginalia-sentence">
            {others.length === 0 && courses.length < 2 ? (
              <FormattedMessage {...words.alone} />
            ) : courses.length < 2 ? (
              <FormattedMessage {...words.pick} />
            ) : (
              <>
                <FormattedMessage {...words.sentence} values={{ n: clearShares(courses.slice(1)) }} />{' '}
                <ClearOnes courses={courses} />
              </>
            )}
          </p>
          <Picker candidates={others} chosen={chosen} onChoose={setChosen} />
          <div className="marginalia-beside">
            {COMPARED.map((metric) => (
              <Share key={metric} metric={metric} courses={courses} />
            ))}
          </div>
          <p className="marginalia-quiet">
            <FormattedMessage {...words.caution} />
          </p>
          <Everything courseId={courseId} courses={courses} query={query} />
        </>
      )}
    </ReportPanel>
  );
};
