import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { ProblemSettings } from '@marginalia/contract';
import { formatDay } from '../../lib/day';
import { Disclosure } from '../../ui/Disclosure';
import { Section } from '../../ui/Section';
import { words } from './messages';
import { CourseText } from '../../ui/CourseText';

/** What the author set, as last published: how often one may try, what it is worth, which hints there are. */
export const Published = ({ settings }: { readonly settings: ProblemSettings | undefined }): ReactNode => {
  const intl = useIntl();
  if (settings === undefined) return null;
  const { hints, maxAttempts, weight, graded, format, due, isHidden } = settings;
  const dueAt = due === null ? NaN : Date.parse(due);
  const facts = [
    intl.formatMessage(words.attemptsAllowed, { n: maxAttempts ?? 0 }),
    ...(weight === null ? [] : [intl.formatMessage(words.points, { n: weight })]),
    ...(graded && format !== '' ? [intl.formatMessage(words.countsTo, { format })] : []),
    ...(graded && format === '' ? [intl.formatMessage(words.graded)] : []),
    ...(Number.isNaN(dueAt)
      ? []
      : [intl.formatMessage(words.due, { date: formatDay(intl, dueAt, { timeZone: 'UTC' }) })]),
    ...(isHidden ? [intl.formatMessage(words.hidden)] : []),
  ];
  return (
    <Section title={<FormattedMessage {...words.published} />}>
      <ul className="marginalia-facts">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {hints.length > 0 && (
        <Disclosure
          label={<FormattedMessage {...words.showHints} values={{ n: hints.length }} />}
          labelOpen={<FormattedMessage {...words.hideHints} />}
        >
          <ol className="marginalia-hints">
            {hints.map((hint, i) => (
              <li key={i}>
                <CourseText>{hint}</CourseText>
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
    </Section>
  );
};
