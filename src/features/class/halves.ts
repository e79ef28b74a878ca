import { useIntl } from '@edx/frontend-platform/i18n';
import type { MiddleHalf } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { words } from './messages';

/** The middle half of a group in words; `format` writes one number of it. */
export const useHalf = (): ((half: MiddleHalf, format: (value: number) => string) => string) => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (half, format) =>
    half.kind === 'value'
      ? intl.formatMessage(words.half, {
          middle: format(half.middle),
          low: format(half.low),
          high: `\u2060${format(half.high)}`,
          of: half.of,
        })
      : numbers.count(half);
};
