import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getOverview } from '@marginalia/contract';
import type { LearnerAttention, LearnerRule, RuleCount } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { useNumbers } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { Drawer } from '../../ui/Drawer';
import { Table } from '../../ui/Table';
import { DraftText, ReasonChip, draftWords } from '../learners';
import { announcementWords, countsWords } from './counts-messages';
import { words } from './messages';
import { tableWords } from './table-messages';

/** One next step for learners with a reason. */
const STEPS = {
  not_started: draftWords.notStartedStep,
  stopped: draftWords.stoppedStep,
  struggling: draftWords.strugglingStep,
  help_without_success: draftWords.helpStep,
  rushing: draftWords.rushingStep,
} as const;

interface Props {
  readonly courseId: string;
  readonly attention: LearnerAttention;
  /** Why single learners are not shown. */
  readonly why: ReactNode;
}

/** A text to everybody in the course, written for learners with one reason. */
const Announcement = ({ courseId, rule }: { readonly courseId: string; readonly rule: LearnerRule }): ReactNode => {
  const intl = useIntl();
  const overview = useReport(getOverview, { params: { course: courseId } });
  const name = overview.kind === 'ready' ? overview.data.course.name : '';
  const course = name === '' ? courseId : name;
  return (
    <div className="marginalia-draft">
      <p className="marginalia-quiet">
        <FormattedMessage {...countsWords.hint} />
      </p>
      <DraftText
        key={course}
        draft={{
          subject: intl.formatMessage(countsWords.subject, { course }),
          body: [
            intl.formatMessage(countsWords.hello),
            intl.formatMessage(announcementWords[rule], { course }),
            intl.formatMessage(STEPS[rule]),
          ].join('\n\n'),
        }}
        rows={8}
      />
    </div>
  );
};

/** What is in the list's place where single learners are not shown: how many have each reason, and a text for all. */
export const CountsOnly = ({ courseId, attention, why }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [drafting, setDrafting] = useState<LearnerRule | null>(null);
  const about = (rule: LearnerRule): string =>
    intl.formatMessage(countsWords.draftAbout, { reason: intl.formatMessage(stateNames[rule]) });
  const changeOf = ({ change, weekAgo }: RuleCount): ReactNode => {
    if (change.kind !== 'value' || weekAgo.kind !== 'value') return <FormattedMessage {...countsWords.unknown} />;
    const how = change.low > 0 ? countsWords.more : change.high < 0 ? countsWords.fewer : countsWords.unclear;
    return <FormattedMessage {...how} values={{ before: numbers.count(weekAgo.count) }} />;
  };
  const draftOf = (rule: LearnerRule): ReactNode => (
    <button type="button" className="marginalia-link" aria-label={about(rule)} onClick={() => setDrafting(rule)}>
      <FormattedMessage {...countsWords.draft} />
    </button>
  );
  const { running } = attention;
  const sections = attention.sections.filter(({ struggling }) => struggling.kind !== 'value' || struggling.count > 0);
  return (
    <>
      <p className="marginalia-quiet">{why}</p>
      <Table
        caption={<FormattedMessage {...countsWords.caption} />}
        captionHidden
        columns={[
          <FormattedMessage key="r" {...countsWords.reason} />,
          <FormattedMessage key="l" {...words.learners} />,
          ...(running
            ? [
                <span key="d" className="sr-only">
                  <FormattedMessage {...countsWords.draft} />
                </span>,
              ]
            : []),
        ]}
        rows={attention.rules.map((count) => ({
          key: count.rule,
          cells: [
            <ReasonChip key="r" state={count.rule} />,
            <ul key="l" className="marginalia-team">
              <li>{numbers.countOf(count.learners)}</li>
              {count.rule === 'struggling' &&
                sections.map(({ section, struggling }) => (
                  <li key={section.id} className="marginalia-quiet">
                    <FormattedMessage
                      {...countsWords.where}
                      values={{ section: <bdi>{section.name}</bdi>, n: numbers.countOf(struggling) }}
                    />
                  </li>
                ))}
              {running && <li className="marginalia-quiet">{changeOf(count)}</li>}
            </ul>,
            ...(running ? [draftOf(count.rule)] : []),
          ],
        }))}
      />
      {drafting !== null && (
        <Drawer
          key={drafting}
          label={about(drafting)}
          title={about(drafting)}
          closeLabel={intl.formatMessage(tableWords.close)}
          onClose={() => setDrafting(null)}
          takeFocus
        >
          <Announcement courseId={courseId} rule={drafting} />
        </Drawer>
      )}
    </>
  );
};
