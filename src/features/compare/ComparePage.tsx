import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { COMPARED, getComparison } from '@marginalia/contract';
import type { ComparedCourse, Comparison, MetricId } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { clearOf } from '../../panels/difference';
import { runOf } from '../../lib/run-key';
import { Choices } from '../../ui/Choices';
import { Day } from '../../ui/Day';
import { Table } from '../../ui/Table';
import { ReportPanel, PanelCard, TrackName, metricWords, stateWords, useNumbers } from '../../panels';
import { runWords } from '../../panels/run-messages';
import { PanelSkeleton } from '../../ui/PanelSkeleton';
import { useHalf } from '../class';
import { useAddressState } from '../../panels/place';
import { addressFor } from '../../lib/course-page';
import { words } from './messages';
import { MOST_BESIDE, atNow, clearShares, keysIn, tracksOf } from './model';
import type { Shares } from './model';
import { Metrics } from './Metrics';
import { RunCards } from './RunCards';

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
        {candidates.map(({ key, name, run, newest }) => {
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
                    {newest !== null && (
                      <>
                        {' '}
                        · <FormattedMessage {...runWords.until} values={{ date: <Day at={newest} timeZone="UTC" /> }} />
                      </>
                    )}
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

const DayOf = ({ date }: { readonly date: string | null }): ReactNode =>
  date === null ? <FormattedMessage {...words.unknown} /> : <Day at={date} timeZone="UTC" />;

/** The key of a course; of another one, the way to its own page, where this host's addresses have it. */
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
                  intl.formatList(
                    (tags ?? []).map((tag) => <bdi key={tag}>{tag}</bdi>),
                    { type: 'unit' },
                  ),
                ),
              ]
            : []),
          row('org', <FormattedMessage {...words.org} />, ({ org }) => <bdi>{org}</bdi>),
          row('start', <FormattedMessage {...words.start} />, ({ start }) => <DayOf date={start} />),
          row('end', <FormattedMessage {...words.end} />, ({ end }) => <DayOf date={end} />),
          metric('learners', ({ summary }) => numbers.count(summary.learners)),
          metric('enrolledNow', ({ summary }) => numbers.count(summary.enrolledNow)),
          ...tracksOf(courses).map((track) =>
            row(
              `track ${track}`,
              <FormattedMessage
                {...(track === '' ? words.noTrack : words.track)}
                values={{ track: <TrackName track={track} /> }}
              />,
              ({ tracks }) => numbers.count(tracks.find((one) => one.track === track)?.enrolledNow ?? 0),
            ),
          ),
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

interface ClearProps {
  readonly other: ComparedCourse;
  readonly shares: Shares | null;
}

/** Which shares are clearly higher or lower in this run than in another, by name. */
const ClearOnes = ({ other, shares }: ClearProps): ReactNode => {
  const intl = useIntl();
  const named = (which: 'less' | 'more'): string =>
    intl.formatList(
      COMPARED.filter(
        (metric) => clearOf(shares?.differences.find((one) => one.metric === metric)?.difference) === which,
      ).map((metric) => metricWords(intl, metric).title),
      LIST,
    );
  // the service compares the other with this run; the sentence is about this one
  const [higher, lower] = [named('less'), named('more')];
  return (
    <>
      {higher !== '' && (
        <FormattedMessage {...words.higher} values={{ metrics: higher, run: <bdi>{runOf(other.key)}</bdi> }} />
      )}{' '}
      {lower !== '' && (
        <FormattedMessage {...words.lower} values={{ metrics: lower, run: <bdi>{runOf(other.key)}</bdi> }} />
      )}
    </>
  );
};

interface BesideProps extends Pick<Comparison, 'courses' | 'week'> {
  readonly courseId: string;
  /** Where the courses are chosen. */
  readonly picker: ReactNode;
}

/** At which time the courses are compared, what differs, and where. */
const Beside = ({ courseId, courses, week, picker }: BesideProps): ReactNode => {
  const intl = useIntl();
  const [address, change] = useAddressState();
  const atWeek = week !== null && address['at'] !== 'now';
  const sharesOf = (course: ComparedCourse): Shares | null => (atWeek ? course.atWeek : atNow(course));
  const [, first, second] = courses;
  if (first === undefined) return null;
  return (
    <>
      <p className="marginalia-sentence">
        <FormattedMessage
          {...(atWeek ? words.sentenceWeek : words.sentence)}
          values={{ n: clearShares(courses.slice(1).map(sharesOf)), week: week ?? 0 }}
        />{' '}
        <ClearOnes other={first} shares={sharesOf(first)} />
      </p>
      {week !== null && (
        <Choices
          label={intl.formatMessage(words.when)}
          choices={[
            ['week', <FormattedMessage key="w" {...words.sameWeek} values={{ week }} />],
            ['now', <FormattedMessage key="n" {...words.now} />],
          ]}
          chosen={atWeek ? 'week' : 'now'}
          onChoose={(at) => change({ at: at === 'now' ? 'now' : undefined })}
        />
      )}
      <Metrics courses={courses} sharesOf={sharesOf} />
      <p className="marginalia-quiet">
        {atWeek ? (
          <FormattedMessage {...words.cautionWeek} values={{ week }} />
        ) : (
          <FormattedMessage {...words.caution} />
        )}
      </p>
      {picker}
      {second === undefined && <RunCards courseId={courseId} other={first.key} />}
    </>
  );
};

/** Runs and courses side by side, by the same definitions, with how sure each difference is. */
export const ComparePage = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const intl = useIntl();
  const [address, change] = useAddressState();
  const first = useReport(getComparison, { params: { course: courseId }, query: {} });
  const before = first.kind === 'ready' ? first.data.before : null;
  // nothing chosen yet: the run before this one, where there is one
  const chosen = keysIn(address['with'] ?? before ?? '');
  const setChosen = (keys: readonly string[]): void => change({ with: keys.length === 0 ? 'none' : keys.join(' ') });
  const query = { with: chosen.length === 0 ? undefined : chosen.join(' ') };
  const report = useReport(getComparison, { params: { course: courseId }, query });
  return (
    <ReportPanel report={report} draft={false} ofCourse footer="pill">
      {({ courses, candidates: others, week }) => (
        <>
          {courses.length > 1 ? (
            <Beside
              courseId={courseId}
              courses={courses}
              week={week}
              picker={<Picker candidates={others} chosen={chosen} onChoose={setChosen} />}
            />
          ) : chosen.length > 0 ? (
            <PanelSkeleton label={intl.formatMessage(stateWords.pending)} parts={[{ rows: 6 }]} />
          ) : (
            <>
              <p className="marginalia-sentence">
                <FormattedMessage {...(others.length === 0 ? words.alone : words.pick)} />
              </p>
              <Picker candidates={others} chosen={chosen} onChoose={setChosen} />
            </>
          )}
          <Everything courseId={courseId} courses={courses} query={query} />
        </>
      )}
    </ReportPanel>
  );
};
