import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Overview } from '@marginalia/contract';
import { PanelCard, TrackName, useNumbers } from '../../panels';
import { OverTime, useMoment, useOverTimeTable } from './OverTime';
import { words } from './messages';
import { MOST_TRACKS, trackLines } from './model';
import type { LetteredAnnotation, TrackLine } from './model';

const LineName = ({ track }: Pick<TrackLine, 'track'>): ReactNode => {
  if (track === null) return <FormattedMessage {...words.allTracks} />;
  return track === '' ? <FormattedMessage {...words.noTrack} /> : <TrackName track={track} />;
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
  const table = useOverTimeTable();
  const { days, tracks } = overview.enrolment;
  const [first, last] = [days.at(0), days.at(-1)];
  const named = (lines: readonly TrackLine[]) =>
    lines.map(({ track, values }) => ({ name: <LineName track={track} />, values }));
  const title = intl.formatMessage(words.enrolment);
  if (first === undefined || last === undefined) {
    return (
      <PanelCard courseId={courseId} name={title}>
        <p>
          <FormattedMessage {...words.noActivity} />
        </p>
      </PanelCard>
    );
  }
  const at = days.map(({ date }) => date);
  const atName = <FormattedMessage {...words.day} />;
  const desc = intl.formatMessage(words.enrolmentDesc, {
    first: numbers.count(first.total),
    from: moment(first.date),
    last: numbers.count(last.total),
    to: moment(last.date),
  });
  const all = named([
    { track: null, values: days.map(({ total }) => total) },
    ...tracks.map((track, i) => ({ track, values: days.map(({ byTrack }) => byTrack[i] ?? 0) })),
  ]);
  return (
    <PanelCard
      courseId={courseId}
      name={title}
      sentence={desc}
      report="enrolment"
      query={query}
      table={table({ at, atName, lines: all })}
      note={tracks.length > MOST_TRACKS ? <FormattedMessage {...words.moreTracks} /> : undefined}
    >
      <OverTime
        title={title}
        desc={desc}
        at={at}
        lines={named(trackLines(overview.enrolment))}
        annotations={annotations}
        atName={atName}
        caption={title}
        inCard
      />
    </PanelCard>
  );
};
