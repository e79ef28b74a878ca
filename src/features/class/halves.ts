import { useIntl } from '@edx/frontend-platform/i18n';
import type { MiddleHalf } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { words } from './messages';

/** How the numbers of a middle half are written: shares as a percentage, others by a function. */
export type Format = 'share' | ((value: number) => string);

/** The ends of a middle half as a range. */
export const useEnds = (): ((half: { readonly low: number; readonly high: number }, format: Format) => string) => {
  const numbers = useNumbers();
  return ({ low, high }, format) => (format === 'share' ? numbers.range(low, high) : numbers.span(low, high, format));
};

/** The middle half of a group in words. */
export const useHalf = (): ((half: MiddleHalf, format: Format) => string) => {
  const intl = useIntl();
  const numbers = useNumbers();
  const ends = useEnds();
  return (half, format) =>
    half.kind === 'value'
      ? intl.formatMessage(words.half, {
          middle: format === 'share' ? numbers.share(half.middle) : format(half.middle),
          range: ends(half, format),
          of: half.of,
        })
      : numbers.count(half);
};
