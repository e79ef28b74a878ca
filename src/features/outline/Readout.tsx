import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { OutlineBlock } from '@marginalia/contract';
import { figuresOf } from './words';
import type { Figures } from './words';

/** At most four quiet figures for who sees, each with its sign (by the style). No component: there may be hundreds. */
export const figuresRow = ({ parts }: Figures): ReactNode =>
  parts.map(({ kind, text }) => (
    <span key={kind} className={`marginalia-figure marginalia-figure-${kind}`} aria-hidden="true">
      {text}
    </span>
  ));

/** The figures of a block; a screen reader hears them as sentences instead. */
export const Readout = ({ block }: { readonly block: OutlineBlock }): ReactNode => {
  const figures = figuresOf(useIntl(), block);
  if (figures.parts.length === 0) return null;
  return (
    <span className="marginalia-readout">
      {figuresRow(figures)}
      <span className="sr-only">{figures.sentences}</span>
    </span>
  );
};
