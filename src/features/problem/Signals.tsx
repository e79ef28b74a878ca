import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from '@edx/frontend-platform/i18n';
import { isNumber } from '@marginalia/contract';
import type { Problem } from '@marginalia/contract';
import { Section } from '../../ui/Section';
import { useNumbers } from '../../panels';
import { words } from './messages';
import { discriminationOf } from './model';

const isNothing = ({ learners }: Problem['help']['hint']): boolean =>
  learners === 0 || (typeof learners !== 'number' && learners.kind === 'none');

/** Hints taken and answers shown. */
export const Help = ({ help }: { readonly help: Problem['help'] }): ReactNode => {
  const numbers = useNumbers();
  const rows = [
    ['hint', help.hint],
    ['shown', help.answerShown],
  ] as const;
  return (
    <Section title={<FormattedMessage {...words.help} />}>
      {isNothing(help.hint) && isNothing(help.answerShown) && (
        <p>
          <FormattedMessage {...words.noHelp} />
        </p>
      )}
      <dl className="marginalia-rows">
        {rows
          .filter(([, used]) => !isNothing(used))
          .map(([word, { learners, events }]) => (
            <div key={word}>
              <dt>
                <FormattedMessage {...words[word]} />
              </dt>
              <dd>
                {numbers.count(learners)}
                {typeof events === 'number' && (
                  <small>
                    {' '}
                    <FormattedMessage {...words.times} values={{ n: events }} />
                  </small>
                )}
              </dd>
            </div>
          ))}
      </dl>
    </Section>
  );
};

const Decimal = ({ value }: { readonly value: number }): ReactNode => (
  <FormattedNumber value={value} minimumFractionDigits={2} maximumFractionDigits={2}>
    {/* a minus, where the language's data has a hyphen for it */}
    {(text) => <bdi dir="ltr">{text.replace('-', '−')}</bdi>}
  </FormattedNumber>
);

/** Discrimination in plain words, with its numbers below. The API has a gate of its own for it. */
export const DiscriminationSection = ({ discrimination }: Pick<Problem, 'discrimination'>): ReactNode => {
  if (discrimination.kind !== 'value') return null;
  const { value, low, high, of } = discrimination;
  return (
    <Section title={<FormattedMessage {...words.discriminationTitle} />}>
      <p>
        <FormattedMessage {...words[discriminationOf(discrimination)]} />
      </p>
      <p className="marginalia-quiet">
        <FormattedMessage
          {...(isNumber(of) ? words.discriminationNumbers : words.discriminationRange)}
          values={{
            value: <Decimal value={value} />,
            low: <Decimal value={low} />,
            high: <Decimal value={high} />,
            of: isNumber(of) ? of : 0,
          }}
        />
      </p>
    </Section>
  );
};
