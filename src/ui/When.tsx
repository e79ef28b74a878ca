import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { formatMoment, formatWhen } from '../lib/when';
import type { WhenOptions } from '../lib/when';

interface Props extends WhenOptions {
  /** A date, or a moment, ISO 8601. */
  readonly at: string;
}

/** When something was, as a person says it; pointed at, the moment itself. */
export const When = ({ at, ...options }: Props): ReactNode => {
  const intl = useIntl();
  return (
    <time dateTime={at} title={formatMoment(intl, at)}>
      {formatWhen(intl, at, options)}
    </time>
  );
};
