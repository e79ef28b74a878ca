import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { OutlineExtension } from '@marginalia/contract';
import { ownWords } from '../../panels/own-words';
import { extensionWords } from './extension-messages';
import { searchWords } from './search-messages';

const KINDS = ['reach', 'firstTry', 'watched'] as const;

interface Props {
  readonly extension: OutlineExtension | undefined;
}

/** What the signs beside blocks mean, for who sees them: to a screen reader each figure is a sentence. */
export const ReadoutLegend = ({ extension }: Props): ReactNode => {
  const { locale } = useIntl();
  return (
    <>
      <p className="marginalia-readout-legend" aria-hidden="true">
        {KINDS.map((kind) => (
          <span key={kind} className={`marginalia-figure marginalia-figure-${kind}`}>
            <FormattedMessage {...searchWords[`${kind}Sign`]} />
          </span>
        ))}
        {extension?.state === 'ready' && (
          <span className="marginalia-figure marginalia-figure-extension">
            <bdi>{ownWords(locale, extension).title}</bdi>
          </span>
        )}
        <span className="marginalia-figure marginalia-figure-attention">
          <FormattedMessage {...searchWords.attentionSign} />
        </span>
      </p>
      {extension && <NotThere extension={extension} />}
    </>
  );
};

/** Why blocks have no number of the extension. */
const NotThere = ({ extension }: { readonly extension: OutlineExtension }): ReactNode => {
  const { locale } = useIntl();
  const { state, progress } = extension;
  if (state === 'ready') return null;
  const words = state === 'filling' && progress === undefined ? extensionWords.soon : extensionWords[state];
  return (
    <p className="marginalia-quiet">
      <FormattedMessage {...words} values={{ ...progress, title: <bdi>{ownWords(locale, extension).title}</bdi> }} />
    </p>
  );
};
