import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { formatDay } from '../lib/day';
import type { DayOptions } from '../lib/day';

interface Props extends DayOptions {
  /** A date, or a moment, ISO 8601. */
  readonly at: string;
}

/** A date as a person reads it: its year only where it is not the current one. */
export const Day = ({ at, ...options }: Props): ReactNode => formatDay(useIntl(), at, options);
