import { useIntl } from '@edx/frontend-platform/i18n';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the largest unit that fits. */
export const useSize = (): ((bytes: number) => string) => {
  const intl = useIntl();
  return (bytes) => {
    const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1000)));
    return intl.formatNumber(bytes / 1000 ** power, {
      style: 'unit',
      unit: UNITS[power] ?? 'byte',
      maximumSignificantDigits: 3,
    });
  };
};

/** A short time in seconds, with a decimal where it is below ten. */
export const useSeconds = (): ((seconds: number) => string) => {
  const intl = useIntl();
  return (seconds) =>
    intl.formatNumber(seconds, { style: 'unit', unit: 'second', maximumFractionDigits: seconds < 10 ? 2 : 0 });
};
