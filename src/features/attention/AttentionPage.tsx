import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getAttention, getLearners } from '@marginalia/contract';
import type { Attention } from '@marginalia/contract';
import { useAnswer } from '../../host/query';
import { evidenceOf } from '../../panels/evidence';
import { ago } from '../../lib/freshness';
import { Notice } from '../../ui/Notice';
import { AnswerPanel, EvidenceNote, WithheldNotice, useNumbers } from '../../panels';
import { LearnerList, PAGE_SIZE } from './LearnerList';
import { Rules } from './Rules';
import { Quadrants, Since, SinceField, Where } from './Situation';
import { States } from './States';
import { words } from './messages';
import { helpSentence, leastFlagged } from './model';
import type { Filter } from './model';

const Sentence = ({ attention: { learners, minLearners } }: { readonly attention: Attention }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { of, flagged, notEnough, judgedAt, running, computedBefore } = learners;
  const kind = helpSentence(learners);
  const before = computedBefore === null ? null : ago(computedBefore, Date.now());
  if (kind === 'notYet') {
    return (
      <Notice title={<FormattedMessage {...words.notYetTitle} />}>
        {before === null ? (
          <FormattedMessage {...words.notYet} />
        ) : (
          <FormattedMessage
            {...words.outgrown}
            values={{ when: intl.formatRelativeTime(before.value, before.unit, { numeric: 'auto' }) }}
          />
        )}
      </Notice>
    );
  }
  if (kind === 'withheld') return <WithheldNotice min={minLearners} />;
  if (kind === 'nobody') {
    return (
      <Notice>
        <FormattedMessage {...words.nobody} />
      </Notice>
    );
  }
  const values = {
    count: flagged.kind === 'value' ? flagged.count : leastFlagged(learners),
    of: typeof of === 'number' ? of : 0,
    likely: flagged.kind === 'value' ? numbers.likely(flagged) : '',
  };
  const age = judgedAt === null ? null : ago(judgedAt, Date.now());
  return (
    <>
      <p className="marginalia-sentence">
        <FormattedMessage {...words[kind]} values={values} />{' '}
        {notEnough.kind === 'value' && notEnough.count > 0 && (
          <FormattedMessage {...words.notEnough} values={{ count: notEnough.count, of: notEnough.of }} />
        )}
      </p>
      <EvidenceNote evidence={evidenceOf(of)} learners={of} />
      <p className="marginalia-quiet">
        {running && age !== null ? (
          <FormattedMessage
            {...words.judged}
            values={{ when: intl.formatRelativeTime(age.value, age.unit, { numeric: 'auto' }) }}
          />
        ) : (
          !running && <FormattedMessage {...words.over} />
        )}
      </p>
    </>
  );
};

interface FiguresProps {
  readonly courseId: string;
  readonly attention: Attention;
  readonly since: string;
  readonly onSince: (since: string) => void;
}

const Figures = ({ courseId, attention, since, onSince }: FiguresProps): ReactNode => {
  const [filter, setFilter] = useState<Filter>({ kind: 'all' });
  const field = useId();
  const list = useId();
  // The list's own first request says whether single learners may be seen at all.
  const gate = useAnswer(getLearners, { params: { course: courseId }, query: { limit: PAGE_SIZE } });
  const named = gate.kind === 'ready';
  const show = (next: Filter): void => {
    setFilter(next);
    document.getElementById(list)?.focus();
  };
  const { learners } = attention;
  if (learners.computedAt === null || learners.states.length === 0) return <Sentence attention={attention} />;
  return (
    <>
      <Sentence attention={attention} />
      <SinceField id={field} value={since} onChange={onSince} />
      {learners.since !== null && <Since courseId={courseId} since={learners.since} />}
      <States courseId={courseId} attention={learners} filter={filter} onFilter={setFilter} />
      <Rules courseId={courseId} attention={learners} onFilter={named ? show : null} />
      <div id={list} tabIndex={-1} className="marginalia-target">
        <LearnerList key={JSON.stringify(filter)} courseId={courseId} filter={filter} onFilter={setFilter} />
      </div>
      <div className="marginalia-beside">
        <Where courseId={courseId} attention={learners} onFilter={named ? show : null} />
        <Quadrants courseId={courseId} attention={learners} />
      </div>
    </>
  );
};

/** Who may need help, why, and how far to trust it. */
export const AttentionPage = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const [since, setSince] = useState('');
  const answer = useAnswer(
    getAttention,
    { params: { course: courseId }, query: { since: since === '' ? undefined : since } },
    ({ learners }) => learners.computedAt === null,
  );
  return (
    <AnswerPanel answer={answer} draft={false} ofCourse>
      {(attention) => <Figures courseId={courseId} attention={attention} since={since} onSince={setSince} />}
    </AnswerPanel>
  );
};
