import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getContent, isNumber } from '@marginalia/contract';
import type { Content, GroupKey, MetricId, ProblemFigures, Rate, VideoFigures } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Table } from '../../ui/Table';
import { ReportPanel, PanelCard, metricWords, useNumbers } from '../../panels';
import { words } from './messages';
import { inPart, leastSeen, mostTries, shown } from './model';

interface Column<F> {
  readonly key: string;
  readonly title: string;
  readonly cell: (figures: F) => string;
}
interface Row<F> extends Pick<Content['videos'][number], 'block' | 'section' | 'subsection'> {
  readonly graded?: boolean;
  readonly course: F;
  readonly group: F | null;
}
type OnSelect = ((id: string) => void) | null;

const Name = ({ block: { id, name }, onSelect }: Pick<Row<unknown>, 'block'> & { onSelect: OnSelect }): ReactNode => {
  const intl = useIntl();
  if (onSelect === null) return <bdi>{name}</bdi>;
  return (
    <button
      type="button"
      className="marginalia-link"
      aria-label={intl.formatMessage(words.open, { name })}
      onClick={() => onSelect(id)}
    >
      <bdi>{name}</bdi>
    </button>
  );
};

const Place = ({ section, subsection, graded = false }: Row<unknown>): ReactNode => (
  <>
    {section !== '' && (
      <FormattedMessage
        {...words.placeOf}
        values={{ section: <bdi>{section}</bdi>, subsection: <bdi>{subsection}</bdi> }}
      />
    )}
    {graded && (
      <>
        {' '}
        · <FormattedMessage {...words.graded} />
      </>
    )}
  </>
);

interface BlocksProps<F> {
  readonly caption: ReactNode;
  readonly first: ReactNode;
  readonly rows: readonly Row<F>[];
  readonly columns: readonly Column<F>[];
  readonly before?: { readonly title: ReactNode; readonly cell: (row: Row<F>) => string };
  readonly onSelect: OnSelect;
}

/** One row a block, and where a group was asked for, each number of the group before that of the class. */
const Blocks = <F,>({ caption, first, rows, columns, before, onSelect }: BlocksProps<F>): ReactNode => {
  const ofGroup = rows.some(({ group }) => group !== null);
  return (
    <Table
      captionHidden
      caption={caption}
      columns={[
        first,
        <FormattedMessage key="place" {...words.place} />,
        ...(before ? [before.title] : []),
        ...columns.flatMap<ReactNode>(({ key, title }) =>
          ofGroup
            ? [
                <FormattedMessage key={`g ${key}`} {...words.groupColumn} values={{ what: title }} />,
                <FormattedMessage key={`c ${key}`} {...words.classColumn} values={{ what: title }} />,
              ]
            : [title],
        ),
      ]}
      rows={rows.map((row) => ({
        key: row.block.id,
        cells: [
          <Name key="name" block={row.block} onSelect={onSelect} />,
          <Place key="place" {...row} />,
          ...(before ? [before.cell(row)] : []),
          ...columns.flatMap(({ cell }) =>
            row.group === null ? [cell(row.course)] : [cell(row.group), cell(row.course)],
          ),
        ],
      }))}
    />
  );
};

/** A count of a whole, with its share. */
const useShareOf = (): ((rate: Rate) => string) => {
  const numbers = useNumbers();
  return (rate) =>
    rate.kind === 'value' ? `${numbers.countOf(rate)} · ${numbers.percent(rate)}` : numbers.countOf(rate);
};

interface Props {
  readonly courseId: string;
  /** One group of learners beside the class; absent: the class. */
  readonly group?: GroupKey | undefined;
  /** Opens the numbers of a block; null: there is no place for them here. */
  readonly onSelect: OnSelect;
}

