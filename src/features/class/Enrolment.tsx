import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Overview } from '@marginalia/contract';
import { Section } from '../../ui/Section';
import { CsvButton, useNumbers } from '../../panels';
import { OverTime, useMoment } from './OverTime';
import { words } from './messages';
import { MOST_TRACKS, trackLines } from './model';
import type { LetteredAnnotation, TrackLine } from './model';

const TrackName = ({ track }: Pick<TrackLine, 'track'>): ReactNode => {
  if (track === null) return <FormattedMessage {...words.allTracks} />;
  return track === '' ? <FormattedMessage {...words.noTrack} /> : <bdi>{track}</bdi>;
};

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
  readonly annotations: readonly LetteredAnnotation[];
  /** The window, as the CSV takes it. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** Who was enrolled at the end of each day, by track. */
export const Enrolment = ({ courseId, overview, annotations, query }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const moment = useMoment();
  const { days, tracks } = overview.enrolment;
  const [first, last] = [days.at(0), days.at(-1)];
  const named = (lines: readonly TrackLine[]) =>
    lines.map(({ track, values }) => ({ name: <TrackName track={track} />, values }));
  const title = intl.formatMessage(words.enrolment);
  return (
    <Section title={title}>
      {first === undefined || last === undefined ? (
        <p>
          <FormattedMessage {...words.noActivity} />
        </p>
      ) : (
        <>
          <OverTime
            title={title}
            desc={intl.formatMessage(words.enrolmentDesc, {
              first: numbers.count(first.total),
              from: moment(first.date),
              last: numbers.count(last.total),
              to: moment(last.date),
            })}
            at={days.map(({ date }) => date)}
            lines={named(trackLines(overview.enrolment))}
            all={named([
              { track: null, values: days.map(({ total }) => total) },
              ...tracks.map((track, i) => ({ track, values: days.map(({ byTrack }) => byTrack[i] ?? 0) })),
            ])}
            annotations={annotations}
            atName={<FormattedMessage {...words.day} />}
            caption={title}
          />
          {tracks.length > MOST_TRACKS && (
            <p className="marginalia-quiet">
              <FormattedMessage {...words.moreTracks} />
            </p>
          )}
          <CsvButton courseId={courseId} report="enrolment" query={query} />
        </>
      )}
    </Section>
  );
};
