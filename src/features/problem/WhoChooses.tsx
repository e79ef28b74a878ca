import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { ProblemPart } from '@marginalia/contract';
import { DotSwatch, Dots } from '../../ui/Dots';
import { Section } from '../../ui/Section';
import { useNumbers } from '../../panels';
import { ResponseText } from './ResponseText';
import { words } from './messages';
import { thirdRows } from './model';

/** Per answer of one question: how many of the upper and of the lower third began with it. */
export const WhoChooses = ({ part }: { readonly part: ProblemPart }): ReactNode => {
  const numbers = useNumbers();
  const { thirds } = part;
  const rows = thirdRows(part);
  if (!('strongest' in thirds) || rows.length === 0) return null;
  return (
    <Section
      title={<FormattedMessage {...words.whoChooses} />}
      legend={
        <>
          <DotSwatch /> <FormattedMessage {...words.strongest} /> <DotSwatch open />{' '}
          <FormattedMessage {...words.weakest} />
        </>
      }
    >
      <ul className="marginalia-thirds">
        {rows.map(({ row, upperThird, lowerThird }) => (
          <li key={row.key}>
            <ResponseText row={row} />
            <Dots filled={upperThird} open={lowerThird}>
              <FormattedMessage
                {...words.thirdsOf}
                values={{
                  strongest: numbers.count(row.upperThird),
                  ofStrongest: thirds.strongest,
                  weakest: numbers.count(row.lowerThird),
                  ofWeakest: thirds.weakest,
                }}
              />
            </Dots>
          </li>
        ))}
      </ul>
    </Section>
  );
};
