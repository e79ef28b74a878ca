import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { footerWords } from './messages';
import { useNumbers } from './numbers';

/** By how many more or fewer than a week ago, in words. */
export const sinceWeek = (intl: IntlShape, change: number): string =>
  intl.formatMessage(footerWords.sinceWeek, {
    n: Math.abs(change),
    more: change === 0 ? 'same' : change > 0 ? 'more' : 'fewer',
  });

/** The same beside a number: an arrow, and the words for who points at it or listens. Nothing where nothing changed. */
export const WeekChange = ({ change }: { readonly change: number }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  if (change === 0) return null;
  const said = sinceWeek(intl, change);
  return (
    <span className="marginalia-quiet" title={said}>
      {' '}
      <span aria-hidden="true">{`${change > 0 ? '▲' : '▼'}\u2060${numbers.count(Math.abs(change))}`}</span>
      <span className="sr-only">{said}</span>
    </span>
  );
};
