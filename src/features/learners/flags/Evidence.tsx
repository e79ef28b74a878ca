import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { FlagEvidence } from '@marginalia/contract';
import { formatDay } from '../../../lib/day';
import { isolated } from '../../../lib/isolated';
import { useNumbers } from '../../../panels';
import type { Numbers } from '../../../panels';
import { evidenceWords as words } from './messages';

type Stuck = Extract<FlagEvidence, { rule: 'struggling' }>['stuck'];

/** Problems without a correct attempt: those with as many attempts share a sentence. */
const stuckSentences = (intl: IntlShape, stuck: Stuck): string[] =>
  [...new Set(stuck.map(({ attempts }) => attempts))].map((attempts) => {
    const names = stuck.filter((one) => one.attempts === attempts).map(({ problem }) => isolated(problem.name));
    const [only] = names;
    if (names.length === 1 && only !== undefined) return intl.formatMessage(words.stuck, { problem: only, attempts });
    const problems = intl.formatList(
      names.map((name) => intl.formatMessage(words.quoted, { name })),
      { type: 'conjunction' },
    );
    return intl.formatMessage(words.stuckEach, { problems, attempts });
  });

/** What a flag rests on, as sentences. */
export const evidenceSentences = (intl: IntlShape, numbers: Numbers, flag: FlagEvidence): string[] => {
  const say = intl.formatMessage;
  switch (flag.rule) {
    case 'not_started':
      return [say(words.notStarted, { date: formatDay(intl, flag.registeredAt), days: Math.floor(flag.days) })];
    case 'stopped': {
      const { days, usualGapDays, lastBlock } = flag;
      return [
        say(words.stopped, { days: Math.floor(days) }),
        ...(usualGapDays === null ? [] : [say(words.usualGap, { gap: Math.max(1, Math.round(usualGapDays)) })]),
        ...(lastBlock === null || lastBlock.name === ''
          ? []
          : [say(words.lastBlock, { block: isolated(lastBlock.name) })]),
      ];
    }
    case 'struggling':
      return [
        ...flag.sections.map(({ section, tried, firstRight, courseShare }) =>
          say(words.section, {
            section: isolated(section.name),
            tried,
            right: firstRight,
            share: numbers.share(courseShare),
          }),
        ),
        ...stuckSentences(intl, flag.stuck),
      ];
    case 'help_without_success':
      return [
        say(words.help, { helped: flag.helped, problems: flag.problems, never: flag.neverRight }),
        ...(flag.shownFirst === 0 ? [] : [say(words.shownFirst, { n: flag.shownFirst })]),
      ];
    case 'rushing':
      return [say(words.rushing, { answers: flag.answers, seconds: Math.round(flag.seconds), right: flag.firstRight })];
  }
};

/** The evidence of one flag, always in view: who teaches can check it. */
export const Evidence = ({ flag }: { readonly flag: FlagEvidence }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (
    <p className="marginalia-evidence-text">
      <bdi>{evidenceSentences(intl, numbers, flag).join(' ')}</bdi>
    </p>
  );
};
