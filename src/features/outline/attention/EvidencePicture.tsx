import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Bar } from '../../../ui/Bar';
import { footerWords, useNumbers } from '../../../panels';
import type { EvidenceBar } from './evidence';
import { evidenceWords } from './evidence-messages';
import { CourseText } from '../../../ui/CourseText';

/** The evidence of a finding as one to three labelled bars; their numbers are words, so it needs no table. */
export const EvidencePicture = ({ bars }: { readonly bars: readonly EvidenceBar[] }): ReactNode => {
  const numbers = useNumbers();
  if (bars.length === 0) return null;
  return (
    <ul className="marginalia-bars marginalia-evidence-bars">
      {bars.map(({ word, response, seconds, share, count, of }) => (
        <li key={word}>
          <span className="marginalia-evidence-name">
            <FormattedMessage
              {...evidenceWords[word]}
              values={{ answer: <CourseText>{response}</CourseText>, seconds }}
            />
          </span>
          <Bar share={share} tone={word.startsWith('marked') ? 'second' : 'info'}>
            {of === null ? (
              numbers.count(count)
            ) : (
              <>
                {numbers.share(share)}{' '}
                <small>
                  <FormattedMessage {...footerWords.countOf} values={{ count, of }} />
                </small>
              </>
            )}
          </Bar>
        </li>
      ))}
    </ul>
  );
};
