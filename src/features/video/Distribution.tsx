import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Video } from '@marginalia/contract';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { useNumbers } from '../../panels';
import { words } from './messages';
import { mergedBands } from './model';

interface Props {
  readonly video: Pick<Video, 'distribution'>;
  readonly viewers: number;
}

/** Viewers by the share of the video they saw: who looked in, who saw a half, who saw it all. */
export const Distribution = ({ video: { distribution }, viewers }: Props): ReactNode => {
  const numbers = useNumbers();
  const bands = mergedBands(distribution);
  if (distribution.length === 0 || distribution.every(({ learners }) => typeof learners !== 'number')) return null;
  return (
    <Section title={<FormattedMessage {...words.distribution} />}>
      <ul className="marginalia-bars marginalia-tenths">
        {bands.map(({ from, to, learners }) => (
          <li key={from}>
            <span>{numbers.range(from, to)}</span>
            <Bar share={typeof learners === 'number' && viewers > 0 ? learners / viewers : null} tone="info">
              {numbers.count(learners)}
            </Bar>
          </li>
        ))}
      </ul>
    </Section>
  );
};
