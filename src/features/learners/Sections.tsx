import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner, MiddleHalf } from '@marginalia/contract';
import { Bar } from '../../ui/Bar';
import { PanelCard, useNumbers } from '../../panels';
import { words } from './messages';

/** So much of so much, and what the middle half of the class has. */
const useCounts = (): ((n: number, of: number, half: MiddleHalf) => string) => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (n, of, half) => {
    const countOf = intl.formatMessage(words.countOf, { n, of });
    return half.kind === 'value'
      ? intl.formatMessage(words.classToo, {
          countOf,
          range: numbers.span(half.low, half.high, numbers.mean),
        })
      : countOf;
  };
};

/** How far the learner got in each section; with the subsections, problems and videos in the table. */
export const Sections = ({
  courseId,
  learner: { id, sections },
}: {
  courseId: string;
  learner: Learner;
}): ReactNode => {
  const intl = useIntl();
  const counts = useCounts();
  if (sections.length === 0) return null;
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.sections)}
      span={4}
      report="learner-sections"
      query={{ learner: id }}
      table={{
        columns: [
          <FormattedMessage key="s" {...words.section} />,
          <FormattedMessage key="u" {...words.units} />,
          <FormattedMessage key="p" {...words.problemsTried} />,
          <FormattedMessage key="r" {...words.rightFirst} />,
          <FormattedMessage key="v" {...words.videosPlayed} />,
        ],
        rows: sections.map(({ block, units, problems, videos }) => ({
          key: block.id,
          cells: [
            <bdi key="s" className={block.type === 'chapter' ? undefined : 'marginalia-inner'}>
              {block.name}
            </bdi>,
            counts(units.reached, units.of, units.middleHalf),
            counts(problems.tried, problems.of, problems.middleHalf),
            intl.formatMessage(words.countOf, { n: problems.firstRight, of: problems.tried }),
            counts(videos.played, videos.of, videos.middleHalf),
          ],
        })),
      }}
      note={<FormattedMessage {...words.units} />}
    >
      <ul className="marginalia-bars marginalia-narrow-bars">
        {sections
          .filter(({ block }) => block.type === 'chapter')
          .map(({ block, units }) => (
            <li key={block.id}>
              <bdi>{block.name}</bdi>
              <Bar share={units.of === 0 ? null : units.reached / units.of} tone="info">
                {counts(units.reached, units.of, units.middleHalf)}
              </Bar>
            </li>
          ))}
      </ul>
    </PanelCard>
  );
};
