import { useIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import type { Quantity, Rate } from '@marginalia/contract';
import { isolatedNumber } from '../lib/isolated';
import { footerWords } from './messages';
import { phraseOf } from './phrase';

/** Numbers of the wire in the reader's words. Withheld is `Hidden`, nothing to count is a dash; neither is ever 0. */
export interface Numbers {
  /** A whole number, or why there is none. */
  count(quantity: Quantity): string;
  /** A mean with at most one decimal. */
  mean(quantity: Quantity): string;
  /** A share from 0 to 1 as a percentage. */
  share(quantity: Quantity): string;
  /** A rate as a percentage alone: only ever beside its denominator. */
  percent(rate: Rate): string;
  /** `31 of 50`. */
  countOf(rate: Rate): string;
  /** `likely 48–74%`: one sign, where the language writes it last. */
  likely(rate: { readonly low: number; readonly high: number }): string;
  /** `25–50%`: two shares from 0 to 1 as a range; one of them, where both are written alike. */
  range(low: number, high: number): string;
  /** `2–4`: two numbers as a range, each written by `format`; one of them, where both are written alike. */
  span(low: number, high: number, format: (value: number) => string): string;
  /** Seconds as m:ss or h:mm:ss, in the reader's digits. */
  clock(seconds: number): string;
  /** Seconds in the two largest units, `18 h 24 min`. */
  amountOfTime(seconds: Quantity): string;
}

/** Below half a percent and above 99.5% a rounded share would claim none or all. */
const LEAST_SHARE = 0.005;

const makeNumbers = (intl: IntlShape): Numbers => {
  const word = (kind: 'withheld' | 'none'): string =>
    intl.formatMessage(kind === 'withheld' ? footerWords.hidden : footerWords.absent);
  const when =
    (format: (value: number) => string) =>
    (quantity: Quantity): string =>
      typeof quantity === 'number' ? format(quantity) : word(quantity.kind);
  // made once: asking `intl` each time takes longer than formatting
  const wholes = intl.formatters.getNumberFormat(intl.locale, { maximumFractionDigits: 0 });
  const percents = intl.formatters.getNumberFormat(intl.locale, { style: 'percent', maximumFractionDigits: 0 });
  const countOf = phraseOf(intl, footerWords.countOf);
  const percent = (value: number): string => {
    if (value > 0 && value < LEAST_SHARE) return isolatedNumber(`<${percents.format(0.01)}`);
    if (value < 1 && value > 1 - LEAST_SHARE) return isolatedNumber(`>${percents.format(0.99)}`);
    return isolatedNumber(percents.format(Math.abs(value) < LEAST_SHARE ? 0 : value));
  };
  const bare = (value: number): string => {
    const parts = percents.formatToParts(value);
    return parts.at(-1)?.type === 'percentSign' && value >= LEAST_SHARE
      ? parts
          .slice(0, -1)
          .map((part) => part.value)
          .join('')
          .trim()
      : percent(value);
  };
  const digits = (value: number, minimumIntegerDigits: number): string =>
    intl.formatNumber(value, { useGrouping: false, minimumIntegerDigits, maximumFractionDigits: 0 });
  return {
    count: when((value) => wholes.format(value)),
    mean: when((value) => isolatedNumber(intl.formatNumber(value, { maximumFractionDigits: 1 }))),
    share: when(percent),
    percent: (rate) => (rate.kind === 'value' ? percent(rate.value) : word(rate.kind)),
    countOf: (rate) => (rate.kind === 'value' ? countOf({ count: rate.count, of: rate.of }) : word(rate.kind)),
    // The word joiner keeps a range on one line: browsers break after a dash.
    likely: ({ low, high }) =>
      intl.formatMessage(footerWords.likely, { low: bare(low), high: `\u2060${percent(high)}` }),
    range: (low, high) =>
      percent(low) === percent(high)
        ? percent(low)
        : intl.formatMessage(footerWords.range, {
            low: low === 0 ? wholes.format(0) : bare(low),
            high: `\u2060${percent(high)}`,
          }),
    span: (low, high, format) => {
      const [from, to] = [format(low), format(high)];
      return from === to ? from : intl.formatMessage(footerWords.range, { low: from, high: `\u2060${to}` });
    },
    clock: (seconds) => {
      const whole = Math.floor(seconds);
      const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
      return h > 0 ? `${digits(h, 1)}:${digits(m, 2)}:${digits(s, 2)}` : `${digits(m, 1)}:${digits(s, 2)}`;
    },
    amountOfTime: when((seconds) => {
      const whole = Math.round(seconds);
      const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60)];
      if (hours > 0) return intl.formatMessage(footerWords.hours, { hours, minutes: minutes % 60 });
      return intl.formatMessage(footerWords.minutes, { minutes, seconds: whole % 60 });
    }),
  };
};

const made = new WeakMap<IntlShape, Numbers>();

/** The numbers of a language, made once for each `intl`. */
export const numbersFor = (intl: IntlShape): Numbers => {
  const numbers = made.get(intl) ?? makeNumbers(intl);
  made.set(intl, numbers);
  return numbers;
};

export const useNumbers = (): Numbers => numbersFor(useIntl());
