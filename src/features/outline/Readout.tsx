import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { OutlineBlock, OutlineExtension } from '@marginalia/contract';
import { figuresOf } from './words';
import type { Figures } from './words';

/** At most five quiet figures for who sees, each with its sign (by the style). No component: there may be hundreds. */
export const figuresRow = ({ parts }: Figures): ReactNode =>
  parts.map(({ kind, text }) => (
    <span key={kind} className={`marginalia-figure marginalia-figure-${kind}`} aria-hidden="true">
      {text}
    </span>
  ));

/** The style of a row of figures, which stand below one another in columns. */
export const readoutClass = ({ hasExtension }: Figures): string =>
  `marginalia-readout${hasExtension ? ' marginalia-readout-extended' : ''}`;

interface Props {
  readonly block: OutlineBlock;
  readonly extension: OutlineExtension | undefined;
}

/** The figures of a block; a screen reader hears them as sentences instead. */
export const Readout = ({ block, extension }: Props): ReactNode => {
  const figures = figuresOf(useIntl(), block, extension);
  if (figures.parts.length === 0) return null;
  return (
    <span className={readoutClass(figures)}>
      {figuresRow(figures)}
      <span className="sr-only">{figures.sentences}</span>
    </span>
  );
};
