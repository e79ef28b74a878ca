import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Annotation } from '@marginalia/contract';
import { Day } from '../../ui/Day';
import { words } from './messages';

/** What happened on the time axis, and when: “Nov 18 · Published”. */
export const AnnotationText = ({ annotation: { at, kind, text } }: { readonly annotation: Annotation }): ReactNode => (
  <>
    <Day at={at.slice(0, 10)} timeZone="UTC" /> · <FormattedMessage {...words[kind]} />
    {text !== '' && (
      <>
        {' '}
        · <bdi>{text}</bdi>
      </>
    )}
  </>
);
