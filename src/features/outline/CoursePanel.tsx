import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getAttention, isNumber } from '@marginalia/contract';
import type { Outline, OutlineBlock } from '@marginalia/contract';
import { useHeld, useReport } from '../../host/query';
import { evidenceOf, mayCompare } from '../../panels/evidence';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { Stats } from '../../ui/Stats';
import type { Stat } from '../../ui/Stats';
import {
  ReportPanel,
  SHAPES,
  EvidenceNote,
  NothingYet,
  WithheldNotice,
  footerWords,
  metricWords,
  useFilter,
  useNumbers,
  useOutline,
} from '../../panels';
import { BlockSearch } from './BlockSearch';
import { BlockTable } from './BlockTable';
import { BlockTree } from './BlockTree';
import { ReadoutLegend } from './ReadoutLegend';
import { WhatNeedsWork } from './attention/WhatNeedsWork';
import { words } from './messages';
import { OfferedMark } from './OfferedNote';
import { asPercent, isForAll, outlineSentence, topOf, treeOf } from './model';
import type { TreeNode } from './model';
import { blockName } from './words';
import { CourseText } from '../../ui/CourseText';

/** A course of this many blocks is shown with everything open. */
const SMALL_COURSE = 40;

interface StatsProps {
  readonly outline: Outline;
  readonly course: OutlineBlock | undefined;
}

const CourseStats = ({ outline, course }: StatsProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const stats: Stat[] = [{ key: 'learners', value: numbers.count(outline.learners), ...metricWords(intl, 'learners') }];
  const push = (key: 'attempted' | 'coverage', value: string): void => {
    stats.push({ key, value, ...metricWords(intl, key) });
  };
  if (course !== undefined) {
    push('attempted', numbers.count(course.attempted));
    const { firstTry } = course;
    stats.push({
      key: 'firstTry',
      value: asPercent(firstTry) ? numbers.percent(firstTry) : numbers.countOf(firstTry),
      company:
        firstTry.kind === 'value'
          ? intl.formatMessage(words.countsOfTries, { count: firstTry.count, of: firstTry.of })
          : undefined,
      ...metricWords(intl, 'firstTry'),
    });
    push('coverage', numbers.share(course.watched));
  }
  return <Stats label={intl.formatMessage(footerWords.numbers)} stats={stats} />;
};

interface SectionsProps {
  readonly outline: Outline;
  readonly sections: readonly TreeNode[];
}

const Sections = ({ outline, sections }: SectionsProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const all = isNumber(outline.learners) ? outline.learners : 0;
  const coloured = mayCompare(evidenceOf(outline.learners));
  const shareOf = ({ reach, offered }: OutlineBlock): number | null =>
    isNumber(reach) && all > 0 && isForAll(offered) ? reach / all : null;
  return (
    <ul className="marginalia-bars">
      {sections.map(({ block }) => (
        <li key={block.id}>
          <span>
            <CourseText>{blockName(intl, block)}</CourseText>
            <OfferedMark offered={block.offered} />
          </span>
          <Bar share={shareOf(block)} tone={coloured ? 'info' : 'gray'}>
            {numbers.count(block.reach)}
          </Bar>
        </li>
      ))}
    </ul>
  );
};

const Figures = ({ outline, courseId, onSelect }: Props & { readonly outline: Outline }): ReactNode => {
  const sentence = outlineSentence(outline);
  const { run } = useFilter();
  const { extension } = outline;
  const all = treeOf(outline.blocks);
  const top = topOf(all);
  const sections = top.filter(({ block }) => block.type === 'chapter');
  const tree = (
    <Section title={<FormattedMessage {...words.all} />}>
      {outline.structure === 'events' && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.fromEvents} />
        </p>
      )}
      <BlockSearch
        blocks={outline.blocks.filter(({ type }) => type !== 'course')}
        extension={extension}
        onSelect={onSelect}
      >
        <ReadoutLegend extension={extension} />
        <BlockTree
          nodes={top}
          extension={extension}
          onSelect={onSelect}
          open={outline.blocks.length <= SMALL_COURSE ? 3 : 1}
        />
      </BlockSearch>
      <BlockTable nodes={top} extension={extension} />
    </Section>
  );
  if (sentence.kind === 'withheld' || sentence.kind === 'nobody') {
    return (
      <>
        {sentence.kind === 'withheld' ? (
          <WithheldNotice min={outline.minLearners} />
        ) : (
          <NothingYet draft={false}>
            <FormattedMessage {...words.nobody} />
          </NothingYet>
        )}
        {top.length > 0 && tree}
      </>
    );
  }
  return (
    <>
      <EvidenceNote evidence={evidenceOf(outline.learners)} learners={outline.learners} />
      {/* the list is of all time, and of this run: authors mend what they can still change */}
      {run === undefined && <WhatNeedsWork courseId={courseId} blocks={outline.blocks} onSelect={onSelect} />}
      <CourseStats outline={outline} course={all.find(({ block }) => block.type === 'course')?.block} />
      <Section title={<FormattedMessage {...words.howFar} />}>
        <p>
          {sentence.kind === 'learners' ? (
            <FormattedMessage {...words.learners} values={{ learners: sentence.learners }} />
          ) : (
            <FormattedMessage
              {...words[sentence.kind]}
              values={{ ...sentence, name: <CourseText>{sentence.name}</CourseText> }}
            />
          )}
        </p>
        {sections.length > 0 && <Sections outline={outline} sections={sections} />}
      </Section>
      {tree}
    </>
  );
};

interface Props {
  readonly courseId: string;
  readonly onSelect: (id: string) => void;
}

/** The whole course: what is worth a look, how far learners get, and a readout for each of its blocks. */
export const CoursePanel = ({ courseId, onSelect }: Props): ReactNode => {
  const report = useHeld(useOutline(courseId), useReport(getAttention, { params: { course: courseId } }));
  return (
    <ReportPanel report={report} draft={false} ofCourse shape={SHAPES.course}>
      {(outline) => <Figures outline={outline} courseId={courseId} onSelect={onSelect} />}
    </ReportPanel>
  );
};