const Problems = ({ courseId, group, onSelect, content: { problems } }: Props & { content: Content }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const shareOf = useShareOf();
  const metric = (id: MetricId): string => metricWords(intl, id).title;
  const columns: Column<ProblemFigures>[] = [
    { key: 'tried', title: metric('attempted'), cell: ({ learners }) => numbers.count(learners) },
    { key: 'first', title: metric('firstTry'), cell: ({ firstTry }) => shareOf(firstTry) },
    { key: 'end', title: metric('eventual'), cell: ({ eventual }) => shareOf(eventual) },
    { key: 'mean', title: intl.formatMessage(words.mean), cell: ({ meanTries }) => numbers.mean(meanTries) },
    { key: 'median', title: intl.formatMessage(words.median), cell: ({ medianTries }) => numbers.mean(medianTries) },
  ];
  const most = mostTries(problems);
  const { learners, meanTries } = most === null ? {} : shown(most);
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.problems)}
      span={12}
      report="problems"
      query={{ group }}
    >
      {problems.length === 0 ? (
        <p>
          <FormattedMessage {...words.noProblems} />
        </p>
      ) : (
        <>
          <p>
            {most !== null && learners !== undefined && isNumber(learners) ? (
              <FormattedMessage
                {...words.problemsSentence}
                values={{ name: <bdi>{most.block.name}</bdi>, mean: numbers.mean(meanTries ?? 0), learners }}
              />
            ) : (
              <FormattedMessage {...words.noTries} />
            )}
          </p>
          <Blocks
            caption={<FormattedMessage {...words.problems} />}
            first={<FormattedMessage {...words.problem} />}
            rows={problems}
            columns={columns}
            onSelect={onSelect}
          />
        </>
      )}
    </PanelCard>
  );
};

const Videos = ({ courseId, group, onSelect, content: { videos } }: Props & { content: Content }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const shareOf = useShareOf();
  const metric = (id: MetricId): string => metricWords(intl, id).title;
  const durations = new Map(videos.map(({ block, duration }) => [block.id, duration]));
  const columns: Column<VideoFigures>[] = [
    { key: 'viewers', title: metric('viewers'), cell: ({ viewers }) => numbers.count(viewers) },
    { key: 'viewings', title: metric('viewings'), cell: ({ viewings }) => numbers.mean(viewings) },
    { key: 'seen', title: metric('coverage'), cell: ({ coverage }) => numbers.share(coverage) },
    { key: 'whole', title: metric('completion'), cell: ({ completion }) => shareOf(completion) },
    { key: 'part', title: intl.formatMessage(words.part), cell: (figures) => numbers.count(inPart(figures)) },
    { key: 'twice', title: metric('seenTwice'), cell: ({ seenTwice }) => numbers.share(seenTwice) },
  ];
  const least = leastSeen(videos);
  const { viewers, coverage } = least === null ? {} : shown(least);
  return (
    <PanelCard courseId={courseId} name={intl.formatMessage(words.videos)} span={12} report="videos" query={{ group }}>
      {videos.length === 0 ? (
        <p>
          <FormattedMessage {...words.noVideos} />
        </p>
      ) : (
        <>
          <p>
            {least !== null && viewers !== undefined && isNumber(viewers) ? (
              <FormattedMessage
                {...words.videosSentence}
                values={{ name: <bdi>{least.block.name}</bdi>, share: numbers.share(coverage ?? 0), viewers }}
              />
            ) : (
              <FormattedMessage {...words.noViews} />
            )}
          </p>
          <Blocks
            caption={<FormattedMessage {...words.videos} />}
            first={<FormattedMessage {...words.video} />}
            rows={videos}
            columns={columns}
            before={{
              title: <FormattedMessage key="length" {...words.length} />,
              cell: ({ block }) => {
                const duration = durations.get(block.id) ?? null;
                return duration === null ? intl.formatMessage(words.unknown) : numbers.clock(duration);
              },
            }}
            onSelect={onSelect}
          />
        </>
      )}
    </PanelCard>
  );
};

/** All problems and all videos of the course, in a table each. */
export const ContentTables = (props: Props): ReactNode => {
  const report = useReport(getContent, { params: { course: props.courseId }, query: { group: props.group } });
  return (
    <section className="marginalia-span-12">
      <ReportPanel report={report} draft={false} ofCourse={false} footer="none">
        {(content) => (
          <div className="marginalia-stack">
            <Problems {...props} content={content} />
            <Videos {...props} content={content} />
          </div>
        )}
      </ReportPanel>
    </section>
  );
};
