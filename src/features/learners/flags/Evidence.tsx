import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { MarkEvidence } from '@marginalia/contract';
import { useNumbers } from '../../../panels';
import type { Numbers } from '../../../panels';
import { evidenceWords as words } from './messages';

const day = (intl: IntlShape, at: string): string => intl.formatDate(at, { dateStyle: 'medium' });

/** What a mark rests on, as sentences. */
export const evidenceSentences = (intl: IntlShape, numbers: Numbers, mark: MarkEvidence): string[] => {
  const say = intl.formatMessage;
  switch (mark.rule) {
    case 'not_started':
      return [say(words.notStarted, { date: day(intl, mark.registeredAt), days: Math.floor(mark.days) })];
    case 'stopped': {
      const { days, usualGapDays, lastBlock } = mark;
      return [
        say(words.stopped, { days: Math.floor(days) }),
        ...(usualGapDays === null ? [] : [say(words.usualGap, { gap: Math.max(1, Math.round(usualGapDays)) })]),
        ...(lastBlock === null || lastBlock.name === '' ? [] : [say(words.lastBlock, { block: lastBlock.name })]),
      ];
    }
    case 'struggling':
      return [
        ...mark.sections.map(({ section, tried, firstRight, courseShare }) =>
          say(words.section, {
            section: section.name,
            tried,
            right: firstRight,
            share: numbers.share(courseShare),
          }),
        ),
        ...mark.stuck.map(({ problem, attempts }) => say(words.stuck, { problem: problem.name, attempts })),
      ];
    case 'help_without_success':
      return [
        say(words.help, { helped: mark.helped, problems: mark.problems, never: mark.neverRight }),
        ...(mark.shownFirst === 0 ? [] : [say(words.shownFirst, { n: mark.shownFirst })]),
      ];
    case 'rushing':
      return [say(words.rushing, { answers: mark.answers, seconds: Math.round(mark.seconds), right: mark.firstRight })];
  }
};

/** The evidence of one mark, always in view: who teaches can check it. */
export const Evidence = ({ mark }: { readonly mark: MarkEvidence }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (
    <p className="marginalia-evidence-text">
      <bdi>{evidenceSentences(intl, numbers, mark).join(' ')}</bdi>
    </p>
  );
};
